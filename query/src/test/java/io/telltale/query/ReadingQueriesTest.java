package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.TestStore.Stage;
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
import org.roaringbitmap.RoaringBitmap;

/** Latest, range and bucket queries against plain loops. */
final class ReadingQueriesTest {
  private static final int MICROSECOND = 1_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Stage.class)
  void latest(Stage stage) {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      s.channel("n", Kind.LONG);
      long big = (1L << 60) + 1;
      s.put(s.series("A", "t"), 10, 1).put(s.series("A", "t"), 30, 3).put(s.series("B", "t"), 5, 5);
      s.putLong(s.series("C", "n"), 7, big);
      if (stage == Stage.BOTH) {
        s.seal();
      }
      s.put(s.series("A", "t"), 20, 2).put(s.series("B", "t"), 6, Double.NaN);
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      assertThat(latest(LatestQuery.prepare(s.store, "t"))).containsExactly("0 30 3.0", "1 6 NaN");
      assertThat(latest(LatestQuery.prepare(s.store, "t").devices(RoaringBitmap.bitmapOf(1, 2))))
          .containsExactly("1 6 NaN");
      try (LatestCursor cursor = LatestQuery.prepare(s.store, "n").run()) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.device()).isEqualTo(2);
        assertThat(cursor.longValue()).isEqualTo(big);
        assertThat(cursor.value()).isEqualTo((double) big);
        assertThat(cursor.next()).isFalse();
      }
    }
  }

  private static List<String> latest(LatestQuery query) {
    List<String> rows = new ArrayList<>();
    try (LatestCursor cursor = query.run()) {
      while (cursor.next()) {
        rows.add(cursor.device() + " " + cursor.timeNs() + " " + cursor.value());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void rangesAndBuckets(Stage stage) {
    long seed = 20 + stage.ordinal();
    Random random = new Random(seed);
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      s.put(s.series("B", "t"), -3, 1);
      TreeMap<Long, Double> model = new TreeMap<>();
      long time = -20_000;
      for (int i = 0; i < 9_000; i++) {
        time += 1 + random.nextInt(8);
        long at = random.nextInt(20) == 0 ? time - random.nextInt(500) : time;
        double v = value(random);
        model.put(at, v);
        s.put(series, at, v);
        if (stage == Stage.BOTH && i % 4_000 == 3_999) {
          s.seal();
        }
      }
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      checkRanges(s.store, model, random, seed);
      for (long span : new long[] {1, 7, 1_000, 10_000, 1_000_000}) {
        checkBuckets(s.store, model, random, seed, span, 1);
      }
    }
  }

  /** Values without NaN and infinities, whose blocks have strips. */
  @ParameterizedTest
  @EnumSource(Signal.class)
  void bucketsOfStrips(Signal signal) {
    long seed = 40 + signal.ordinal();
    Random random = new Random(seed);
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      TreeMap<Long, Double> model = new TreeMap<>();
      long time = -20_000;
      double value = 0;
      for (int i = 0; i < 9_000; i++) {
        time += 1 + random.nextInt(8);
        value = signal.next(value, random);
        long at = time * MICROSECOND + random.nextInt(MICROSECOND);
        model.put(at, value);
        s.put(series, at, value);
      }
      s.seal();
      assertThat(s.store.stats().channels().get(0).encodings())
          .anyMatch(e -> e.column().equals("strips") && e.blocks() > 3);
      for (long span : new long[] {7, 100, 400, 1_000, 3_000, 10_000, 1_000_000}) {
        checkBuckets(s.store, model, random, seed, span, MICROSECOND);
      }
    }
  }

  /** Signals of exact sums, stored in several ways. */
  private enum Signal {
    /** Differences of decimals. */
    WALK,
    /** Decimals. */
    NOISE,
    /** No decimals. */
    BINARY,
    NEGATIVE;

    double next(double before, Random random) {
      return switch (this) {
        case WALK -> before + (random.nextInt(801) - 400) / 8.0;
        case NOISE -> random.nextInt(100_000) / 8.0;
        case BINARY -> random.nextInt(1 << 30) / (double) (1 << 20);
        case NEGATIVE -> -random.nextInt(1_000_000) / 4.0;
      };
    }
  }

  private static double value(Random random) {
    return switch (random.nextInt(400)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      default -> random.nextInt(1_000) / 8.0;
    };
  }

  private static void checkRanges(
      TelemetryStore store, TreeMap<Long, Double> model, Random random, long seed) {
    RangeQuery query = RangeQuery.prepare(store, "t").device(0);
    for (int round = 0; round < 60; round++) {
      long from = round == 0 ? Long.MIN_VALUE : random.nextInt(60_000) - 25_000;
      long to = round == 0 ? Long.MAX_VALUE : from + 1 + random.nextInt(20_000);
      List<Long> times = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      List<Long> chunked = new ArrayList<>();
      try (RangeCursor cursor = query.range(from, to).run()) {
        while (cursor.next()) {
          times.add(cursor.timeNs());
          values.add(cursor.value());
        }
        assertThat(cursor.next()).isFalse();
      }
      try (RangeCursor cursor = query.run()) {
        while (cursor.nextChunk()) {
          for (int i = cursor.first(); i < cursor.first() + cursor.size(); i++) {
            chunked.add(cursor.times()[i]);
          }
        }
      }
      String about = "seed " + seed + " from " + from + " to " + to;
      assertThat(times).as(about).containsExactlyElementsOf(model.subMap(from, to).keySet());
      assertThat(values).as(about).containsExactlyElementsOf(model.subMap(from, to).values());
      assertThat(chunked).as(about).isEqualTo(times);
    }
  }

  private static void checkBuckets(
      TelemetryStore store,
      TreeMap<Long, Double> model,
      Random random,
      long seed,
      long units,
      int unitNs) {
    long span = units * unitNs;
    BucketQuery query =
        BucketQuery.prepare(store, "t", Duration.ofNanos(span)).devices(RoaringBitmap.bitmapOf(0));
    for (int round = 0; round < 4; round++) {
      long from = round == 0 ? Long.MIN_VALUE : unitNs * (random.nextInt(60_000) - 25_000L);
      long to = round == 0 ? Long.MAX_VALUE : from + 1 + unitNs * (long) random.nextInt(20_000);
      TreeMap<Long, List<Double>> wanted = new TreeMap<>();
      model
          .subMap(from, to)
          .forEach(
              (t, v) -> {
                if (!Double.isNaN(v)) {
                  wanted
                      .computeIfAbsent(Math.floorDiv(t, span) * span, k -> new ArrayList<>())
                      .add(v);
                }
              });
      List<String> rows = new ArrayList<>();
      try (BucketCursor b = query.range(from, to).run()) {
        while (b.next()) {
          rows.add(
              row(b.bucketStartNs(), b.count(), b.min(), b.max(), b.sum(), b.first(), b.last()));
          assertThat(b.mean()).isEqualTo(b.sum() / b.count());
        }
      }
      List<String> expected = new ArrayList<>();
      wanted.forEach(
          (start, v) -> {
            var numbers = v.stream().mapToDouble(x -> x).summaryStatistics();
            double last = v.get(v.size() - 1);
            expected.add(
                row(
                    start,
                    v.size(),
                    numbers.getMin(),
                    numbers.getMax(),
                    numbers.getSum(),
                    v.get(0),
                    last));
          });
      assertThat(rows)
          .as("seed %s span %s from %s to %s", seed, span, from, to)
          .isEqualTo(expected);
    }
  }

  private static String row(
      long start, long count, double min, double max, double sum, double first, double last) {
    return start + " " + count + " " + min + " " + max + " " + sum + " " + first + " " + last;
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void bucketsOfIntegersAndStatesAreExact(Stage stage) {
    try (TestStore s = new TestStore(directory)) {
      s.channel("n", Kind.LONG);
      s.channel("door", Kind.STATE);
      long big = 1L << 60;
      int series = s.series("A", "n");
      s.putLong(series, 1, big + 3).putLong(series, 2, big + 1);
      s.putState("A", "door", 4, "open").putState("A", "door", 5, "shut");
      if (stage == Stage.BOTH) {
        s.seal();
      }
      s.putLong(series, 3, big + 2).putLong(series, 12, -1);
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      Duration ten = Duration.ofNanos(10);
      try (BucketCursor b = BucketQuery.prepare(s.store, "n", ten).run()) {
        assertThat(b.next()).isTrue();
        assertThat(b.bucketStartNs()).isZero();
        assertThat(b.minLong()).isEqualTo(big + 1);
        assertThat(b.maxLong()).isEqualTo(big + 3);
        assertThat(b.firstLong()).isEqualTo(big + 3);
        assertThat(b.lastLong()).isEqualTo(big + 2);
        assertThat(b.next()).isTrue();
        assertThat(b.count()).isEqualTo(1);
        assertThat(b.maxLong()).isEqualTo(-1);
        assertThat(b.next()).isFalse();
      }
      try (BucketCursor b = BucketQuery.prepare(s.store, "door", ten).run()) {
        assertThat(b.next()).isTrue();
        assertThat(b.count()).isEqualTo(2);
        assertThat(b.mean()).isNaN();
        int door = s.store.channels().find("door").id();
        assertThat(s.store.channels().state(door, (int) b.firstLong())).isEqualTo("open");
        assertThat(s.store.channels().state(door, (int) b.lastLong())).isEqualTo("shut");
        assertThat(b.next()).isFalse();
      }
    }
  }

  @Test
  void bucketsReachToTheEdgesOfTime() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      s.put(series, Long.MIN_VALUE, 1).put(series, -1, 2).put(series, Long.MAX_VALUE, 3).show();
      List<Long> starts = new ArrayList<>();
      Duration span = Duration.ofNanos(1_000);
      try (BucketCursor b = BucketQuery.prepare(s.store, "t", span).run()) {
        while (b.next()) {
          starts.add(b.bucketStartNs());
        }
      }
      assertThat(starts)
          .containsExactly(Long.MIN_VALUE, -1_000L, Long.MAX_VALUE - Long.MAX_VALUE % 1_000);
    }
  }

  @Test
  void mistakesAreRefused() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      assertThatThrownBy(() -> LatestQuery.prepare(s.store, "x"))
          .hasMessageContaining("nearest: t");
      assertThatThrownBy(() -> RangeQuery.prepare(s.store, "x")).hasMessageContaining("nearest: t");
      assertThatThrownBy(() -> BucketQuery.prepare(s.store, "t", Duration.ZERO))
          .hasMessageContaining("above 0");
      RangeQuery range = RangeQuery.prepare(s.store, "t");
      assertThatThrownBy(() -> range.range(3, 3)).hasMessageContaining("fromNs=3");
      try (RangeCursor cursor = range.device(5).run()) {
        assertThat(cursor.next()).as("no such device").isFalse();
      }
      try (RangeCursor cursor = range.run()) {
        assertThatThrownBy(range::run).isInstanceOf(IllegalStateException.class);
        assertThat(cursor.nextChunk()).isFalse();
      }
    }
  }

  @Test
  void latestAndBucketsAreOfDevicesByAttribute() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      for (int d = 0; d < 6; d++) {
        Map<String, String> attributes = Map.of("model", d % 2 == 0 ? "even" : "odd");
        s.store.devices().register("D" + d, attributes);
        s.put(s.series("D" + d, "t"), 5, d);
      }
      s.show();
      Selector even = new Selector.Equal("model", "even");
      LatestQuery latest = LatestQuery.prepare(s.store, "t").where(even);
      assertThat(latest(latest)).containsExactly("0 5 0.0", "2 5 2.0", "4 5 4.0");
      latest.devices(RoaringBitmap.bitmapOf(1, 2, 3, 4));
      assertThat(latest(latest)).containsExactly("2 5 2.0", "4 5 4.0");
      assertThat(latest(latest.where(null))).hasSize(4);
      BucketQuery buckets = BucketQuery.prepare(s.store, "t", Duration.ofNanos(10)).where(even);
      List<Integer> devices = new ArrayList<>();
      try (BucketCursor b = buckets.devices(RoaringBitmap.bitmapOf(0, 1)).run()) {
        while (b.next()) {
          devices.add(b.device());
        }
      }
      assertThat(devices).containsExactly(0);
    }
  }
}
