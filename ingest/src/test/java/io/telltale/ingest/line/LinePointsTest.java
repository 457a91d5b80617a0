package io.telltale.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.ingest.RefusedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinePointsTest {
  private static final LineOptions TIMED = LineOptions.defaults().withDefaultTimeNs(9);

  private static List<String> read(LineOptions options, byte[] text) throws IOException {
    return read(options, new ByteArrayInputStream(text));
  }

  private static List<String> read(LineOptions options, String text) throws IOException {
    return read(options, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Points as {@code line measurement {tags} key=TYPE:value ... time}, refusals as they print. */
  private static List<String> read(LineOptions options, InputStream text) throws IOException {
    List<String> found = new ArrayList<>();
    LinePoints points = LinePoints.open(text, options);
    while (points.next()) {
      RefusedLine refused = points.refused();
      found.add(refused == null ? print(points) : refused.toString());
    }
    return found;
  }

  private static String print(LinePoints points) {
    StringBuilder text = new StringBuilder();
    text.append(points.line()).append(' ').append(points.measurement());
    text.append(' ').append(points.tags());
    for (int i = 0; i < points.fieldCount(); i++) {
      FieldType type = points.fieldType(i);
      long bits = points.fieldBits(i);
      String value =
          switch (type) {
            case FLOAT -> Double.toString(Double.longBitsToDouble(bits));
            case UNSIGNED -> Long.toUnsignedString(bits);
            case STRING -> points.fieldString(i);
            default -> Long.toString(bits);
          };
      text.append(' ').append(points.fieldKey(i)).append('=').append(type).append(':');
      text.append(value);
    }
    return text.append(' ').append(points.timeNs()).toString();
  }

  @Test
  void everyTypeIsToldAndFieldsKeepTheirOrder() throws IOException {
    assertThat(
            read(
                LineOptions.defaults(),
                "m,b=2,a=1 f=1.5,i=-7i,u=18446744073709551615u,t=T,s=\"x\",f=2i 5\n"))
        .containsExactly(
            "1 m {a=1, b=2} f=FLOAT:1.5 i=INTEGER:-7 u=UNSIGNED:18446744073709551615 t=BOOLEAN:1"
                + " s=STRING:x f=INTEGER:2 5");
  }

  @Test
  void aPointBearsTheNumberOfItsFirstLine() throws IOException {
    assertThat(read(TIMED, "# c\n\nm s=\"a\nb\n\",v=1\nm v=2 x\nm v=3\n"))
        .containsExactly(
            "3 m {} s=STRING:a\nb\n v=FLOAT:1.0 9",
            "line 6, column 7: time is not an integer",
            "7 m {} v=FLOAT:3.0 9");
  }

  @Test
  void aTimeIsInTheUnitAndTheDefaultIsAsGiven() throws IOException {
    LineOptions seconds = LineOptions.defaults().withPrecision(Precision.S);
    assertThat(read(seconds, "m v=1 2\nm v=1\nm v=1 9223372037\n"))
        .containsExactly(
            "1 m {} v=FLOAT:1.0 2000000000",
            "line 2, column 6: no time, and no default time was given",
            "line 3, column 7: time beyond the years 1677 to 2262");
    assertThat(read(seconds.withDefaultTimeNs(7), "m v=1\n"))
        .containsExactly("1 m {} v=FLOAT:1.0 7");
  }

  @Test
  void integersEndWhereTheirTypeEnds() throws IOException {
    assertThat(
            read(
                TIMED,
                "m v=18446744073709551616u\nm v=-1u\nm v=9223372036854775808i\n"
                    + "m v=-9223372036854775808i\nm v=99999999999999999999u\nm v=0018446744073709551615u\n"))
        .containsExactly(
            "line 1, column 5: unsigned integer out of range",
            "line 2, column 5: negative unsigned integer",
            "line 3, column 5: integer out of range",
            "4 m {} v=INTEGER:-9223372036854775808 9",
            "line 5, column 5: unsigned integer out of range",
            "6 m {} v=UNSIGNED:18446744073709551615 9");
  }

  /** What parsers of line protocol do not agree on; the reasons are in docs/line-protocol.md. */
  @Test
  void disputedInputsAreDecided() throws IOException {
    assertTaken("m f=1\r", "f=FLOAT:1.0");
    assertTaken("m f=1\r\n", "f=FLOAT:1.0");
    assertThat(read(TIMED, "\r\n")).isEmpty();
    assertTaken("m f=007i,g=00u", "f=INTEGER:7 g=UNSIGNED:0");
    assertTaken("m f=\"a\\,b\\=c\\d\\n\"", "f=STRING:a\\,b\\=c\\d\\n");
    assertTaken("m f=\"a\\\\\\d\"", "f=STRING:a\\\\d");
    assertTaken("a\\=b f=1", "1 a\\=b {}");
    assertTaken("\\\"b c\\\"=1", "1 \\\"b {} c\\\"=");
    assertTaken("a\\\\\\ b f=1", "1 a\\\\ b {}");
    assertTaken("m a\\\\=b=1", " a\\=b=FLOAT:1.0");
    assertTaken("m f=1 -9223372036854775808", " -9223372036854775808");
    assertTaken("m f=1 9223372036854775807", " 9223372036854775807");
    assertRefused("m,a=1,b=2,a=3 f=1", 11, "duplicate tag a");
    assertRefused("m f=\"a\"b", 8, "text after the closing quote of a string");
    assertRefused("m f=\"a\"\"b\"", 8, "text after the closing quote of a string");
    assertRefused("m f=0x1p4", 5, "not a number");
    assertRefused("m,k==b f=1", 5, "missing tag value");
    assertRefused("a\\\\ f=1 1", 10, "missing = after field key");
    for (String control : new String[] {"\t", "\u0000", "\u001f", "\u007f"}) {
      String why = "control character in a name";
      assertRefused(control + "m f=1", 1, why);
      assertRefused("m" + control + "f=1", 2, why);
      assertRefused("m," + control + "a=1 f=1", 3, why);
      assertRefused("m,a=" + control + " f=1", 5, why);
      assertRefused("m " + control + "f=1", 3, why);
      assertRefused("m f" + control + "=1", 4, why);
    }
    assertRefused("m f=1\t1", 5, "not a number");
  }

  private static void assertTaken(String text, String part) throws IOException {
    assertThat(read(TIMED, text)).as(text).singleElement().asString().contains(part);
  }

  private static void assertRefused(String text, int column, String why) throws IOException {
    assertThat(read(TIMED, text)).as(text).containsExactly("line 1, column " + column + ": " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?m f=1", "m,?=1 f=1", "m,a=? f=1", "m ?=1", "m f=\"?\""})
  void bytesThatAreNotUtf8AreRefusedWhereverTheyStand(String shape) throws IOException {
    for (byte bad : new byte[] {(byte) 0xFF, (byte) 0xC3, (byte) 0x80}) {
      byte[] text = (shape + "\nm f=2").getBytes(StandardCharsets.ISO_8859_1);
      text[shape.indexOf('?')] = bad;
      assertThat(read(TIMED, text))
          .containsExactly(
              "line 1, column " + (shape.indexOf('?') + 1) + ": not valid UTF-8",
              "2 m {} f=FLOAT:2.0 9");
    }
  }

  @Test
  void aLineMayHaveAThousandTags() throws IOException {
    StringBuilder line = new StringBuilder("m");
    for (int i = 0; i < LineProtocolImporter.MAX_TAGS; i++) {
      line.append(",t").append(i).append("=x");
    }
    assertThat(read(TIMED, line + " f=1")).singleElement().asString().startsWith("1 m {t0=x, ");
    assertThat(read(TIMED, line + ",u=x f=1"))
        .containsExactly("line 1, column " + (line.length() + 2) + ": more than 1000 tags");
  }

  @Test
  void aLineThatIsTooLongIsRefusedAlone() throws IOException {
    byte[] longLine = new byte[LineProtocolImporter.MAX_LINE_BYTES + 10];
    Arrays.fill(longLine, (byte) 'x');
    byte[] after = "\nm v=1\n".getBytes(StandardCharsets.UTF_8);
    byte[] text = new byte[longLine.length + after.length];
    System.arraycopy(longLine, 0, text, 0, longLine.length);
    System.arraycopy(after, 0, text, longLine.length, after.length);
    assertThat(read(TIMED, text))
        .containsExactly(
            "line 1, column 1: line or string longer than 4194304 bytes", "2 m {} v=FLOAT:1.0 9");
  }
}
