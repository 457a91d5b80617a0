package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreLimits;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.csv.CsvOptions;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that the store has no room for is refused, and nothing of it is registered. */
final class ImportLimitsTest {
  @TempDir Path directory;
  private TelemetryStore store;
  private final List<RefusedLine> refused = new ArrayList<>();

  @BeforeEach
  void open() {
    store =
        TelemetryStore.open(
            StoreConfig.builder(directory.resolve("store"))
                .limits(new StoreLimits(2, 4, 6, 2, 2))
                .build());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void line(String text) throws IOException {
    ImportResult result =
        new LineProtocolImporter(store, LineOptions.defaults().withDeviceTag("d"))
            .onRefused(refused::add)
            .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    store.awaitIndexed(result.position());
  }

  private void csv(CsvOptions.Builder options, String text) throws IOException {
    new CsvImporter(store, options.deviceColumn("d").timeColumn("t").timeFormat("ns").build())
        .onRefused(refused::add)
        .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void assertRefused(long line, int column, String reason) {
    assertThat(refused).containsExactly(new RefusedLine(line, column, reason));
    refused.clear();
  }

  @Test
  void linesOfLineProtocol() throws IOException {
    line("m,d=a v=1 1\nm,d=b v=1 1\nm,d=c v=1,w=1 1\nm,d=a v=2 2\n");
    assertRefused(3, 3, "there are 2 devices, 2 are allowed");
    line("m,d=a a=1,b=1,c=1,e=1 1\n");
    assertRefused(1, 19, "there are 1 channels, 4 are allowed");
    assertThat(store.channels().count()).isEqualTo(1);
    line("m,d=a,k=1,l=1,o=1 v=3 3\n");
    assertRefused(1, 3, "there are 0 attributes of one device, 2 are allowed");
    assertThat(store.devices().attributes(0)).isEmpty();
    line("m,d=a s=\"x\" 1\nm,d=a s=\"y\" 2\nm,d=a s=\"z\",n=1 3\nm,d=a s=\"x\" 4\n");
    assertRefused(3, 7, "there are 2 states of channel m.s, 2 are allowed");
    assertThat(store.channels().find("m.n")).isNull();
    line("m,d=a o=1,p=1 1\nm,d=b o=1 1\n");
    assertThat(refused).isEmpty();
    line("m,d=b s=\"x\" 1\n");
    assertRefused(1, 7, "there are 6 series, 6 are allowed");
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0", "2 2.0");
    assertThat(Readings.texts(store, "a", "m.s")).containsExactly("1 x", "2 y", "4 x");
    assertThat(store.devices().count()).isEqualTo(2);
  }

  @Test
  void textsThatAreTooLong() throws IOException {
    String text = "x".repeat(StoreLimits.MAX_TEXT_BYTES);
    line("m,d=a v=1,s=\"" + text + "\" 1\n");
    assertThat(refused).isEmpty();
    line("m,d=a v=2,s=\"" + text + "y\" 2\nm,d=" + text + "y w=1 2\nm,d=a,k=" + text + "y w=1 2\n");
    line("m,d=a " + text + "=1 2\n");
    assertThat(refused)
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.reason()).contains("at most 1024 bytes of UTF-8"));
    assertThat(Readings.texts(store, "a", "m.v")).containsExactly("1 1.0");
    assertThat(store.channels().count()).isEqualTo(2);
    assertThat(store.devices().count()).isEqualTo(1);
  }

  @Test
  void rowsOfCsv() throws IOException {
    csv(CsvOptions.builder(), "d,t,v\na,1,1\nb,1,1\nc,1,1\n");
    assertRefused(4, 1, "there are 2 devices, 2 are allowed");
    csv(
        CsvOptions.builder().kind("s", Kind.STATE),
        "d,t,v,s\na,1,1,x\na,2,1,y\na,3,1,z\na,4,1,y\n");
    assertRefused(4, 1, "there are 2 states of channel s, 2 are allowed");
    csv(CsvOptions.builder().attributeColumn("k"), "d,t,k,v\na,1," + "x".repeat(1025) + ",1\n");
    assertThat(refused).singleElement().extracting("line").isEqualTo(2L);
    assertThat(store.devices().attributes(0)).isEmpty();
  }

  @Test
  void anUnsignedIntegerThatALongDoesNotHold() throws IOException {
    line(
        "m,d=a u=9223372036854775807u 1\nm,d=a u=9223372036854775808u 2\nm,d=a x=9223372036854775808u 2\n");
    assertThat(refused)
        .containsExactly(
            new RefusedLine(2, 9, "unsigned integer above 9223372036854775807"),
            new RefusedLine(3, 9, "unsigned integer above 9223372036854775807"));
    assertThat(store.channels().count()).isEqualTo(1);
    refused.clear();
    line(
        "m,d=a f=1.5 1\nm,d=a f=25i 2\nm,d=a f=25u 3\nm,d=a u=25.0 3\nm,d=a f=9007199254740993u 4\n");
    assertRefused(5, 9, "integer is not exact in channel m.f (DOUBLE)");
    assertThat(Readings.texts(store, "a", "m.f")).containsExactly("1 1.5", "2 25.0", "3 25.0");
    assertThat(Readings.texts(store, "a", "m.u")).containsExactly("1 9223372036854775807", "3 25");
  }

  @Test
  void aRenamedChannelGoesOnTakingItsFormerName() throws IOException {
    line("m,d=a v=1 1\n");
    store.channels().rename("m.v", "speed");
    line("m,d=a v=2i 2\n");
    assertThat(Readings.texts(store, "a", "speed")).containsExactly("1 1.0", "2 2.0");
    assertThat(store.channels().count()).isEqualTo(1);
  }
}
