package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Several threads give the buckets that one gives, whatever the executor does. */
final class ParallelBucketsTest {
  private static final Duration SPAN = Duration.ofNanos(1_000);

  @TempDir Path directory;
  private final ExecutorService pool = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @Test
  void areThoseOfOneThread() {
    Executor never = task -> {};
    Executor refusing =
        task -> {
          throw new RejectedExecutionException("busy");
        };
    Random random = new Random(11);
    try (TestStore s = store(random, 300)) {
      BucketQuery one = BucketQuery.prepare(s.store, "t", SPAN);
      BucketQuery many = BucketQuery.prepare(s.store, "t", SPAN);
      for (Executor executor : List.of(pool, Runnable::run, never, refusing)) {
        Seeds.run(
            20,
            r -> {
              RoaringBitmap devices = r.nextInt(3) == 0 ? null : some(r, 320);
              long from = r.nextInt(3) == 0 ? Long.MIN_VALUE : r.nextInt(20_000);
              long to =
                  r.nextInt(3) == 0 ? Long.MAX_VALUE : Math.max(from, 0) + 1 + r.nextInt(9_000);
              one.devices(devices).range(from, to);
              many.devices(devices).range(from, to).parallel(executor, 1 + r.nextInt(4));
              assertThat(rows(many)).isEqualTo(rows(one));
            });
      }
    }
  }

  @Test
  void aRunMayEndEarlyAndBeDoneAgain() {
    try (TestStore s = store(new Random(12), 100)) {
      BucketQuery many = BucketQuery.prepare(s.store, "t", SPAN).parallel(pool, 4);
      List<String> all = rows(BucketQuery.prepare(s.store, "t", SPAN));
      for (int read = 0; read < 20; read++) {
        try (BucketCursor cursor = many.run()) {
          for (int i = 0; i < read; i++) {
            assertThat(cursor.next()).isTrue();
            assertThat(row(cursor)).isEqualTo(all.get(i));
          }
          assertThatThrownBy(many::run).hasMessageContaining("close the cursor");
        }
        assertThat(rows(many)).isEqualTo(all);
      }
    }
  }

  @Test
  void anEmptyStoreHasNone() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      assertThat(rows(BucketQuery.prepare(s.store, "t", SPAN).parallel(pool, 2))).isEmpty();
    }
  }

  @Test
  void refusesNoThreads() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      BucketQuery query = BucketQuery.prepare(s.store, "t", SPAN);
      assertThatThrownBy(() -> query.parallel(pool, 0)).hasMessageContaining("threads=0");
    }
  }

  private TestStore store(Random random, int devices) {
    TestStore s = new TestStore(directory);
    s.channel("t", Kind.DOUBLE);
    for (int device = 0; device < devices; device++) {
      int series = s.series("D" + device, "t");
      long time = random.nextInt(5_000);
      for (int i = random.nextInt(1_500); i > 0; i--) {
        time += 1 + random.nextInt(20);
        s.put(series, time, random.nextInt(50) == 0 ? Double.NaN : random.nextInt(1_000) / 10.0);
      }
      if (device == devices * 2 / 3) {
        s.seal();
      }
    }
    return s.show();
  }

  private static RoaringBitmap some(Random random, int devices) {
    RoaringBitmap set = new RoaringBitmap();
    for (int i = random.nextInt(100); i > 0; i--) {
      set.add(random.nextInt(devices));
    }
    return set;
  }

  private static List<String> rows(BucketQuery query) {
    List<String> rows = new ArrayList<>();
    try (BucketCursor cursor = query.run()) {
      while (cursor.next()) {
        rows.add(row(cursor));
      }
    }
    return rows;
  }

  private static String row(BucketCursor c) {
    return c.device()
        + " "
        + c.bucketStartNs()
        + ".."
        + c.bucketEndNs()
        + " "
        + c.count()
        + " "
        + c.min()
        + " "
        + c.max()
        + " "
        + c.sum()
        + " "
        + c.first()
        + " "
        + c.last();
  }
}
