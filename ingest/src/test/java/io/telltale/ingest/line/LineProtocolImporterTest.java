package io.telltale.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.testkit.Seeds;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.Readings;
import io.telltale.ingest.RefusedLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineProtocolImporterTest {
  private static final LineOptions HOST = LineOptions.defaults().withDeviceTag("host");

  @TempDir Path directory;
  private TelemetryStore store;
  private final List<RefusedLine> refused = new ArrayList<>();

  @BeforeEach
  void open() {
    store = TelemetryStore.open(directory.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ImportResult load(LineOptions options, byte[] text) throws IOException {
    return load(options, new ByteArrayInputStream(text));
  }

  private ImportResult load(LineOptions options, String text) throws IOException {
    return load(options, text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportResult load(LineOptions options, InputStream text) throws IOException {
    ImportResult result =
        new LineProtocolImporter(store, options).onRefused(refused::add).importStream(text);
    store.awaitIndexed(result.position());
    return result;
  }

  @Test
  void aFieldIsAReadingAndATagIsTheDevice() throws IOException {
    ImportResult result =
        load(
            HOST,
            """
            # a comment
            cpu,host=a,rack=r1 load=0.5,busy=7i,ok=true,mode="idle" 1000

            cpu,rack=r2,host=a load=1.5,free=3u,ok=F,mode="on air" 2000
            mem,host=b used=1e3 1000
            """);
    assertThat(result.lines()).isEqualTo(5);
    assertThat(result.readings()).isEqualTo(9);
    assertThat(result.refused()).isZero();
    assertThat(Readings.texts(store, "a", "cpu.load")).containsExactly("1000 0.5", "2000 1.5");
    assertThat(Readings.texts(store, "a", "cpu.busy")).containsExactly("1000 7");
    assertThat(Readings.texts(store, "a", "cpu.free")).containsExactly("2000 3");
    assertThat(Readings.texts(store, "a", "cpu.ok")).containsExactly("1000 1", "2000 0");
    assertThat(Readings.texts(store, "a", "cpu.mode")).containsExactly("1000 idle", "2000 on air");
    assertThat(Readings.texts(store, "b", "mem.used")).containsExactly("1000 1000.0");
    assertThat(store.channels().find("cpu.load").kind()).isEqualTo(Kind.DOUBLE);
    assertThat(store.channels().find("cpu.busy").kind()).isEqualTo(Kind.LONG);
    assertThat(store.channels().find("cpu.free").kind()).isEqualTo(Kind.LONG);
    assertThat(store.channels().find("cpu.ok").kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(store.channels().find("cpu.mode").kind()).isEqualTo(Kind.STATE);
  }

  @Test
  void theLatestAttributeCountsAndAMissingTagChangesNothing() throws IOException {
    load(
        HOST,
        """
        m,host=a,driver=Ann,site=x v=1 1
        m,host=a,driver=Bob v=1 2
        m,host=a,driver=Ann,site=x v=1 3
        m,host=a,driver=Bob v=1 4
        m,host=b v=1 4
        """);
    assertThat(store.devices().attributes(store.devices().find("a")))
        .isEqualTo(Map.of("driver", "Bob", "site", "x"));
    assertThat(store.devices().attributes(store.devices().find("b"))).isEmpty();
  }

  @Test
  void withoutADeviceTagTheSortedTagSetIsTheDevice() throws IOException {
    load(
        LineOptions.defaults(),
        "m,b=2,a=1\\,x v=1 1\nm,a=1\\,x,b=2 v=2 2\nm v=3 3\nm,a=1,a=2 v=4 4\n");
    assertThat(Readings.texts(store, "a=1\\,x,b=2", "m.v")).containsExactly("1 1.0", "2 2.0");
    assertThat(store.devices().attributes(0)).isEqualTo(Map.of("a", "1,x", "b", "2"));
    assertThat(refused)
        .containsExactly(
            new RefusedLine(3, 2, "no device: the line has no tags"),
            new RefusedLine(4, 7, "duplicate tag a"));
  }

  @Test
  void namesAreUnescaped() throws IOException {
    load(HOST, "my\\ m\\,x=y,host=a\\=b\\ c f\\ 1\\=z=\"q\\\"\\\\ \\n\" 1\n");
    assertThat(Readings.texts(store, "a=b c", "my m,x=y.f 1=z")).containsExactly("1 q\"\\ \\n");
  }

  @Test
  void lineBreaksInAStringBelongToIt() throws IOException {
    ImportResult result = load(HOST, "m,host=a s=\"x\ny\r\nz\" 1\nm,host=a v=1 2\nm,host=a v=? 3");
    assertThat(result.lines()).isEqualTo(5);
    assertThat(Readings.texts(store, "a", "m.s")).containsExactly("1 x\ny\r\nz");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(5L);
  }

  @Test
  void aBadLineIsRefusedWholeWithItsPlaceAndTakesNoGoodOneWithIt() throws IOException {
    // line | column | part of the reason
    String[] cases = {
      "m,host=a v=1,w=x 1|16|no number",
      "m,host=a v=1,w=1..2 1|16|not a number",
      "m,host=a v=1e999 1|12|out of range",
      "m,host=a v=1 1x|14|time is not an integer",
      "m,host=a v=1 1 1|16|text after the time",
      "m,host=a v=1 9223372036854775808|14|1677 to 2262",
      "m,host=a v=1|13|no time",
      "m,host=a v=18446744073709551615u 1|12|above 9223372036854775807",
      "m,host=a v=9223372036854775808i 1|12|integer out of range",
      "m,host=a v=-1u 1|12|negative",
      "m,host=a v= 1|12|missing field value",
      "m,host=a v=1, 1|14|missing field key",
      "m,host=a =1 1|10|missing fields",
      "m,host=a|9|missing fields",
      "m,host= v=1 1|8|missing tag value",
      "m,host v=1 1|7|missing = after tag key",
      "m,=a v=1 1|3|missing tag key",
      "m,host=a=b v=1 1|9|backslash",
      ",host=a v=1 1|1|missing measurement",
      "m,host=a s=\"x\"y 1|15|closing quote",
      "m,host=a s=\"x 1|12|not closed",
      "m,rack=a v=1 1|3|missing tag host",
      "m\u0001,host=a v=1 1|2|control character",
      "\u00e4,host=a v=x 1|12|no number",
    };
    for (int i = 0; i < cases.length; i++) {
      String[] parts = cases[i].split("\\|");
      String end = i % 2 == 0 ? "\n" : "\r\n";
      refused.clear();
      ImportResult result =
          load(HOST, String.join(end, "m,host=a v=1 " + i, parts[0], "m,host=a v=2 " + -i) + end);
      assertThat(refused).as(parts[0]).hasSize(1);
      assertThat(refused.get(0).line()).as(parts[0]).isEqualTo(2);
      assertThat(refused.get(0).column()).as(parts[0]).isEqualTo(Integer.parseInt(parts[1]));
      assertThat(refused.get(0).reason()).as(parts[0]).contains(parts[2]);
      assertThat(result)
          .as(parts[0])
          .extracting("lines", "readings", "refused")
          .containsExactly(3L, 2L, 1L);
    }
    assertThat(Readings.texts(store, "a", "m.v")).hasSize(2 * cases.length - 1);
    assertThat(store.channels().count()).isEqualTo(1);
    assertThat(store.devices().count()).isEqualTo(1);
  }

  @Test
  void aQuoteThatIsNotClosedTakesOnlyItsOwnLine() throws IOException {
    load(
        HOST,
        "m,host=a s=\"open 1\nm,host=a v=1 1\nm,host=a s=\"in order\" 2\nm,host=a v=3 3\n"
            + "m,host=a s=\"open again 4\nm,host=a v=5 5\n");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(1L, 5L);
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0", "3 3.0", "5 5.0");
    assertThat(Readings.texts(store, "a", "m.s")).containsExactly("2 in order");
  }

  @Test
  void whatIsInAStringOfABadLineIsNotALine() throws IOException {
    load(HOST, "m,host=a v=?,s=\"\nm,host=a v=1 1\n\" 1\nm,host=a v=2 2\n");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(1L);
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("2 2.0");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    byte[] text = "m,host=a s=\"x?\" 1\nm,host=a v=1 1\n".getBytes(StandardCharsets.UTF_8);
    text[13] = (byte) 0xC3;
    load(HOST, text);
    assertThat(refused).containsExactly(new RefusedLine(1, 14, "not valid UTF-8"));
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0");
  }

  @Test
  void aValueOfAnotherTypeIsConvertedWhenNothingIsLost() throws IOException {
    load(
        HOST,
        """
        m,host=a d=0.5,l=1i,b=t,s="x" 1
        m,host=a d=25i,l=25.0 2
        m,host=a d=9007199254740992i,l=-4.0 3
        m,host=a d=9007199254740993i 4
        m,host=a l=0.5 5
        m,host=a l=1e19 6
        m,host=a d=9223372036854775807i 7
        m,host=a b=1i 8
        m,host=a d=t 9
        m,host=a d="x" 10
        m,host=a s=1 11
        m,host=a d=1,l=0.5 12
        """);
    assertThat(Readings.texts(store, "a", "m.d"))
        .containsExactly("1 0.5", "2 25.0", "3 9.007199254740992E15");
    assertThat(Readings.texts(store, "a", "m.l")).containsExactly("1 1", "2 25", "3 -4");
    assertThat(refused)
        .extracting(RefusedLine::line)
        .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    assertThat(refused.get(4).reason()).contains("an integer", "m.b", "BOOLEAN");
    assertThat(refused.get(8).column()).isEqualTo(16);
  }

  @Test
  void aRefusedLineDecidesNoKind() throws IOException {
    load(HOST, "m,host=a v=1i,v=0.5 1\nm,host=a v=0.5 2\nm,host=a w=1,w=2i 3\n");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(1L);
    assertThat(store.channels().find("m.v").kind()).isEqualTo(Kind.DOUBLE);
    assertThat(Readings.texts(store, "a", "m.w")).containsExactly("3 2.0");
  }

  @Test
  void aKnownChannelKeepsItsKind() throws IOException {
    store.channels().register(ChannelSpec.of("m.v", Kind.LONG));
    load(HOST, "m,host=a v=3.0 1\nm,host=a v=3.5 2\n");
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 3");
    assertThat(refused).hasSize(1);
  }

  @Test
  void timesAreScaledAndMayBeMissing() throws IOException {
    load(HOST.withPrecision(Precision.S).withDefaultTimeNs(77), "m,host=a v=1 -2\nm,host=a v=2\n");
    load(HOST.withPrecision(Precision.MS), "m,host=b v=1 3\nm,host=b v=1 9223372036855\n");
    load(HOST.withPrecision(Precision.US), "m,host=c v=1 4\n");
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("-2000000000 1.0", "77 2.0");
    assertThat(Readings.texts(store, "b", "m.v")).containsExactly("3000000 1.0");
    assertThat(Readings.texts(store, "c", "m.v")).containsExactly("4000 1.0");
    assertThat(refused).extracting(RefusedLine::column).containsExactly(14);
  }

  @Test
  void aRepeatedFieldCountsLast() throws IOException {
    assertThat(load(HOST, "m,host=a v=1,v=2 1\n").readings()).isEqualTo(2);
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 2.0");
  }

  @Test
  void gzipIsToldByContent() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("m,host=a v=1 1\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(directory.resolve("readings.txt"), packed.toByteArray());
    List<Long> progress = new ArrayList<>();
    ImportResult result =
        new LineProtocolImporter(store, HOST)
            .onProgress((bytes, total, readings, refused) -> progress.add(bytes))
            .importFile(file);
    assertThat(result.readings()).isEqualTo(1);
    assertThat(progress).containsExactly((long) packed.size());
  }

  @Test
  void anEmptyInputAndAByteOrderMarkAreFine() throws IOException {
    assertThat(load(HOST, "").lines()).isZero();
    assertThat(load(HOST, "\n\n").lines()).isEqualTo(2);
    assertThat(load(HOST, "\ufeffm,host=a v=1 1").readings()).isEqualTo(1);
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0");
  }

  @Test
  void aLineLongerThanTheLimitIsRefused() throws IOException {
    String longText = "x".repeat(LineProtocolImporter.MAX_LINE_BYTES + 10);
    load(
        HOST,
        "m,host=a v=1 1\nm,host=a s=\"" + longText + "\" 2\nm,host=a v=3 3\n" + longText + "\n");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(2L, 4L);
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0", "3 3.0");
  }

  @Test
  void theResultDoesNotDependOnHowTheTextIsCut() {
    Seeds.run(
        20,
        random -> {
          StringBuilder text = new StringBuilder();
          TreeMap<Long, String> expected = new TreeMap<>();
          List<Long> bad = new ArrayList<>();
          String device = "d" + random.nextInt(Integer.MAX_VALUE);
          long line = 1;
          for (int i = 0; i < 400; i++) {
            int what = random.nextInt(6);
            String value = what == 0 ? "q\"\\\n,= " + i : "s" + i;
            if (what == 1) {
              text.append("m,host=").append(device).append(" s=\"\" 1 bad\n");
              bad.add(line);
            } else if (what == 2) {
              text.append("# comment \"\n");
            } else {
              String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
              text.append("m,host=").append(device).append(" s=\"").append(escaped);
              text.append("\" ").append(i).append(random.nextBoolean() ? "\r\n" : "\n");
              expected.put((long) i, i + " " + value);
            }
            line += what == 0 ? 2 : 1;
          }
          refused.clear();
          load(HOST, new Trickle(text.toString().getBytes(StandardCharsets.UTF_8), random));
          assertThat(Readings.texts(store, device, "m.s"))
              .containsExactlyElementsOf(expected.values());
          assertThat(refused).extracting(RefusedLine::line).containsExactlyElementsOf(bad);
        });
  }

  /** Gives a few bytes at a time. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream in;
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(length, 1 + random.nextInt(40)));
    }
  }
}
