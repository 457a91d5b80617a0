package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreException;
import io.telltale.core.StoreVerifier;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.View;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FaultyFileOps.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that fail under a running store: it stops, and nothing that was committed is lost. */
class StoreEngineFaultTest {
  private static final int READINGS = 300;

  @TempDir Path directory;

  private final List<Throwable> told = new CopyOnWriteArrayList<>();

  /** What was committed: times of each device's readings, each with a value of its own. */
  private final Map<String, TreeMap<Long, Long>> committed = new TreeMap<>();

  private StoreConfig config(Path store, boolean ownThreads) {
    return StoreConfig.builder(store)
        .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
        .ownThreads(ownThreads)
        .errorHandler(told::add)
        .build();
  }

  private long append(StoreEngine engine, String serial, long from) {
    Catalog catalog = engine.catalog();
    int channel = catalog.registerChannel(ChannelSpec.of("c", Kind.LONG)).id();
    int series = catalog.registerSeries(catalog.registerDevice(serial), channel);
    catalog.flush();
    FrameWriter writer = new FrameWriter();
    TreeMap<Long, Long> readings = new TreeMap<>();
    for (long time = from; time < from + READINGS; time++) {
      writer.add(series, time, ~time);
      readings.put(time, ~time);
    }
    long position = engine.journal().append(writer.layOut());
    committed.computeIfAbsent(serial, s -> new TreeMap<>()).putAll(readings);
    return position;
  }

  /** Reopens with files that work; everything committed is there, and nothing else. */
  private void checkReopened(Path store, String when) {
    try (StoreEngine engine = StoreEngine.open(config(store, false), SystemFileOps.INSTANCE)) {
      Catalog catalog = engine.catalog();
      Map<String, TreeMap<Long, Long>> found = new TreeMap<>();
      View view = engine.views().pin();
      SeriesScan scan = new SeriesScan();
      for (int series = 0; series < catalog.seriesCount(); series++) {
        TreeMap<Long, Long> readings = new TreeMap<>();
        scan.open(view, series);
        while (scan.next()) {
          scan.load();
          for (int i = 0; i < scan.size(); i++) {
            readings.put(scan.times()[i], scan.values()[i]);
          }
        }
        if (!readings.isEmpty()) {
          found.put(catalog.deviceSerial(catalog.seriesDevice(series)), readings);
        }
      }
      view.release();
      assertThat(found).as(when).isEqualTo(committed);
    }
    assertThat(StoreVerifier.verify(store).damages()).as(when).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFaultWhileSealingStopsTheStoreAndLosesNothing(boolean ownThreads) {
    FaultyFileOps ops = FaultyFileOps.counting(SystemFileOps.INSTANCE);
    StoreEngine engine = StoreEngine.open(config(directory, ownThreads), ops);
    append(engine, "a", 0);
    engine.seal();
    append(engine, "a", 1_000);
    engine.awaitIndexed(append(engine, "b", 0));
    Journal journal = engine.journal();
    ops.failNext(5, Mode.DISK_FULL);
    assertThatThrownBy(engine::seal)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the store stopped")
        .hasStackTraceContaining("injected fault");
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).hasStackTraceContaining("injected fault");
    assertThatThrownBy(() -> append(engine, "a", 2_000)).hasMessageContaining("the store stopped");
    FrameWriter writer = new FrameWriter();
    writer.add(0, 5_000, 1);
    assertThatThrownBy(() -> journal.append(writer.layOut()))
        .hasMessageContaining("the store stopped")
        .hasStackTraceContaining("injected fault");
    assertThatThrownBy(engine::seal).hasMessageContaining("the store stopped");
    ops.heal();
    assertThatThrownBy(engine::close).hasMessageContaining("the store stopped");
    assertThat(told).hasSize(1);
    assertThat(ops.openHandles()).isZero();
    checkReopened(directory, "reopened");
  }

  /** What the sweep does: a new store, two seals, a frame that closing seals. */
  private void work(Path store, FaultyFileOps ops) {
    try (StoreEngine engine = StoreEngine.open(config(store, false), ops)) {
      append(engine, "a", 0);
      engine.seal();
      append(engine, "b", 0);
      append(engine, "a", 150);
      engine.seal();
      append(engine, "c", 0);
    }
  }

  private void sweep(Mode mode, int step) {
    for (long n = 1; ; n += step) {
      committed.clear();
      told.clear();
      Path store = directory.resolve(mode + "-" + n);
      FaultyFileOps ops = FaultyFileOps.failing(SystemFileOps.INSTANCE, n, mode);
      Throwable fault = catchThrowable(() -> work(store, ops));
      List<String> calls = ops.callNames();
      String when = mode + " at call " + n + ": " + calls.get((int) Math.min(n, calls.size()) - 1);
      if (!ops.hasFailed()) {
        assertThat(fault).as(when).isNull();
        assertThat(n).isGreaterThan(40);
        return;
      }
      if (fault != null) {
        assertThat(fault).as(when).isInstanceOf(StoreException.class);
        assertThat(fault).as(when).hasStackTraceContaining("injected fault");
      }
      assertThat(told).as(when).hasSizeLessThanOrEqualTo(1);
      assertThat(ops.openHandles()).as(when + ", open files").isZero();
      checkReopened(store, when);
    }
  }

  @Test
  void noSingleFaultLosesWhatWasCommitted() {
    sweep(Mode.ONCE, 1);
  }

  @Test
  void noDeathOfTheDiskLosesWhatWasCommitted() {
    sweep(Mode.DEAD, 7);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "ONCE")
  void noFaultOfAnyKindLosesWhatWasCommitted(Mode mode) {
    sweep(mode, 1);
  }

  /** More than an arena holds waits in the journal, so the store seals while it opens. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFaultWhileOpeningSealsLeavesNothingBehind(boolean ownThreads) {
    FaultyFileOps ops = FaultyFileOps.counting(SystemFileOps.INSTANCE);
    StoreEngine engine = StoreEngine.open(config(directory, false), ops);
    for (int round = 0; round < 600; round++) {
      append(engine, "d" + round % 30, round * 1_000L);
    }
    ops.failNext(1, Mode.DISK_FULL);
    assertThatThrownBy(engine::close).hasStackTraceContaining("injected fault");
    for (long n = 20; n < 40; n += 6) {
      told.clear();
      FaultyFileOps full = FaultyFileOps.counting(SystemFileOps.INSTANCE);
      full.failNext(n, Mode.DISK_FULL);
      assertThatThrownBy(() -> StoreEngine.open(config(directory, ownThreads), full))
          .hasMessageContaining("the store stopped")
          .hasStackTraceContaining("injected fault");
      assertThat(told).hasSize(1);
      assertThat(full.openHandles()).isZero();
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("telltale-"));
    }
    checkReopened(directory, "reopened");
  }
}
