package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.SectionFile;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentLayout;
import io.telltale.query.text.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that fails lets go of everything: the next one fails, or succeeds, for its own reasons. */
final class FailedRunTest {
  private static final Duration SPAN = Duration.ofNanos(100);
  private static final int DEVICES = 40;

  @TempDir Path directory;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aDamagedColumnIsToldByEachRun(int threads) throws IOException {
    writeStore();
    flipByteOf(SegmentLayout.SECTION_COLUMNS + BlockColumn.MAX.id());
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      WindowQuery query = WindowQuery.prepare(store, RuleParser.parse("t > 8"));
      query.parallel(pool, threads);
      for (int run = 0; run < 3; run++) {
        assertThatThrownBy(query::count).isInstanceOf(CorruptStoreException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aDamagedBlockIsToldByEachRun(int threads) throws IOException {
    writeStore();
    flipByteOf(SegmentLayout.SECTION_PAYLOAD);
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      BucketQuery query = BucketQuery.prepare(store, "t", SPAN).parallel(pool, threads);
      for (int run = 0; run < 3; run++) {
        assertThatThrownBy(() -> count(query)).isInstanceOf(CorruptStoreException.class);
      }
    }
  }

  @Test
  void anExecutorThatFailsLeavesTheQueryAsItWas() {
    try (TestStore s = fill(new TestStore(directory))) {
      BucketQuery buckets = BucketQuery.prepare(s.store, "t", SPAN);
      WindowQuery windows = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      int allBuckets = count(buckets);
      long allWindows = windows.count();
      for (int run = 0; run < 3; run++) {
        assertThatThrownBy(() -> count(buckets.parallel(failingAtTheSecond(), 3)))
            .hasMessage("out of order");
        assertThatThrownBy(() -> windows.parallel(failingAtTheSecond(), 3).count())
            .hasMessage("out of order");
      }
      assertThat(count(buckets.parallel(pool, 3))).isEqualTo(allBuckets);
      assertThat(windows.parallel(pool, 3).count()).isEqualTo(allWindows);
    }
  }

  @Test
  void aRunOnOneThreadIsClosedBeforeOneOnSeveralBegins() {
    try (TestStore s = fill(new TestStore(directory))) {
      BucketQuery buckets = BucketQuery.prepare(s.store, "t", SPAN);
      try (BucketCursor first = buckets.run()) {
        assertThat(first.next()).isTrue();
        assertThatThrownBy(() -> buckets.parallel(pool, 3).run())
            .hasMessageContaining("close the cursor");
      }
      WindowQuery windows = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      try (WindowCursor first = windows.run()) {
        assertThat(first.next()).isTrue();
        assertThatThrownBy(() -> windows.parallel(pool, 3).run())
            .hasMessageContaining("close the cursor");
      }
    }
  }

  private Executor failingAtTheSecond() {
    AtomicInteger asked = new AtomicInteger();
    return task -> {
      if (asked.incrementAndGet() == 2) {
        throw new IllegalStateException("out of order");
      }
      pool.execute(task);
    };
  }

  private static int count(BucketQuery query) {
    int count = 0;
    try (BucketCursor cursor = query.run()) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private void writeStore() {
    try (TestStore s = fill(new TestStore(directory))) {
      s.seal();
    }
  }

  private static TestStore fill(TestStore s) {
    s.channel("t", Kind.DOUBLE);
    for (int device = 0; device < DEVICES; device++) {
      int series = s.series("D" + device, "t");
      for (int i = 0; i < 500; i++) {
        s.put(series, 7L * i + i * i % 5, i * 31 % 97 / 10.0);
      }
    }
    return s.show();
  }

  /** Flips a bit in the midst of a section of the store's segment. */
  private void flipByteOf(int section) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(directory)) {
      file = files.filter(f -> f.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    long at;
    try (SectionFile sections =
        SectionFile.open(SystemFileOps.INSTANCE, file, FileKind.SEGMENT, null)) {
      at = sections.offset(section) + sections.length(section) / 2;
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }
}
