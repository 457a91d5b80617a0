package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParseCommandTest {
  @TempDir Path temp;

  private Telltale parse(String text, Object... options) throws IOException {
    Path file = Files.writeString(temp.resolve("x.lp"), text);
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "parse";
    arguments[1] = file;
    arguments[2] = "--format";
    arguments[3] = "line";
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Telltale.run(arguments);
  }

  @Test
  void aPointIsAnObjectOfTexts() throws IOException {
    Telltale run = parse("m,k=v f=1.5 1\n");
    assertThat(run.out())
        .isEqualTo(
            "{\"line\":1,\"measurement\":\"m\",\"tags\":{\"k\":\"v\"},"
                + "\"fields\":[{\"key\":\"f\",\"type\":\"double\",\"value\":\"1.5\"}],\"time\":1}\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void everyTypeHasItsText() throws IOException {
    Telltale run =
        parse(
            "m a=-0.0,b=1e300,c=0.1,d=-9223372036854775808i,e=18446744073709551615u,f=T,g=False,"
                + "h=\"a \\\"b\\\"\",a=2i 1\n");
    assertThat(run.out())
        .contains(
            "\"fields\":[{\"key\":\"a\",\"type\":\"double\",\"value\":\"-0\"},"
                + "{\"key\":\"b\",\"type\":\"double\",\"value\":\"1e300\"},"
                + "{\"key\":\"c\",\"type\":\"double\",\"value\":\"0.1\"},"
                + "{\"key\":\"d\",\"type\":\"long\",\"value\":\"-9223372036854775808\"},"
                + "{\"key\":\"e\",\"type\":\"ulong\",\"value\":\"18446744073709551615\"},"
                + "{\"key\":\"f\",\"type\":\"boolean\",\"value\":\"true\"},"
                + "{\"key\":\"g\",\"type\":\"boolean\",\"value\":\"false\"},"
                + "{\"key\":\"h\",\"type\":\"string\",\"value\":\"a \\\"b\\\"\"},"
                + "{\"key\":\"a\",\"type\":\"long\",\"value\":\"2\"}]");
  }

  @Test
  void refusedLinesStandBetweenThePoints() throws IOException {
    Telltale run = parse("m f=\"1\n2\" 1\n\n# comment\nm f=x 2\nm f=1\nm f=1 3");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"line\":1,").contains("\"value\":\"1\\n2\""),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"line\":5,\"column\":5,\"error\":\"field value is no number, boolean or"
                            + " string in quotes\"}"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"line\":6,\"column\":6,\"error\":\"no time, and no default time was"
                            + " given\"}"),
            line -> assertThat(line).startsWith("{\"line\":7,").endsWith("\"time\":3}"));
  }

  @Test
  void timesAreInTheUnitGivenAndHaveADefault() throws IOException {
    assertThat(parse("m f=1 2\nm f=1\n", "--precision", "ms", "--default-time", "77").out())
        .contains("\"time\":2000000}\n", "\"time\":77}\n");
  }

  @Test
  void readsGzipAndStandardInput() throws IOException {
    Path packed = temp.resolve("x.gz");
    byte[] text = "m f=1 2\n".getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text);
    }
    String expected = Telltale.run("parse", packed, "--format", "line").out();
    assertThat(expected).startsWith("{\"line\":1,");
    InputStream standardInput = System.in;
    System.setIn(new ByteArrayInputStream(text));
    try {
      assertThat(Telltale.run("parse", "-", "--format", "line").out()).isEqualTo(expected);
    } finally {
      System.setIn(standardInput);
    }
  }

  @Test
  void anEmptyFileIsNoLine() throws IOException {
    assertThat(parse("\n# nothing\n").out()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsMisuse() {
    Telltale run = Telltale.run("parse", temp.resolve("none"), "--format", "line");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("cannot read file");
  }
}
