package io.telltale.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LineParserTest {
  private static byte[] text(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  @Test
  void parsingAllocatesNothing() {
    byte[] line = text("m,a=1,b=\\ 2 x=1.25,y=-7i,z=T,s=\"a \\\" b\",e=12.5e-3 1700000000\n");
    LineParser parser = new LineParser(Precision.S);
    AllocationProbe.assertAllocatesNothing(
        "parse", 5_000, () -> parser.parse(line, 0, line.length - 1, false));
    assertThat(parser.parse(line, 0, line.length - 1, false)).isEqualTo(LineParser.POINT);
    assertThat(parser.timeNs()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(Double.longBitsToDouble(parser.fieldBits(4))).isEqualTo(0.0125);
  }

  @Test
  void asksForMoreUntilTheLineIsWhole() {
    String line = "m,a=1 s=\"x\ny\",v=1.5 12\r\n";
    byte[] whole = text(line);
    LineParser parser = new LineParser(Precision.NS);
    for (int end = 0; end < whole.length - 1; end++) {
      assertThat(parser.parse(whole.clone(), 0, end, false)).as("%d bytes", end).isEqualTo(3);
    }
    assertThat(parser.parse(whole, 0, whole.length - 1, false)).isEqualTo(LineParser.POINT);
    assertThat(parser.textLines()).isEqualTo(2);
    assertThat(parser.next()).isEqualTo(line.length());
  }

  @Test
  void getsOnWithAnyBytes() {
    byte[] alphabet = "ma=1,. \\\"\n\r#tTi-+e9u\u0001".getBytes(StandardCharsets.ISO_8859_1);
    Seeds.run(
        300,
        random -> {
          byte[] bytes = new byte[1 + random.nextInt(200)];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                random.nextInt(50) == 0
                    ? (byte) random.nextInt(256)
                    : alphabet[random.nextInt(alphabet.length)];
          }
          LineParser parser = new LineParser(Precision.NS);
          int at = 0;
          int lineBreaks = 0;
          int lines = 0;
          for (int i = 0; i < bytes.length - 1; i++) {
            lineBreaks += bytes[i] == '\n' ? 1 : 0;
          }
          while (at < bytes.length - 1) {
            int state = parser.parse(bytes, at, bytes.length - 1, true);
            assertThat(state).isNotEqualTo(LineParser.MORE);
            if (state == LineParser.REFUSED) {
              assertThat(parser.reason()).isNotNull();
              assertThat(parser.errorAt()).isBetween(at, bytes.length - 1);
            }
            assertThat(parser.next()).isGreaterThan(at);
            at = parser.next();
            lines += parser.textLines();
          }
          boolean endsInside = bytes.length > 1 && bytes[bytes.length - 2] != '\n';
          assertThat(lines).isEqualTo(lineBreaks + (endsInside ? 1 : 0));
        });
  }
}
