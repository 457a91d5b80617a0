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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvMappingTest {
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

  private List<CsvColumn> mapping(String text) throws IOException {
    return CsvMapping.read(Files.writeString(directory.resolve("map.csv"), text));
  }

  private static CsvOptions.Builder options() {
    return CsvOptions.builder().deviceColumn("id").timeColumn("time").timeFormat("ns");
  }

  private ImportResult load(CsvOptions.Builder options, String text) throws IOException {
    ImportResult result =
        new CsvImporter(store, options.build())
            .onRefused(refused::add)
            .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    store.awaitIndexed(result.position());
    return result;
  }

  @Test
  void aFileDeclaresColumnsInAnyOrderOfItsOwn() throws IOException {
    assertThat(
            mapping(
                "\ufeffunit,column,kind,stale-after,channel,period\r\n"
                    + "°C,T1,double,,kitchen.temperature,10m\r\n"
                    + "Wh,lights,LONG,1h30m,,\r\n"
                    + ",\"a, b\",,,,\r\n"))
        .containsExactly(
            new CsvColumn(
                "T1",
                "kitchen.temperature",
                Kind.DOUBLE,
                "°C",
                Duration.ofMinutes(10),
                Duration.ZERO),
            new CsvColumn("lights", "", Kind.LONG, "Wh", Duration.ZERO, Duration.ofMinutes(90)),
            CsvColumn.of("a, b"));
    assertThat(mapping("column\nx\n")).containsExactly(CsvColumn.of("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "''|no header",
        "channel,unit\\nx,y\\n|line 1: the header lacks column",
        "column,units\\nx,y\\n|column,channel,kind,unit,period,stale-after, not units",
        "column,unit,unit\\nx,y,z\\n|each once",
        "column\\n|no column is declared",
        "column,kind\\nx,float\\n|line 2: kind float is none of double, long, boolean, state",
        "column,period\\nx,1s\\ny,5\\n|line 3: 5 is no duration",
        "column,period\\ny,1m1h\\n|1m1h is no duration",
        "column,period\\ny,200000d\\n|longer than 106751 days",
        "column,unit\\nx\\n|line 2: 1 cells, but the header has 2",
        "column,unit\\n,m\\n|a column without a name",
        "column\\n\"x\\n|quote is not closed"
      })
  void aFileThatIsNoneIsRefusedWithItsLine(String text, String message) {
    String content = text.equals("''") ? "" : text.replace("\\n", "\n");
    assertThatThrownBy(() -> mapping(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mapping file " + directory.resolve("map.csv") + ", line ")
        .hasMessageContaining(message);
  }

  @Test
  void itsColumnsAreTheOnesWithValues() throws IOException {
    CsvOptions.Builder options = options();
    mapping("column,channel,kind,unit,period\nT1,kitchen,,°C,10m\nday,,state,,\nn,,long,,\n")
        .forEach(options::column);
    load(options, "time,T1,other,day,n,id\n1,20.5,?,Monday,7.0,a\n2,,x,Tuesday,,a\n");
    assertThat(refused).isEmpty();
    assertThat(store.channels().find("kitchen"))
        .extracting("kind", "unit", "periodNs")
        .containsExactly(Kind.DOUBLE, "°C", 600_000_000_000L);
    assertThat(Readings.texts(store, "a", "kitchen")).containsExactly("1 20.5");
    assertThat(Readings.texts(store, "a", "day")).containsExactly("1 Monday", "2 Tuesday");
    assertThat(Readings.texts(store, "a", "n")).containsExactly("1 7");
    assertThat(store.channels().count()).isEqualTo(3);
  }

  @Test
  void valueColumnsThatAreNamedCountInstead() throws IOException {
    CsvOptions.Builder options =
        options()
            .column(new CsvColumn("v", "V", null, "m", Duration.ZERO, Duration.ZERO))
            .column(CsvColumn.of("absent"))
            .valueColumn("v")
            .valueColumn("w")
            .unit("s");
    load(options, "id,time,v,w,x\na,1,1,2,3\n");
    assertThat(store.channels().count()).isEqualTo(2);
    assertThat(store.channels().find("V").unit()).isEqualTo("m");
    assertThat(store.channels().find("w").unit()).isEqualTo("s");
  }

  @Test
  void namesInAChannelColumnAreMappedToo() throws IOException {
    CsvOptions.Builder options = options().channelColumn("what").valueColumn("value");
    mapping("column,channel,kind\nHR,heart.rate,long\nhr,heart.rate,\n").forEach(options::column);
    load(options, "id,time,what,value\na,1,HR,60\na,2,hr,61\na,3,temp,36.5\na,4,HR,60.5\n");
    assertThat(Readings.texts(store, "a", "heart.rate")).containsExactly("1 60", "2 61");
    assertThat(Readings.texts(store, "a", "temp")).containsExactly("3 36.5");
    assertThat(refused).containsExactly(new RefusedLine(5, 4, "value: 60.5 is no LONG"));
  }

  @Test
  void whatContradictsIsRefusedBeforeAnythingIsImported() {
    store.channels().register(ChannelSpec.of("known", Kind.LONG));
    assertThatThrownBy(
            () -> load(options().column(column("v", "known", Kind.STATE)), "id,time,v\na,1,x\n"))
        .hasMessageContaining("channel known is LONG, not STATE");
    assertThatThrownBy(
            () ->
                load(
                    options().column(column("v", "x", null)).column(column("w", "x", null)),
                    "id,time,v,w\na,1,1,2\n"))
        .hasMessageContaining("columns v and w are both channel x");
    assertThatThrownBy(() -> load(options().column(CsvColumn.of("v")), "id,time,w\na,1,1\n"))
        .hasMessageContaining("no column v");
    assertThatThrownBy(() -> options().column(CsvColumn.of("v")).column(CsvColumn.of("v")))
        .hasMessageContaining("column v is declared twice");
    assertThat(store.devices().count()).isZero();
  }

  private static CsvColumn column(String column, String channel, Kind kind) {
    return new CsvColumn(column, channel, kind, "", Duration.ZERO, Duration.ZERO);
  }

  @Test
  void rowNamesHaveNoHeader() throws IOException {
    String text = "\"id\",\"time\",\"v\"\n\"1\",\"a\",5,1.5\n\"2\",\"a\",6,x\n";
    assertThat(load(options(), text).refused()).isEqualTo(2);
    assertThat(refused.get(0))
        .isEqualTo(
            new RefusedLine(
                2, 4, "4 cells, but the header has 3: is the first a row name (--row-names)?"));
    refused.clear();
    load(options().rowNames(), text + "a,7,1\n");
    assertThat(Readings.texts(store, "a", "v")).containsExactly("5 1.5");
    assertThat(refused)
        .containsExactly(
            new RefusedLine(3, 4, "v: x is no DOUBLE"),
            new RefusedLine(
                4, 4, "3 cells, but the header has 3 and rows have a name before them"));
  }

  @Test
  void aTextMayStandForAMissingValue() throws IOException {
    load(
        options().missing("NA").missing("-").attributeColumn("site"),
        "id,time,v,w,site\na,1,NA,1,NA\na,2,-,\" NA \",x\na,3,1,n/a,y\n");
    assertThat(Readings.texts(store, "a", "v")).isEmpty();
    assertThat(Readings.texts(store, "a", "w")).containsExactly("1 1.0");
    assertThat(refused).extracting(RefusedLine::reason).containsExactly("w: n/a is no DOUBLE");
  }
}
