package io.telltale.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader beside a writer: each refresh shows a prefix of what was committed, without a gap. */
class LiveReaderTest {
  private static final int SERIES = 5;

  /** A writer that waits for a busy machine to seal gives up behind so many. */
  private static final int MOST_FRAMES = 20_000;

  /** How often a writer opens and closes. */
  private static final int ROUNDS = 100;

  @TempDir Path directory;

  private TelemetryStore openWriter() {
    return TelemetryStore.open(
        StoreConfig.builder(directory)
            .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
            .journalRollBytes(128 << 10)
            .compaction(false)
            .build());
  }

  /** The n-th reading: series n % 5, time n, value 3 n. */
  private static long append(TelemetryStore store, FrameWriter writer, long from, int count) {
    for (long n = from; n < from + count; n++) {
      writer.add((int) (n % SERIES), n, 3 * n);
    }
    long position = StoreAccess.journal(store).append(writer.layOut());
    writer.clear();
    return position;
  }

  private static void registerSeries(TelemetryStore store) {
    for (int s = 0; s < SERIES; s++) {
      int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
      assertThat(store.series(store.devices().register("d" + s), channel)).isEqualTo(s);
    }
    StoreAccess.catalog(store).flush();
  }

  /** Checks that a prefix is shown, and returns its length. */
  private static long prefix(TelemetryStore reader) {
    View view = StoreAccess.pin(reader);
    SeriesScan scan = new SeriesScan();
    long[] counts = new long[SERIES];
    long all = 0;
    for (int s = 0; s < SERIES && s < view.catalog().seriesCount(); s++) {
      scan.open(view, s);
      while (scan.next()) {
        scan.load();
        for (int i = 0; i < scan.size(); i++) {
          assertThat(scan.times()[i]).isEqualTo(counts[s] * SERIES + s);
          assertThat(scan.values()[i]).isEqualTo(3 * scan.times()[i]);
          counts[s]++;
        }
      }
      all += counts[s];
    }
    view.release();
    for (int s = 0; s < SERIES; s++) {
      assertThat(counts[s])
          .as("readings of series " + s)
          .isEqualTo((all - s + SERIES - 1) / SERIES);
    }
    return all;
  }

  @Test
  void seesWhatIsCommittedAndWhatIsSealedSince() {
    FrameWriter writer = new FrameWriter();
    try (TelemetryStore store = openWriter();
        TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
      assertThat(reader.refresh()).isFalse();
      registerSeries(store);
      append(store, writer, 0, 1000);
      assertThat(prefix(reader)).isZero();
      assertThat(reader.refresh()).isTrue();
      assertThat(prefix(reader)).isEqualTo(1000);
      assertThat(reader.devices().find("d3")).isEqualTo(3);
      assertThat(reader.refresh()).isFalse();
      append(store, writer, 1000, 500);
      store.seal();
      append(store, writer, 1500, 7);
      assertThat(reader.refresh()).isTrue();
      assertThat(prefix(reader)).isEqualTo(1507);
      assertThat(reader.unsealedBytes()).isZero();
      assertThat(reader.stats().segments()).isEqualTo(1);
    }
    try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
      assertThat(prefix(reader)).isEqualTo(1507);
    }
  }

  /** A writer that closes deletes its journal while the reader is about to look into it. */
  @Test
  @Timeout(120)
  void aReaderLeavesNothingThatTheNextWriterWouldWaitFor() throws InterruptedException {
    FrameWriter writer = new FrameWriter();
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> fault = new AtomicReference<>();
    try (TelemetryStore store = openWriter()) {
      registerSeries(store);
    }
    Thread following =
        new Thread(
            () -> {
              try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
                while (!done.get()) {
                  reader.refresh();
                  prefix(reader);
                }
                reader.refresh();
                assertThat(prefix(reader)).isEqualTo(ROUNDS * 700L);
              } catch (Throwable e) {
                fault.set(e);
              }
            });
    following.start();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        try (TelemetryStore store = openWriter()) {
          assertThat(JournalFiles.rollFiles(directory.resolve("journal"))).isEmpty();
          append(store, writer, round * 700L, 700);
        }
      }
    } finally {
      done.set(true);
      following.join();
    }
    assertThat(fault.get()).isNull();
  }

  @Test
  void aDamagedFrameIsPassedOverAndToldOf() {
    FrameWriter writer = new FrameWriter();
    try (TelemetryStore store = openWriter();
        TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
      registerSeries(store);
      append(store, writer, 0, 1000);
      assertThat(reader.refresh()).isTrue();
      ByteBuffer damaged = ByteBuffer.allocateDirect(FrameLayout.HEADER_BYTES + 10);
      StoreAccess.journal(store).append(damaged);
      for (int i = 0; i < 3; i++) {
        assertThat(reader.refresh()).isFalse();
        assertThat(prefix(reader)).isEqualTo(1000);
      }
      assertThat(reader.recovery().damages()).hasSize(1);
      assertThat(reader.recovery().damages().get(0)).contains(".cq4 offset=", "not a frame");
    } catch (StoreException stopped) {
      assertThat(stopped).hasStackTraceContaining("not a frame");
    }
  }

  @Test
  void whatWasSealedIsShownThoughTheRefreshThatFoundItFailed() throws IOException {
    FrameWriter writer = new FrameWriter();
    Path journal = directory.resolve("journal");
    Path hidden = directory.resolve("hidden");
    try (TelemetryStore store = openWriter();
        TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
      registerSeries(store);
      append(store, writer, 0, 1000);
      store.seal();
      Files.move(journal, hidden);
      Files.createDirectories(journal);
      Files.writeString(journal.resolve("queue.cq4"), "no date");
      assertThatThrownBy(reader::refresh).isInstanceOf(CorruptStoreException.class);
      Files.delete(journal.resolve("queue.cq4"));
      assertThat(reader.refresh()).isTrue();
      assertThat(prefix(reader)).isEqualTo(1000);
      try (Stream<Path> made = Files.list(journal)) {
        for (Path file : made.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(journal);
      Files.move(hidden, journal);
    }
  }

  @Test
  void aStoreWhoseWriterDiedIsShownWhole() {
    FrameWriter writer = new FrameWriter();
    try (TelemetryStore store = openWriter()) {
      registerSeries(store);
      append(store, writer, 0, 800);
      try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
        assertThat(prefix(reader)).isEqualTo(800);
      }
    }
  }

  @Test
  void everyRefreshShowsALongerPrefixWhileTheWriterRollsAndSeals() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong committed = new AtomicLong();
    AtomicReference<Throwable> fault = new AtomicReference<>();
    try (TelemetryStore store = openWriter()) {
      registerSeries(store);
      Thread appender =
          new Thread(
              () -> {
                FrameWriter writer = new FrameWriter();
                try {
                  for (int frame = 0;
                      frame < 400 || !enough.get() && frame < MOST_FRAMES;
                      frame++) {
                    append(store, writer, committed.get(), 700);
                    committed.addAndGet(700);
                    if (frame % 4 == 0) {
                      Thread.sleep(1);
                    }
                  }
                } catch (Throwable e) {
                  fault.set(e);
                } finally {
                  done.set(true);
                }
              },
              "appender");
      appender.start();
      int growths = 0;
      try (TelemetryStore reader = TelemetryStore.openReadOnly(directory)) {
        long before = 0;
        boolean last;
        do {
          last = done.get();
          long atLeast = committed.get();
          reader.refresh();
          long now = prefix(reader);
          assertThat(now).isGreaterThanOrEqualTo(Math.max(before, atLeast));
          growths += now > before ? 1 : 0;
          // on a busy machine sealing takes its time
          enough.compareAndSet(false, growths >= 8 && reader.stats().segments() > 2);
          before = now;
        } while (!last);
        assertThat(before).isEqualTo(committed.get());
        assertThat(reader.stats().segments()).isGreaterThan(2);
      }
      appender.join();
      assertThat(fault.get()).isNull();
    }
  }
}
