package io.telltale.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.Readings;
import io.telltale.ingest.RefusedLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvImporterTest {
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

  private static CsvOptions.Builder wide() {
    return CsvOptions.builder().deviceColumn("id").timeColumn("time").timeFormat("ns");
  }

  private ImportResult load(CsvOptions.Builder options, String text) throws IOException {
    return load(options, text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportResult load(CsvOptions.Builder options, byte[] text) throws IOException {
    ImportResult result =
        new CsvImporter(store, options.build())
            .onRefused(refused::add)
            .importStream(new ByteArrayInputStream(text));
    store.awaitIndexed(result.position());
    return result;
  }

  @Test
  void eachColumnIsAChannel() throws IOException {
    ImportResult result =
        load(
            wide(),
            "id,time,temperature,\"humidity, relative\"\r\na,1,20.5,50\r\nb,1,,\"51\"\r\na,2, 21 ,\r\n");
    assertThat(result.readings()).isEqualTo(4);
    assertThat(result.lines()).isEqualTo(4);
    assertThat(refused).isEmpty();
    assertThat(Readings.texts(store, "a", "temperature")).containsExactly("1 20.5", "2 21.0");
    assertThat(Readings.texts(store, "a", "humidity, relative")).containsExactly("1 50.0");
    assertThat(Readings.texts(store, "b", "humidity, relative")).containsExactly("1 51.0");
    assertThat(Readings.texts(store, "b", "temperature")).isEmpty();
  }

  @Test
  void aColumnMayNameTheChannel() throws IOException {
    load(
        wide().channelColumn("what").valueColumn("value").kind("n", Kind.LONG),
        "time,id,what,value,note\n1,a,x,0.5,?\n1,a,n,7,?\n2,a,,7,?\n2,a,,,?\n3,a,n,0.5,?\n");
    assertThat(Readings.texts(store, "a", "x")).containsExactly("1 0.5");
    assertThat(Readings.texts(store, "a", "n")).containsExactly("1 7");
    assertThat(refused)
        .containsExactly(
            new RefusedLine(4, 3, "no channel"), new RefusedLine(6, 4, "value: 0.5 is no LONG"));
  }

  @Test
  void oneValueColumnMayBeRenamed() throws IOException {
    load(wide().channel("speed"), "id,time,v\na,1,2\n");
    load(wide().valueColumn("v").channel("pace"), "id,time,v,other\na,1,2,3\n");
    assertThat(Readings.texts(store, "a", "speed")).containsExactly("1 2.0");
    assertThat(Readings.texts(store, "a", "pace")).containsExactly("1 2.0");
    assertThat(store.channels().count()).isEqualTo(2);
  }

  @Test
  void declarationsGoToTheChannels() throws IOException {
    load(
        wide()
            .kind(Kind.LONG)
            .unit("rpm")
            .period(Duration.ofSeconds(10))
            .staleAfter(Duration.ofMinutes(1)),
        "id,time,v\na,1,2\na,2,3.0\na,3,3.5\n");
    assertThat(store.channels().find("v"))
        .extracting("kind", "unit", "periodNs", "staleAfterNs")
        .containsExactly(Kind.LONG, "rpm", 10_000_000_000L, 60_000_000_000L);
    assertThat(Readings.texts(store, "a", "v")).containsExactly("1 2", "2 3");
    assertThat(refused).containsExactly(new RefusedLine(4, 3, "v: 3.5 is no LONG"));
  }

  @Test
  void kindsAreThoseAskedForOrKnown() throws IOException {
    store.channels().register(ChannelSpec.of("n", Kind.LONG));
    load(
        wide().kind("ok", Kind.BOOLEAN).kind("mode", Kind.STATE),
        "id,time,n,ok,mode\na,1,5,TRUE,on air\na,2,6,0,off\na,3,7,yes,off\na,4,,,\n");
    assertThat(Readings.texts(store, "a", "n")).containsExactly("1 5", "2 6");
    assertThat(Readings.texts(store, "a", "ok")).containsExactly("1 1", "2 0");
    assertThat(Readings.texts(store, "a", "mode")).containsExactly("1 on air", "2 off");
    assertThat(refused).containsExactly(new RefusedLine(4, 4, "ok: yes is no BOOLEAN"));
    assertThatThrownBy(() -> load(wide().kind(Kind.DOUBLE), "id,time,n\na,1,5\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel n is LONG, not DOUBLE");
  }

  @Test
  void doublesAreReadStrictly() throws IOException {
    load(
        wide(),
        "id,time,v\na,1,NaN\na,2,-Infinity\na,3,+2.5\na,4,1e3\na,5,1d\na,6,0x1\na,7,\"1,5\"\na,8,NA\n");
    assertThat(Readings.texts(store, "a", "v"))
        .containsExactly("1 NaN", "2 -Infinity", "3 2.5", "4 1000.0");
    assertThat(refused).extracting(RefusedLine::line).containsExactly(6L, 7L, 8L, 9L);
  }

  @Test
  void aBadRowIsRefusedWholeWithItsPlaceAndTakesNoGoodOneWithIt() throws IOException {
    ImportResult result =
        load(
            wide(),
            "id,time,v,w\n"
                + "a,1,1,1\n"
                + "a,2,2\n"
                + "a,2,2,2,2\n"
                + "a,x,2,2\n"
                + "a,,2,2\n"
                + ",2,2,2\n"
                + "a,2,2,bad\n"
                + "a,2,\"2\"2,2\n"
                + "a,9223372036854775808,2,2\n"
                + "\n"
                + "a,3,3,\"open\n"
                + "a,4,4,4\n"
                + "a,5,\"5\",5\n"
                + "a,6,\"\n6\n\",x\n"
                + "a,7,7,7");
    assertThat(Readings.texts(store, "a", "v")).containsExactly("1 1.0", "4 4.0", "5 5.0", "7 7.0");
    assertThat(Readings.texts(store, "a", "w")).hasSize(4);
    assertThat(refused)
        .extracting(line -> line.line() + ":" + line.column())
        .containsExactly("3:4", "4:5", "5:2", "6:2", "7:1", "8:4", "9:3", "10:2", "12:4", "15:4");
    assertThat(refused.get(0).reason()).isEqualTo("3 cells, but the header has 4");
    assertThat(refused.get(6).reason()).isEqualTo("text behind a closing quote");
    assertThat(refused.get(8).reason()).isEqualTo("text behind a closing quote");
    assertThat(result).extracting("lines", "readings", "refused").containsExactly(18L, 8L, 10L);
  }

  @Test
  void aQuoteThatIsNeverClosedTakesOnlyItsOwnLine() throws IOException {
    load(wide(), "id,time,v\na,1,\"1\na,2,2\na,3,3\n");
    assertThat(refused).containsExactly(new RefusedLine(2, 3, "quote is not closed"));
    assertThat(Readings.texts(store, "a", "v")).containsExactly("2 2.0", "3 3.0");
  }

  @Test
  void bytesThatAreNotUtf8RefuseTheirRow() throws IOException {
    byte[] text = "id,time,v\na?,1,1\na,2,2\n".getBytes(StandardCharsets.UTF_8);
    text[11] = (byte) 0xFF;
    load(wide(), text);
    assertThat(refused).extracting(RefusedLine::reason).containsExactly("not valid UTF-8");
    assertThat(Readings.texts(store, "a", "v")).containsExactly("2 2.0");
  }

  @Test
  void attributesAreTakenWhenAskedFor() throws IOException {
    load(
        wide().attributeColumn("site").attributeColumn("model"),
        "id,time,site,model,v\na,1,x,M1,1\na,2,,M2,1\nb,2,y,,1\n");
    assertThat(store.devices().attributes(store.devices().find("a")))
        .isEqualTo(Map.of("site", "x", "model", "M2"));
    assertThat(store.devices().attributes(store.devices().find("b")))
        .isEqualTo(Map.of("site", "y"));
    assertThat(store.channels().count()).isEqualTo(1);
  }

  @Test
  void aByteOrderMarkAndGzipAreFine() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("\ufeffid,time,v\na,1,1\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(directory.resolve("x.csv.gz"), packed.toByteArray());
    List<Long> bytes = new ArrayList<>();
    ImportResult result =
        new CsvImporter(store, wide().build())
            .onProgress(
                (read, total, readings, failed) -> {
                  bytes.add(read);
                  bytes.add(total);
                })
            .importFile(file);
    assertThat(result.readings()).isEqualTo(1);
    assertThat(bytes).containsExactly((long) packed.size(), (long) packed.size());
  }

  @Test
  void theHeaderMustHaveWhatTheOptionsName() {
    assertHeaderRefused(wide(), "", "no header");
    assertHeaderRefused(wide(), "id,v\na,1\n", "no column time");
    assertHeaderRefused(wide(), "id,time\na,1\n", "no value column");
    assertHeaderRefused(wide(), "id,time,time,v\na,1,1,1\n", "two columns time");
    assertHeaderRefused(wide(), "id,time,v,v\na,1,1,1\n", "two columns v");
    assertHeaderRefused(wide(), "id,time,\na,1,1\n", "column 3 has no name");
    assertHeaderRefused(wide().channel("x"), "id,time,v,w\na,1,1,1\n", "--value-column");
    assertHeaderRefused(wide(), "\"id\"x,time,v\na,1,1\n", "the header cannot be read");
    assertThat(store.devices().count()).isZero();
  }

  private void assertHeaderRefused(CsvOptions.Builder options, String text, String message) {
    assertThatThrownBy(() -> load(options, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void timesAreReadInTheirZone() throws IOException {
    CsvOptions.Builder options =
        CsvOptions.builder()
            .device("d")
            .timeColumn("t")
            .timeFormat("M/d/yyyy h:mm:ss a")
            .zone(ZoneId.of("Europe/Berlin"));
    load(options, "t,v\n7/1/2020 1:00:00 PM,1\n13/1/2020 1:00:00 PM,1\n");
    assertThat(Readings.texts(store, "d", "v")).containsExactly("1593601200000000000 1.0");
    assertThat(refused).extracting(RefusedLine::column).containsExactly(1);
    load(options.timeFormat("yyyy-MM-dd").zone(ZoneOffset.UTC), "t,w\n2020-07-01,1\n");
    assertThat(Readings.texts(store, "d", "w")).containsExactly("1593561600000000000 1.0");
  }
}
