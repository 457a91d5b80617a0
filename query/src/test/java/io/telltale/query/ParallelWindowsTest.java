package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

/** Several threads give the windows that one gives, with all that is told of them. */
final class ParallelWindowsTest {
  private static final int DEVICES = 120;

  @TempDir Path directory;
  private final ExecutorService pool = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t > 9.9",
        "t > 99",
        "t > 9.5 for 20ns where lot = \"1\"",
        "rateOutside(t, 9000000000)",
        "silent(t, 90ns)",
        "neverSeen(t, 90ns)",
        "t > 9.9 and u < 3",
        "(t > 9.9) followedBy (u > 9.9) within 20ns",
        "kOfDevices(3, t > 9.9)"
      })
  void areThoseOfOneThread(String rule) {
    Executor never = task -> {};
    try (TestStore s = store(new Random(5))) {
      WindowQuery one = query(s, rule);
      WindowQuery many = query(s, rule);
      for (Executor executor : List.of(pool, Runnable::run, never)) {
        Seeds.run(
            8,
            r -> {
              RoaringBitmap devices = r.nextInt(3) > 0 ? null : some(r);
              long from = r.nextInt(3) == 0 ? Long.MIN_VALUE : r.nextInt(5_000);
              long to =
                  r.nextInt(3) == 0 ? Long.MAX_VALUE : Math.max(from, 0) + 1 + r.nextInt(9_000);
              Extent extent = r.nextBoolean() ? Extent.CLIP : Extent.FULL;
              one.devices(devices).range(from, to).extent(extent);
              many.devices(devices).range(from, to).extent(extent);
              many.parallel(executor, 1 + r.nextInt(4));
              assertThat(rows(many)).isEqualTo(rows(one));
              assertThat(many.explain()).isEqualTo(one.explain());
            });
      }
    }
  }

  @Test
  void contextAndAnEarlyEnd() {
    try (TestStore s = store(new Random(6))) {
      WindowQuery one = query(s, "t > 9.9");
      WindowQuery many = query(s, "t > 9.9").parallel(pool, 4);
      for (int read = 1; read < 40; read += 7) {
        try (WindowCursor a = one.run();
            WindowCursor b = many.run()) {
          for (int i = 0; i < read; i++) {
            assertThat(a.next() & b.next()).isTrue();
          }
          assertThat(context(many)).isEqualTo(context(one)).isNotEmpty();
          assertThatThrownBy(many::run).hasMessageContaining("close the cursor");
        }
      }
      assertThat(rows(many)).isEqualTo(rows(one));
      assertThat(many.count()).isEqualTo(one.count());
    }
  }

  private static List<Long> context(WindowQuery query) {
    List<Long> times = new ArrayList<>();
    try (RangeCursor context = query.context(Duration.ofNanos(30), Duration.ofNanos(30))) {
      while (context.next()) {
        times.add(context.timeNs());
      }
    }
    return times;
  }

  private static WindowQuery query(TestStore s, String rule) {
    return WindowQuery.prepare(s.store, RuleParser.parse(rule)).registeredAt(device -> device);
  }

  private static List<String> rows(WindowQuery query) {
    List<String> rows = new ArrayList<>();
    try (WindowCursor c = query.run()) {
      while (c.next()) {
        rows.add(
            String.join(
                " ",
                List.of(
                    "" + c.device(),
                    c.devices().toString(),
                    c.startNs() + ".." + c.endNs() + c.endReason(),
                    c.onsetNs() + " " + c.lastTrueNs() + " " + c.heldForNs() + " " + c.samples(),
                    c.min() + " " + c.max() + " " + c.mean() + " " + c.channel(),
                    c.peak() + " " + c.peakTimeNs() + " " + c.excessArea())));
      }
    }
    return rows;
  }

  private static RoaringBitmap some(Random random) {
    RoaringBitmap set = new RoaringBitmap();
    for (int i = random.nextInt(100); i > 0; i--) {
      set.add(random.nextInt(DEVICES + 5));
    }
    return set;
  }

  /** Half of the devices report after sealing, too. */
  private TestStore store(Random random) {
    TestStore s = new TestStore(directory);
    s.channel("t", Kind.DOUBLE);
    s.channel("u", Kind.DOUBLE);
    for (int device = 0; device < DEVICES; device++) {
      s.store.devices().register("D" + device, Map.of("lot", "" + device % 3));
    }
    for (int half = 0; half < 2; half++) {
      for (int device = half * DEVICES / 2; device < DEVICES; device++) {
        int t = s.series("D" + device, "t");
        int u = s.series("D" + device, "u");
        long time = half * 5_000L - random.nextInt(half == 0 ? 1 : 300);
        for (int i = 0; i < 600; i++) {
          time += 1 + (random.nextInt(2_000) == 0 ? 100 : random.nextInt(15));
          double most = device % 7 == 0 ? 10 : 9;
          s.put(t, time, random.nextDouble() * most).put(u, time, random.nextDouble() * 10);
        }
      }
      if (half == 0) {
        s.seal();
      }
    }
    return s.show();
  }
}
