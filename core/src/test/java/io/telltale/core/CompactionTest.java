package io.telltale.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores whose segments are merged, by themselves and when asked, beside readers. */
class CompactionTest {
  private static final int SERIES = 4;

  @TempDir Path directory;

  private TelemetryStore open(boolean ownThreads, boolean background) {
    return TelemetryStore.open(
        StoreConfig.builder(directory)
            .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
            .ownThreads(ownThreads)
            .compaction(background)
            .build());
  }

  private static void register(TelemetryStore store) {
    int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
    for (int s = 0; s < SERIES; s++) {
      store.series(store.devices().register("d" + s), channel);
    }
    StoreAccess.catalog(store).flush();
  }

  /** The n-th reading: series n % 4, time n, value 3 n. */
  private static long append(TelemetryStore store, long from, int count) {
    FrameWriter writer = new FrameWriter();
    for (long n = from; n < from + count; n++) {
      writer.add((int) (n % SERIES), n, 3 * n);
    }
    return StoreAccess.journal(store).append(writer.layOut());
  }

  /** Checks that a prefix is shown, and returns its length. */
  private static long prefix(TelemetryStore store) {
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      long all = 0;
      for (int s = 0; s < SERIES && s < view.catalog().seriesCount(); s++) {
        long expected = s;
        scan.open(view, s);
        while (scan.next()) {
          scan.load();
          for (int i = 0; i < scan.size(); i++) {
            assertThat(scan.times()[i]).isEqualTo(expected);
            assertThat(scan.values()[i]).isEqualTo(3 * expected);
            expected += SERIES;
            all++;
          }
        }
      }
      return all;
    } finally {
      view.release();
    }
  }

  private long segmentFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("segments"))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void compactMergesWhatIsWorthIt(boolean ownThreads, boolean background) throws IOException {
    try (TelemetryStore store = open(ownThreads, background)) {
      store.compact();
      register(store);
      for (int i = 0; i < 20; i++) {
        append(store, i * 100, 100);
        store.seal();
      }
      append(store, 2_000, 100);
      if (!background) {
        assertThat(store.stats().segments()).isEqualTo(20);
      }
      store.compact();
      // what merges by itself depends on the moment; of 21 neighbours that cannot double there are
      // log2(21) at most, and one more
      assertThat(store.stats().segments()).isLessThan(background ? 6 : 4);
      assertThat(store.stats().appended()).isEqualTo(2_100);
      assertThat(store.stats().readings()).isEqualTo(2_100);
      assertThat(prefix(store)).isEqualTo(2_100);
      store.compact();
    }
    assertThat(StoreVerifier.verify(directory).damages()).isEmpty();
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      assertThat(segmentFiles()).isEqualTo(store.stats().segments());
      assertThat(prefix(store)).isEqualTo(2_100);
    }
  }

  @Test
  void aDutyCycleOfTheCallerComesToAnEnd() {
    try (TelemetryStore store = open(false, true)) {
      register(store);
      for (int i = 0; i < 30; i++) {
        append(store, i * 500, 500);
        store.seal();
      }
      int steps = 0;
      while (store.doWork() > 0) {
        assertThat(steps++).isLessThan(10_000);
      }
      assertThat(store.stats().segments()).isLessThan(10);
      assertThat(prefix(store)).isEqualTo(15_000);
    }
  }

  @Test
  void aStoreThatIsOpenedOftenKeepsFewSegments() throws IOException {
    for (int i = 0; i < 40; i++) {
      try (TelemetryStore store = open(false, true)) {
        register(store);
        append(store, i * 40, 40);
        while (store.doWork() > 0) {
          assertThat(store.stats().segments()).isLessThan(10);
        }
      }
    }
    assertThat(segmentFiles()).isLessThan(10);
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      assertThat(prefix(store)).isEqualTo(1_600);
    }
  }

  /** Followers, readers that open anew, and verifiers, while segments come and go. */
  @ParameterizedTest
  @ValueSource(strings = {"follow", "open", "verify"})
  void readersBesideAWriterThatMergesAllTheTime(String how) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong committed = new AtomicLong();
    AtomicReference<Throwable> fault = new AtomicReference<>();
    try (TelemetryStore store = open(true, true)) {
      register(store);
      append(store, 0, 100);
      committed.set(100);
      store.seal();
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 150; i++) {
                    append(store, committed.get(), 100);
                    committed.addAndGet(100);
                    store.seal();
                  }
                } catch (Throwable e) {
                  fault.set(e);
                } finally {
                  done.set(true);
                }
              },
              "writer");
      writer.start();
      try (TelemetryStore follower = TelemetryStore.openReadOnly(directory)) {
        while (!done.get()) {
          read(how, follower, committed.get());
        }
        writer.join();
        assertThat(fault.get()).isNull();
        store.compact();
        follower.refresh();
        assertThat(prefix(follower)).isEqualTo(committed.get());
        assertThat(follower.stats().segments()).isEqualTo(store.stats().segments());
      }
      assertThat(store.stats().segments()).isLessThan(12);
    }
    assertThat(StoreVerifier.verify(directory).damages()).isEmpty();
  }

  private void read(String how, TelemetryStore follower, long atLeast) {
    switch (how) {
      case "follow" -> {
        follower.refresh();
        assertThat(prefix(follower)).isGreaterThanOrEqualTo(atLeast);
      }
      case "open" -> {
        try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
          assertThat(prefix(reader)).isGreaterThanOrEqualTo(atLeast);
        }
      }
      default -> assertThat(StoreVerifier.verify(directory).damages()).isEmpty();
    }
  }
}
