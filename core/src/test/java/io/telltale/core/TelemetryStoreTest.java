package io.telltale.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.core.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TelemetryStoreTest {
  @TempDir Path directory;

  private StoreConfig config(DuplicatePolicy policy, boolean ownThreads) {
    return StoreConfig.builder(directory)
        .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
        .journalRollBytes(256 << 10)
        .duplicates(policy)
        .ownThreads(ownThreads)
        .build();
  }

  /** What a store must hold: of each series its readings by time. */
  private static final class Model {
    final List<TreeMap<Long, Long>> series = new ArrayList<>();
    final boolean lastWins;
    long appended;

    Model(int count, boolean lastWins) {
      for (int i = 0; i < count; i++) {
        series.add(new TreeMap<>());
      }
      this.lastWins = lastWins;
    }

    void add(int s, long time, long value) {
      appended++;
      if (lastWins) {
        series.get(s).put(time, value);
      } else {
        series.get(s).putIfAbsent(time, value);
      }
    }

    void check(TelemetryStore store, String when) {
      View view = StoreAccess.pin(store);
      SeriesScan scan = new SeriesScan();
      long readings = 0;
      for (int s = 0; s < series.size(); s++) {
        TreeMap<Long, Long> found = new TreeMap<>();
        scan.open(view, s);
        long before = Long.MIN_VALUE;
        while (scan.next()) {
          scan.load();
          for (int i = 0; i < scan.size(); i++) {
            assertThat(scan.times()[i]).as(when).isGreaterThan(before);
            before = scan.times()[i];
            found.put(before, scan.values()[i]);
          }
        }
        assertThat(found).as(when + ", series " + s).isEqualTo(series.get(s));
        readings += found.size();
      }
      view.release();
      assertThat(store.stats().readings()).as(when).isEqualTo(readings);
      assertThat(store.stats().appended()).as(when).isEqualTo(appended);
    }
  }

  @ParameterizedTest
  @EnumSource(DuplicatePolicy.class)
  void holdsWhatAModelHoldsWhereverReadingsLie(DuplicatePolicy policy) {
    Seeds.run(random -> runAgainstModel(policy, random));
  }

  private void runAgainstModel(DuplicatePolicy policy, Random random) {
    int count = 7;
    Model model = new Model(count, policy == DuplicatePolicy.LAST_ARRIVED);
    for (int round = 0; round < 3; round++) {
      try (TelemetryStore store = TelemetryStore.open(config(policy, round != 1))) {
        model.check(store, "opened, round " + round);
        for (int s = 0; s < count; s++) {
          int device = store.devices().register("d" + s);
          int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
          assertThat(store.series(device, channel)).isEqualTo(s);
        }
        append(store, model, random, 60_000);
        model.check(store, "head, round " + round);
        if (round == 0) {
          store.seal();
          assertThat(store.stats().segments()).isPositive();
          model.check(store, "sealed");
          append(store, model, random, 40_000);
          model.check(store, "sealed and head");
        }
      }
      try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
        assertThat(store.unsealedBytes()).isZero();
        model.check(store, "read only, round " + round);
      }
      assertThat(StoreVerifier.verify(directory).damages()).isEmpty();
      assertThat(directory.resolve("journal")).isEmptyDirectory();
    }
  }

  /** Mostly in order, some late by a little, some by a lot, some twice. */
  private static void append(TelemetryStore store, Model model, Random random, int readings) {
    StoreAccess.catalog(store).flush();
    FrameWriter writer = new FrameWriter();
    long position = -1;
    int left = readings;
    while (left > 0) {
      int n = Math.min(left, 1 + random.nextInt(1024));
      for (int i = 0; i < n; i++) {
        int s = (int) Math.min(6, Math.abs(random.nextGaussian()) * 2);
        long time = 1_000L * model.appended;
        int lot = random.nextInt(1000);
        if (lot < 20) {
          time -= 1_000L * random.nextInt(20);
        } else if (lot < 22) {
          time = random.nextInt(Math.max(1, (int) model.appended)) * 1_000L;
        }
        long value = random.nextInt(100);
        writer.add(s, time, value);
        model.add(s, time, value);
      }
      left -= n;
      position = StoreAccess.journal(store).append(writer.layOut());
      writer.clear();
    }
    store.awaitIndexed(position);
  }

  @Test
  void aSecondWriterIsRefusedAndReadersAreNot() {
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      assertThat(store.isReadOnly()).isFalse();
      assertThatThrownBy(() -> TelemetryStore.open(directory))
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
      try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
        assertThat(reader.isReadOnly()).isTrue();
        assertThat(reader.newestTimeNs()).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(reader::seal)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("reading only");
      }
    }
    TelemetryStore.open(directory).close();
  }

  @Test
  void useAfterCloseIsAClearException() {
    TelemetryStore store = TelemetryStore.open(directory);
    store.close();
    store.close();
    assertThatThrownBy(store::seal).isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(store::newestTimeNs).isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(() -> StoreAccess.journal(store)).isInstanceOf(StoreClosedException.class);
  }

  @Test
  void aFolderOfOtherThingsIsNotTakenForAStore() throws Exception {
    java.nio.file.Files.writeString(directory.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> TelemetryStore.open(directory)).hasMessageContaining("letter.txt");
    assertThatThrownBy(() -> TelemetryStore.openReadOnly(directory))
        .hasMessageContaining("not a store");
    assertThat(directory).isDirectoryContaining("glob:**letter.txt");
    assertThatThrownBy(() -> TelemetryStore.openReadOnly(directory.resolve("absent")))
        .hasMessageContaining("no such store");
  }

  @Test
  void theDuplicatePolicyBelongsToTheStore() {
    TelemetryStore.open(config(DuplicatePolicy.FIRST_ARRIVED, true)).close();
    assertThatThrownBy(() -> TelemetryStore.open(config(DuplicatePolicy.LAST_ARRIVED, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FIRST_ARRIVED");
    TelemetryStore.open(directory).close();
  }

  @Test
  void aPositionThatWasNeverCommittedIsRefused() {
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      assertThatThrownBy(() -> store.awaitIndexed(Long.MAX_VALUE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theBacklogTellsWhatWaits() {
    StoreConfig config = StoreConfig.builder(directory).ownThreads(false).build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      int channel = store.channels().register(ChannelSpec.ofDouble("c")).id();
      int series = store.series(store.devices().register("a", Map.of()), channel);
      assertThat(store.backlog()).isEqualTo(new Backlog(0, 0, 0, 0));
      FrameWriter frame = new FrameWriter();
      frame.add(series, 1, 1);
      frame.add(series, 2, 2);
      StoreAccess.journal(store).append(frame.layOut());
      long position = StoreAccess.journal(store).append(frame.layOut());
      assertThat(store.backlog()).isEqualTo(new Backlog(4, 88, 4, 88));
      store.doWork();
      assertThat(store.backlog()).isEqualTo(new Backlog(2, 44, 4, 88));
      store.awaitIndexed(position);
      assertThat(store.backlog()).isEqualTo(new Backlog(0, 0, 4, 88));
      store.seal();
      assertThat(store.backlog()).isEqualTo(new Backlog(0, 0, 0, 0));
    }
  }

  @Test
  void theJournalStaysForAReplay() throws Exception {
    StoreConfig config =
        StoreConfig.builder(directory).replayRetention(Duration.ofHours(1)).build();
    for (int round = 1; round <= 2; round++) {
      try (TelemetryStore store = TelemetryStore.open(config)) {
        int channel = store.channels().register(ChannelSpec.ofDouble("c")).id();
        int series = store.series(store.devices().register("a", Map.of()), channel);
        FrameWriter frame = new FrameWriter();
        frame.add(series, round, 1);
        StoreAccess.journal(store).append(frame.layOut());
      }
      assertThat(directory.resolve("journal")).isNotEmptyDirectory();
    }
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      assertThat(store.stats().readings()).isEqualTo(2);
      assertThat(store.stats().appended()).isEqualTo(2);
    }
    assertThat(directory.resolve("journal")).isEmptyDirectory();
    assertThatThrownBy(() -> StoreConfig.builder(directory).replayRetention(Duration.ofNanos(-1)))
        .hasMessageContaining("replayRetention=PT-0.000000001S");
  }

  @Test
  void arenasThatDoNotFitAreRefusedWithTheWayOut() {
    StoreConfig big =
        StoreConfig.builder(directory).arenaBytes(StoreConfig.MAX_ARENA_BYTES).build();
    if (2 * StoreConfig.MAX_ARENA_BYTES > Runtime.getRuntime().maxMemory()) {
      assertThatThrownBy(() -> TelemetryStore.open(big))
          .hasMessageContaining("-XX:MaxDirectMemorySize");
    }
    assertThatThrownBy(() -> StoreConfig.builder(directory).arenaBytes(1))
        .hasMessageContaining("arenaBytes=1");
  }

  @Test
  void attributesFollowTheLatestValue() {
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      int a = store.devices().register("a", Map.of("model", "X", "site", "S"));
      store.devices().register("b", Map.of("model", "X"));
      store.devices().setAttribute(a, "model", "Y");
    }
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      assertThat(store.devices().attributes(0)).isEqualTo(Map.of("model", "Y", "site", "S"));
      assertThat(store.devices().withAttribute("model", "X").toArray()).containsExactly(1);
      assertThat(store.devices().withAttribute("model", "Y").toArray()).containsExactly(0);
    }
  }
}
