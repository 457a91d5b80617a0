package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreException;
import io.telltale.core.TelemetryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadingAppenderTest {
  @TempDir Path directory;
  private TelemetryStore store;
  private int temperature;
  private int cycles;
  private int door;
  private int mode;

  @BeforeEach
  void open() {
    store = TelemetryStore.open(directory);
    int device = store.devices().register("D-1");
    temperature = series(device, "temperature", Kind.DOUBLE);
    cycles = series(device, "cycles", Kind.LONG);
    door = series(device, "door", Kind.BOOLEAN);
    mode = series(device, "mode", Kind.STATE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private int series(int device, String channel, Kind kind) {
    return store.series(device, store.channels().register(ChannelSpec.of(channel, kind)).id());
  }

  @Test
  void readingsComeBackAsTheyWereAppended() {
    int cold = store.channels().registerState(store.channels().find("mode").id(), "cold");
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append(temperature, 10, -0.0);
      appender.append(temperature, 20, Double.NaN);
      appender.append(cycles, 10, Long.MIN_VALUE);
      appender.append(door, 10, 1L);
      appender.append(mode, 10, (long) cold);
      store.awaitIndexed(appender.commit());
    }
    assertThat(Readings.of(store, "D-1", "temperature"))
        .containsExactly(
            new Readings.Reading(10, Double.doubleToRawLongBits(-0.0)),
            new Readings.Reading(20, Double.doubleToRawLongBits(Double.NaN)));
    assertThat(Readings.of(store, "D-1", "cycles"))
        .containsExactly(new Readings.Reading(10, Long.MIN_VALUE));
    assertThat(Readings.of(store, "D-1", "door")).containsExactly(new Readings.Reading(10, 1));
    assertThat(Readings.of(store, "D-1", "mode")).containsExactly(new Readings.Reading(10, cold));
  }

  @Test
  void namesRegisterWhatIsNew() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append("D-2", "temperature", 5, 21.5);
      appender.append("D-2", "pressure", 5, 3);
      appender.appendLong("D-2", "starts", 5, 7);
      appender.appendBoolean("D-2", "lamp", 5, true);
      appender.appendState("D-2", "mode", 5, "warm");
      appender.appendState("D-2", "mode", 6, "warm");
      store.awaitIndexed(appender.commit());
    }
    assertThat(store.channels().find("pressure").kind()).isEqualTo(Kind.DOUBLE);
    assertThat(store.channels().find("starts").kind()).isEqualTo(Kind.LONG);
    assertThat(store.channels().find("lamp").kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(Readings.texts(store, "D-2", "temperature")).containsExactly("5 21.5");
    assertThat(Readings.texts(store, "D-2", "pressure")).containsExactly("5 3.0");
    assertThat(Readings.texts(store, "D-2", "starts")).containsExactly("5 7");
    assertThat(Readings.texts(store, "D-2", "lamp")).containsExactly("5 1");
    assertThat(Readings.texts(store, "D-2", "mode")).containsExactly("5 warm", "6 warm");
  }

  @Test
  void refusesWhatDoesNotFitTheChannel() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      assertRefused(() -> appender.append(cycles, 1, 1.5), "a double", "cycles", "LONG");
      long inexact = (1L << 53) + 1;
      assertRefused(
          () -> appender.append(temperature, 1, inexact), "a long", "temperature", "DOUBLE");
      assertRefused(() -> appender.append(door, 1, 1.0), "a double", "door", "BOOLEAN");
      assertRefused(() -> appender.append(door, 1, 2L), "value 2", "door", "0 and 1");
      assertRefused(() -> appender.append(mode, 1, 0L), "code 0", "mode", "0 states");
      assertRefused(() -> appender.append(99, 1, 1.0), "unknown series 99");
      assertRefused(() -> appender.append(-1, 1, 1L), "unknown series -1");
      assertRefused(() -> appender.append("D-1", "cycles", 1, 1.5), "cycles", "LONG");
      assertRefused(() -> appender.appendLong("D-1", "temperature", 1, inexact), "temperature");
      appender.appendBoolean("D-1", "door", 1, true);
      assertRefused(() -> appender.appendLong("D-1", "door", 1, 1), "a long", "door");
      assertThat(appender.staged()).isEqualTo(1);
    }
  }

  @Test
  void aSeriesRegisteredLaterIsKnown() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append(temperature, 1, 1.0);
      int device = store.devices().register("D-9");
      int later = series(device, "temperature", Kind.DOUBLE);
      appender.append(later, 1, 2.0);
      int code = store.channels().registerState(store.channels().find("mode").id(), "new");
      appender.append(mode, 1, (long) code);
      store.awaitIndexed(appender.commit());
    }
    assertThat(Readings.texts(store, "D-9", "temperature")).containsExactly("1 2.0");
  }

  @Test
  void aBatchIsStagedWholeOrNotAtAll() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      int[] series = {temperature, temperature, cycles};
      long[] times = {1, 2, 3};
      double[] values = {1, 2, 3.5};
      assertRefused(() -> appender.appendBatch(series, times, values, 3), "cycles");
      assertRefused(() -> appender.appendBatch(series, times, values, 4), "n=4");
      assertThat(appender.staged()).isZero();
      appender.appendBatch(series, times, values, 2);
      store.awaitIndexed(appender.commit());
    }
    assertThat(Readings.texts(store, "D-1", "temperature")).containsExactly("1 1.0", "2 2.0");
  }

  @Test
  void aFullFrameIsPublishedByItself() {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      assertThat(appender.commit()).isEqualTo(-1);
      for (int i = 0; i < 8_191; i++) {
        appender.append(temperature, i, i * 0.5);
      }
      assertThat(appender.staged()).isEqualTo(8_191);
      appender.append(temperature, 8_191, 1.0);
      assertThat(appender.staged()).isZero();
      long first = appender.commit();
      assertThat(first).isGreaterThanOrEqualTo(0);
      store.awaitIndexed(first);
      assertThat(Readings.of(store, "D-1", "temperature")).hasSize(8_192);
      appender.append(temperature, 8_192, 1.0);
      long second = appender.commit();
      assertThat(second).isGreaterThan(first);
      assertThat(appender.commit()).isEqualTo(second);
    }
  }

  @Test
  void closingCommits() {
    ReadingAppender appender = ReadingAppender.open(store);
    appender.append(temperature, 1, 1.0);
    appender.close();
    appender.close();
    assertThatThrownBy(() -> appender.append(temperature, 2, 1.0))
        .isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(appender::commit).isInstanceOf(StoreClosedException.class);
    store.close();
    try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
      assertThat(Readings.texts(reader, "D-1", "temperature")).containsExactly("1 1.0");
      assertThatThrownBy(() -> ReadingAppender.open(reader))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("reading only")
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void belongsToTheThreadThatUsesItFirst() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      other.submit(() -> appender.append(temperature, 1, 1.0)).get();
      assertThatThrownBy(() -> appender.append(temperature, 2, 1.0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(Thread.currentThread().getName());
      other.submit(appender::commit).get();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void severalThreadsAppendToOneStore() throws Exception {
    int threads = 4;
    int readings = 20_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> positions = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        positions.add(
            pool.submit(
                () -> {
                  try (ReadingAppender appender = ReadingAppender.open(store)) {
                    for (int i = 0; i < readings; i++) {
                      // All of them register, and all write to a device of their own and a shared
                      // one.
                      appender.append("T-" + thread, "temperature", i, thread + i * 1e-6);
                      appender.append("shared", "channel-" + i % 50, thread * 100_000_000L + i, i);
                    }
                    return appender.commit();
                  }
                }));
      }
      for (Future<Long> position : positions) {
        store.awaitIndexed(position.get());
      }
    } finally {
      pool.shutdownNow();
    }
    for (int t = 0; t < threads; t++) {
      List<Readings.Reading> own = Readings.of(store, "T-" + t, "temperature");
      assertThat(own).hasSize(readings);
      for (int i = 0; i < readings; i++) {
        assertThat(own.get(i))
            .isEqualTo(new Readings.Reading(i, Double.doubleToRawLongBits(t + i * 1e-6)));
      }
    }
    assertThat(Readings.of(store, "shared", "channel-7")).hasSize(threads * readings / 50);
    assertThat(store.stats().readings()).isEqualTo(2L * threads * readings);
  }

  @Test
  void hotPathsAllocateNothing() {
    int[] batch = {temperature, temperature};
    long[] times = {1, 2};
    double[] values = {1, 2};
    int device = store.devices().register("D-1");
    int code = store.channels().registerState(store.channels().find("mode").id(), "on");
    assertThat(device).isZero();
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      long[] time = {0};
      AllocationProbe.assertAllocatesNothing(
          "append and commit",
          3_000,
          () -> {
            long now = time[0]++;
            appender.append(temperature, now, 1.5);
            appender.append(cycles, now, 7L);
            appender.append(door, now, 1L);
            appender.append(mode, now, (long) code);
            appender.append("D-1", "temperature", now, 2.5);
            appender.appendLong("D-1", "cycles", now, 8);
            appender.appendBoolean("D-1", "door", now, false);
            appender.appendBatch(batch, times, values, 2);
            if (now % 16 == 0) {
              appender.commit();
            }
          });
    }
  }

  private static void assertRefused(Runnable append, String... parts) {
    assertThatThrownBy(append::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
