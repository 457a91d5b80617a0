package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.csv.CsvOptions;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefusedLineFileTest {
  private static final LineOptions LINE = LineOptions.defaults().withDeviceTag("d");

  @TempDir Path directory;
  private TelemetryStore store;
  private Path file;

  @BeforeEach
  void open() {
    store = TelemetryStore.open(directory.resolve("store"));
    file = directory.resolve("refused");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ImportResult line(byte[] text, RefusedLineFile refused) throws IOException {
    return new LineProtocolImporter(store, LINE)
        .refusedTo(refused)
        .importStream(new ByteArrayInputStream(text));
  }

  private ImportResult csv(String text, RefusedLineFile refused) throws IOException {
    return new CsvImporter(store, csvOptions())
        .refusedTo(refused)
        .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static CsvOptions csvOptions() {
    return CsvOptions.builder()
        .deviceColumn("id")
        .timeColumn("t")
        .timeFormat("ns")
        .kind("mode", Kind.STATE)
        .build();
  }

  @Test
  void linesAreAsTheyWereEachBelowItsReason() throws IOException {
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      line(
          "m,d=a v=1 1\nm,d=a v=x 2\r\nm,d=a s=\"1\n2\",v=? 3\nm,d=a v=\"open 4\nm,d=b v=5"
              .getBytes(StandardCharsets.UTF_8),
          refused);
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            "#refused: line 2, column 9: field value is no number, boolean or string in quotes\n"
                + "m,d=a v=x 2\r\n"
                + "#refused: line 3, column 17: field value is no number, boolean or string in"
                + " quotes\n"
                + "m,d=a s=\"1\n2\",v=? 3\n"
                + "#refused: line 5, column 9: string is not closed\n"
                + "m,d=a v=\"open 4\n"
                + "#refused: line 6, column 10: no time, and no default time was given\n"
                + "m,d=b v=5\n");
  }

  @Test
  void aMendedFileOfLinesCanBeImported() throws IOException {
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      assertThat(line("m,d=a v=1,,5 2\n".getBytes(StandardCharsets.UTF_8), refused).refused())
          .isEqualTo(1);
    }
    Files.writeString(file, Files.readString(file).replace("1,,5", "1.5"));
    ImportResult again = new LineProtocolImporter(store, LINE).importFile(file);
    assertThat(again).extracting("readings", "refused").containsExactly(1L, 0L);
    store.awaitIndexed(again.position());
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("2 1.5");
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() throws IOException {
    byte[] text = "m,d=a s=\"x?\" 1\n".getBytes(StandardCharsets.UTF_8);
    text[10] = (byte) 0xFF;
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      line(text, refused);
    }
    byte[] written = Files.readAllBytes(file);
    assertThat(written).endsWith(text);
    assertThat(new String(written, StandardCharsets.ISO_8859_1))
        .startsWith("#refused: line 1, column 11: not valid UTF-8\nm,d=a");
  }

  @Test
  void ofALineThatIsTooLongThereIsTheReason() throws IOException {
    byte[] text = new byte[LineProtocolImporter.MAX_LINE_BYTES + 1];
    Arrays.fill(text, (byte) 'x');
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      line(text, refused);
    }
    assertThat(Files.readString(file))
        .isEqualTo("#refused: line 1, column 1: line or string longer than 4194304 bytes\n");
  }

  @Test
  void aMendedFileOfRowsCanBeImported() throws IOException {
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      ImportResult first =
          csv(
              "id,t,v,mode\na,1,1.5,on\na,2,one,\"x\ny\"\na,\"3,1,on\nb,4,\",\"\"1\",off\nb,5,2,on\n",
              refused);
      assertThat(first).extracting("readings", "refused").containsExactly(4L, 3L);
    }
    String text = Files.readString(file);
    assertThat(text)
        .isEqualTo(
            "id,t,v,mode\n"
                + "#refused: line 3, column 3: v: one is no DOUBLE\n"
                + "a,2,one,\"x\ny\"\n"
                + "#refused: line 5, column 3: text behind a closing quote\n"
                + "a,\"3,1,on\n"
                + "#refused: line 6, column 3: v: ,\"1 is no DOUBLE\n"
                + "b,4,\",\"\"1\",off\n");
    Files.writeString(
        file, text.replace("one", "1").replace("\"3", "3").replace("\",\"\"1\"", "0.1"));
    ImportResult again = new CsvImporter(store, csvOptions()).importFile(file);
    assertThat(again).extracting("lines", "readings", "refused").containsExactly(8L, 6L, 0L);
    store.awaitIndexed(again.position());
    assertThat(Readings.texts(store, "a", "mode")).containsExactly("1 on", "2 x\ny", "3 on");
    assertThat(Readings.texts(store, "b", "v")).containsExactly("4 0.1", "5 2.0");
  }

  @Test
  void theHeaderStandsOnceForSeveralFilesAndOthersNeedAFileOfTheirOwn() throws IOException {
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      csv("id,t,v\na,x,1\n", refused);
      csv("id,t,v\na,y,1\n", refused);
      assertThatThrownBy(() -> csv("id,t,w\na,y,1\n", refused))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another header");
    }
    assertThat(Files.readAllLines(file)).filteredOn(line -> line.equals("id,t,v")).hasSize(1);
  }

  @Test
  void aReasonStaysOnItsLine() throws IOException {
    try (RefusedLineFile refused = RefusedLineFile.open(file)) {
      csv("id,t,v\na,1,\"x\n,\"\"y\"\n", refused);
    }
    assertThat(Files.readAllLines(file).get(1))
        .isEqualTo("#refused: line 2, column 3: v: x?,\"y is no DOUBLE");
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws IOException {
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> RefusedLineFile.open(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file)).isEqualTo("precious");
  }
}
