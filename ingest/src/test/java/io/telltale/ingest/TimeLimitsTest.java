package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.csv.CsvOptions;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import io.telltale.ingest.line.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path directory;
  private TelemetryStore store;
  private long nowNs = 1_000 * SECOND;
  private final List<RefusedLine> refused = new ArrayList<>();

  private TimeLimits limits() {
    return TimeLimits.NONE.withFloor(100 * SECOND).withFuture(Duration.ofSeconds(10), () -> nowNs);
  }

  @BeforeEach
  void open() {
    store = TelemetryStore.open(directory.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAppenderLeavesOutWhatCannotBeRightAndCountsIt() {
    int series =
        store.series(
            store.devices().register("d"),
            store.channels().register(ChannelSpec.ofDouble("x")).id());
    try (ReadingAppender appender = ReadingAppender.open(store, limits())) {
      assertThat(appender.append(series, 100 * SECOND - 1, 1.0)).isFalse();
      assertThat(appender.append(series, 100 * SECOND, 2.0)).isTrue();
      assertThat(appender.append(series, 1_010 * SECOND, 3L)).isTrue();
      assertThat(appender.append(series, 1_010 * SECOND + 1, 4.0)).isFalse();
      nowNs++;
      assertThat(appender.append(series, 1_010 * SECOND + 1, 5.0)).isTrue();
      assertThat(appender.append(series, Long.MAX_VALUE, 6.0)).isFalse();
      assertThat(appender.append(series, Long.MIN_VALUE, 7.0)).isFalse();
      long[] times = {0, 200 * SECOND, Long.MAX_VALUE};
      assertThat(appender.appendBatch(new int[] {0, 0, 0}, times, new double[3], 3)).isEqualTo(1);
      assertThat(appender.append("new", "y", 0, 1.0)).isFalse();
      assertThat(appender.appendLong("new", "y", 0, 1)).isFalse();
      assertThat(appender.appendBoolean("new", "y", 0, true)).isFalse();
      assertThat(appender.appendState("new", "y", 0, "on")).isFalse();
      assertThat(appender.refusedBeforeFloor()).isEqualTo(7);
      assertThat(appender.refusedInFuture()).isEqualTo(3);
      store.awaitIndexed(appender.commit());
    }
    assertThat(Readings.of(store, "d", "x"))
        .extracting("timeNs")
        .containsExactly(100 * SECOND, 200 * SECOND, 1_010 * SECOND, 1_010 * SECOND + 1);
    assertThat(store.devices().find("new")).isEqualTo(-1);
    assertThat(store.channels().find("y")).isNull();
  }

  @Test
  void withoutLimitsEveryTimeIsTaken() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      assertThat(appender.append("d", "x", Long.MIN_VALUE, 1.0)).isTrue();
      assertThat(appender.append("d", "x", Long.MAX_VALUE, 1.0)).isTrue();
    }
  }

  @Test
  void anImportRefusesTheLineAndRegistersNothingOfIt() throws IOException {
    String text = "m,d=a v=1 500\nm,d=b v=2 4070908800\nm,d=c w=3 5\nm,d=a v=4 1010\n";
    ImportResult result =
        new LineProtocolImporter(
                store, LineOptions.defaults().withDeviceTag("d").withPrecision(Precision.S))
            .timeLimits(limits())
            .onRefused(refused::add)
            .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    store.awaitIndexed(result.position());
    assertThat(result).extracting("readings", "refused").containsExactly(2L, 2L);
    assertThat(refused)
        .containsExactly(
            new RefusedLine(
                2,
                11,
                "time 2099-01-01T00:00:00Z lies in the future: PT10S ahead of the clock is allowed,"
                    + " now up to 1970-01-01T00:16:50Z"),
            new RefusedLine(
                3,
                11,
                "time 1970-01-01T00:00:05Z lies before 1970-01-01T00:01:40Z, the earliest allowed"));
    assertThat(store.devices().count()).isEqualTo(1);
    assertThat(store.channels().count()).isEqualTo(1);
    assertThat(store.stats().lastTimeNs()).isEqualTo(1_010 * SECOND);
  }

  @Test
  void soDoesAnImportOfCsv() throws IOException {
    CsvOptions options =
        CsvOptions.builder().deviceColumn("id").timeColumn("t").timeFormat("iso").build();
    String text =
        "id,t,v\na,1970-01-01T00:10:00Z,1\nb,2099-01-01T00:00:00Z,2\nc,1970-01-01T00:00:00Z,1\n";
    ImportResult result =
        new CsvImporter(store, options)
            .timeLimits(limits())
            .onRefused(refused::add)
            .importStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(result).extracting("readings", "refused").containsExactly(1L, 2L);
    assertThat(refused)
        .extracting(line -> line.line() + ":" + line.column() + " " + line.reason().split(":")[0])
        .containsExactly("3:2 time 2099-01-01T00", "4:2 time 1970-01-01T00");
    assertThat(store.devices().count()).isEqualTo(1);
  }

  @Test
  void numbersBecomeOneAnotherWhenNothingIsLost() {
    int device = store.devices().register("d");
    int real = store.series(device, store.channels().register(ChannelSpec.ofDouble("r")).id());
    int whole =
        store.series(device, store.channels().register(ChannelSpec.of("w", Kind.LONG)).id());
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append(real, 1, 25L);
      appender.append(whole, 1, 25.0);
      appender.appendLong("d", "r", 2, 1L << 53);
      appender.append("d", "w", 2, -0x1p63);
      for (double lost : new double[] {0.5, 0x1p63, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatThrownBy(() -> appender.append(whole, 3, lost))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no integer of 64 bits")
            .hasMessageContaining("channel w (LONG)");
      }
      for (long lost : new long[] {(1L << 53) + 1, Long.MAX_VALUE}) {
        assertThatThrownBy(() -> appender.append(real, 3, lost))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no double equals");
      }
      store.awaitIndexed(appender.commit());
    }
    assertThat(Readings.texts(store, "d", "r")).containsExactly("1 25.0", "2 9.007199254740992E15");
    assertThat(Readings.texts(store, "d", "w")).containsExactly("1 25", "2 " + Long.MIN_VALUE);
  }

  @Test
  void aLimitNearTheEndOfTimeIsNone() {
    TimeLimits far = TimeLimits.NONE.withFuture(Duration.ofSeconds(1), () -> Long.MAX_VALUE - 5);
    assertThat(far.ceilingNs()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> TimeLimits.NONE.withFuture(Duration.ofSeconds(-1), () -> 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
