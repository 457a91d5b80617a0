package io.telltale.query;

import static io.telltale.core.testkit.HotPathCoverage.methods;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.testkit.HotPathCoverage;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.internal.live.LiveHotPaths;
import io.telltale.query.internal.run.WindowRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * Queries that are prepared once allocate nothing when they run again: each condition over blocks
 * that are skipped, taken whole and decoded, over merged late data and over the head.
 */
class HotPathAllocationTest {
  private static final int DEVICES = 4;
  private static final int BLOCK = 1_024;
  private static final int SEALED_BLOCKS = 6;
  private static final int HEAD_READINGS = 1_500;
  private static final long PERIOD_NS = 1_000_000_000L;
  private static final long SEALED_NS = SEALED_BLOCKS * BLOCK * PERIOD_NS;
  private static final int ITERATIONS = 20;
  private static final int SWEPT_ITERATIONS = 5;

  /** Some conditions are decided otherwise than by a block as a whole, or by its readings. */
  private static final Set<String> NEVER_WHOLE = Set.of("silent", "rateOutside");

  private static final Set<String> NEVER_DECODED = Set.of("silent");

  @TempDir Path directory;
  @TempDir Path liveDirectory;

  private long sink;
  private double doubleSink;

  @Test
  void hotPathsAllocateNothing() {
    HotPathCoverage coverage = HotPathCoverage.ofModuleOf(WindowQuery.class);
    StoreConfig config = StoreConfig.builder(directory).arenaBytes(8 << 20).build();
    try (TelemetryStore store = TelemetryStore.open(config);
        LiveHotPaths live = new LiveHotPaths(liveDirectory.resolve("queue"), false);
        LiveHotPaths logged = new LiveHotPaths(liveDirectory.resolve("log"), true)) {
      live.addTo(coverage);
      logged.addTo(coverage);
      fill(store);
      conditions().forEach((name, condition) -> addWindows(coverage, store, name, condition));
      sweptRules().forEach((name, rule) -> addSwept(coverage, store, name, rule));
      addCompanions(coverage, store);
      addLatest(coverage, store);
      addRange(coverage, store);
      addBuckets(coverage, store);
      addPlots(coverage, store);
      coverage.check();
    }
  }

  private static Map<String, Condition> conditions() {
    Map<String, Condition> all = new LinkedHashMap<>();
    all.put("above", Condition.above("double", 75.0));
    all.put("below", Condition.below("double", 25.0));
    all.put("atLeast", Condition.atLeast("long", 75));
    all.put("atMost", Condition.atMost("long", 25));
    all.put("equalTo", Condition.equalTo("long", 100));
    all.put("equalTo a boolean", Condition.equalTo("boolean", 1));
    all.put("inside", Condition.inside("double", 75.0, 125.0));
    all.put("inside of longs", Condition.inside("long", 75, 125));
    all.put("outside", Condition.outside("double", 25.0, 75.0));
    all.put("outside of longs", Condition.outside("long", 25, 75));
    all.put("is", Condition.is("state", "on"));
    all.put("silent", Condition.silent("double", Duration.ofSeconds(30)));
    all.put("rateOutside", Condition.rateOutside("double", 20));
    return all;
  }

  /**
   * Values of blocks: all 0, all 100, all 50, a mixture, and so on; the same in the head. Between
   * blocks nothing comes for a minute, and some readings of one block come late, after the seal.
   */
  private static void fill(TelemetryStore store) {
    int[][] series = new int[DEVICES][4];
    Kind[] kinds = {Kind.DOUBLE, Kind.LONG, Kind.BOOLEAN, Kind.STATE};
    String[] names = {"double", "long", "boolean", "state"};
    for (int c = 0; c < kinds.length; c++) {
      ChannelSpec spec = ChannelSpec.of(names[c], kinds[c]);
      int channel = store.channels().register(spec).id();
      for (int d = 0; d < DEVICES; d++) {
        series[d][c] = store.series(store.devices().register("d" + d), channel);
      }
      if (kinds[c] == Kind.STATE) {
        store.channels().registerState(channel, "off");
        store.channels().registerState(channel, "on");
      }
    }
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      for (int i = 0; i < SEALED_BLOCKS * BLOCK; i++) {
        append(appender, series, time(i), valueOf(i));
      }
      appender.commit();
      store.seal();
      for (int i = 0; i < 50; i++) {
        append(appender, series, time(5 * BLOCK + i * 7) + PERIOD_NS / 2, 100);
      }
      for (int i = 0; i < HEAD_READINGS; i++) {
        append(appender, series, time(SEALED_BLOCKS * BLOCK + i), valueOf(i));
      }
      store.awaitIndexed(appender.commit());
    }
  }

  private static void append(ReadingAppender appender, int[][] series, long timeNs, int value) {
    for (int[] ofDevice : series) {
      appender.append(ofDevice[0], timeNs, (double) value);
      appender.append(ofDevice[1], timeNs, (long) value);
      appender.append(ofDevice[2], timeNs, (long) (value / 100));
      appender.append(ofDevice[3], timeNs, (long) (value / 100));
    }
  }

  private static long time(int reading) {
    return reading * PERIOD_NS + reading / BLOCK * 60 * PERIOD_NS;
  }

  private static int valueOf(int reading) {
    return switch (reading / BLOCK % 4) {
      case 0 -> 0;
      case 1 -> 100;
      case 2 -> 50;
      default -> reading % BLOCK < BLOCK / 2 ? reading / 40 % 2 * 100 : reading % 2 * 100;
    };
  }

  private void addWindows(
      HotPathCoverage coverage, TelemetryStore store, String name, Condition condition) {
    Rule rule = Rule.when(condition).stale(Duration.ofSeconds(10));
    Rule shaped = rule.bridge(Duration.ofSeconds(5)).atLeastFor(Duration.ofSeconds(20));
    WindowQuery all = WindowQuery.prepare(store, rule);
    WindowQuery cut =
        WindowQuery.prepare(store, shaped)
            .range(SEALED_NS / 3, SEALED_NS + 1_000 * PERIOD_NS)
            .extent(Extent.CLIP)
            .now(SEALED_NS + 900 * PERIOD_NS);
    WindowQuery some =
        WindowQuery.prepare(store, shaped)
            .devices(RoaringBitmap.bitmapOf(1, 3))
            .range(1, SEALED_NS);
    assertThat(drain(all)).as(name + ", windows").isPositive();
    assertThat(drain(cut)).as(name + ", windows of a range").isPositive();
    assertThat(drain(some)).as(name + ", windows of devices").isPositive();
    assertThat(all.explain().blocksSkipped()).as(name + ", skipped").isPositive();
    if (!NEVER_DECODED.contains(name)) {
      assertThat(all.explain().blocksDecoded()).as(name + ", decoded").isPositive();
    }
    if (!NEVER_WHOLE.contains(name)) {
      assertThat(all.explain().blocksTakenWhole()).as(name + ", whole").isPositive();
    }
    coverage.add(
        "windows of " + name,
        () -> sink += drain(all) + drain(cut) + drain(some),
        ITERATIONS,
        methods(WindowQuery.class, "run"),
        methods(WindowRun.class, "start", "next"));
  }

  /** What is evaluated reading by reading: every other condition, and combinations. */
  private static Map<String, WindowRule> sweptRules() {
    Duration span = Duration.ofSeconds(50);
    Condition high = Condition.above("double", 75.0);
    Condition low = Condition.below("long", 25);
    Map<String, Condition> all = new LinkedHashMap<>();
    all.put("notFinite, not", Condition.not(Condition.notFinite("double")));
    all.put("hysteresis", Condition.hysteresis(high, Condition.below("double", 25.0)));
    all.put("debounce", Condition.debounce(high, 3, 2));
    all.put("rateAbove", Condition.rateAbove("double", 20));
    all.put("rateBelow", Condition.rateBelow("long", -20));
    all.put("jump", Condition.jump("long", 20L));
    all.put("changed", Condition.changed("state"));
    all.put("neverSeen, not", Condition.not(Condition.neverSeen("double", span)));
    for (SpanCondition.Aggregate aggregate : SpanCondition.Aggregate.values()) {
      ValueTest test = ValueTest.atLeast(10L);
      all.put(aggregate.name(), Condition.trailing("double", aggregate, span, test));
      all.put(aggregate + " of longs", Condition.trailing("long", aggregate, span, test));
    }
    all.put("flat", Condition.flat("double", 0.5, Duration.ofSeconds(8)));
    all.put("count", Condition.count(high, 3, span));
    all.put("zscore", Condition.zscore("double", 1.5, span, 0.1));
    all.put("mad", Condition.mad("double", 1.5, span, 0.1));
    all.put("seasonal", Condition.seasonal("double", 1.5, Duration.ofSeconds(40), 5, 0.1));
    all.put("and", Condition.and(high, Condition.is("state", "on")));
    all.put("or", Condition.or(high, low, Condition.silent("boolean", Duration.ofSeconds(30))));
    all.put("kOf", Condition.kOf(2, high, low, Condition.equalTo("boolean", 1)));
    Map<String, WindowRule> rules = new LinkedHashMap<>();
    all.forEach((name, condition) -> rules.put(name, Rule.when(condition)));
    Rule hot = Rule.when(high);
    rules.put("overlapping", hot.overlapping(Rule.when(all.get("count")), Duration.ofNanos(1)));
    rules.put("followedBy", hot.followedBy(Rule.when(low), Duration.ofHours(1)));
    rules.put("notFollowedBy", hot.notFollowedBy(Rule.when(low), Duration.ofSeconds(1)));
    rules.put("kOfDevices", WindowRule.kOfDevices(2, hot));
    return rules;
  }

  private void addSwept(
      HotPathCoverage coverage, TelemetryStore store, String name, WindowRule rule) {
    WindowRule shaped =
        rule instanceof Rule r
            ? r.onUnknown(Shaping.OnUnknown.HOLD)
                .clearDelay(Duration.ofSeconds(3))
                .mergeWithin(Duration.ofSeconds(5))
                .pad(Duration.ofSeconds(1), Duration.ofSeconds(1))
            : rule;
    WindowQuery all = WindowQuery.prepare(store, rule).registeredAt(device -> 0);
    WindowQuery cut =
        WindowQuery.prepare(store, shaped)
            .registeredAt(device -> 0)
            .range(SEALED_NS / 3, SEALED_NS + 1_000 * PERIOD_NS)
            .extent(Extent.CLIP);
    assertThat(drain(all)).as(name + ", windows").isPositive();
    assertThat(drain(cut)).as(name + ", windows of a range").isPositive();
    coverage.add(
        "windows of " + name,
        () -> sink += drain(all) + drain(cut),
        SWEPT_ITERATIONS,
        methods(WindowQuery.class, "run"),
        methods(WindowRun.class, "start", "next"));
  }

  private void addCompanions(HotPathCoverage coverage, TelemetryStore store) {
    WindowQuery hot = WindowQuery.prepare(store, Rule.when(Condition.above("double", 75.0)));
    coverage.add(
        "companions",
        () -> {
          sink += hot.count() + hot.totalHeld() + (hot.anyMatch() ? 1 : 0);
          try (WindowCursor cursor = hot.run()) {
            while (cursor.next()) {
              sink += cursor.peakTimeNs();
              doubleSink += cursor.peak() + cursor.excessArea();
            }
          }
        },
        SWEPT_ITERATIONS,
        methods(WindowQuery.class, "run", "count", "anyMatch", "totalHeld"),
        methods(WindowRun.class, "start", "next", "peak", "peakTimeNs", "excessArea"));
  }

  private int drain(WindowQuery query) {
    int windows = 0;
    try (WindowCursor cursor = query.run()) {
      while (cursor.next()) {
        windows++;
        sink += cursor.device() + cursor.channel() + cursor.endReason().ordinal();
        sink += cursor.startNs() + cursor.endNs() + cursor.onsetNs() + cursor.lastTrueNs();
        sink += cursor.heldForNs() + cursor.samples();
        doubleSink += cursor.min() + cursor.max() + cursor.mean();
      }
    }
    return windows;
  }

  private void addLatest(HotPathCoverage coverage, TelemetryStore store) {
    LatestQuery all = LatestQuery.prepare(store, "double");
    LatestQuery some = LatestQuery.prepare(store, "state").devices(RoaringBitmap.bitmapOf(0, 2));
    coverage.add(
        "latest readings",
        () -> {
          if (drain(all) != DEVICES || drain(some) != 2) {
            throw new AssertionError("latest readings are missing");
          }
        },
        ITERATIONS,
        methods(LatestQuery.class, "run"),
        methods(LatestCursor.class, "next"));
  }

  private int drain(LatestQuery query) {
    int readings = 0;
    try (LatestCursor cursor = query.run()) {
      while (cursor.next()) {
        readings++;
        sink += cursor.device() + cursor.timeNs() + cursor.bits();
      }
    }
    return readings;
  }

  private void addRange(HotPathCoverage coverage, TelemetryStore store) {
    RangeQuery query = RangeQuery.prepare(store, "double");
    coverage.add(
        "readings of a range, one by one and in chunks",
        () -> {
          for (int device = 0; device < DEVICES; device++) {
            query.device(device).range(SEALED_NS / 2 + device, Long.MAX_VALUE);
            if (readings(query) != chunks(query)) {
              throw new AssertionError("chunks hold other readings");
            }
          }
        },
        ITERATIONS,
        methods(RangeQuery.class, "device", "range", "run"),
        methods(RangeCursor.class, "next", "nextChunk"));
  }

  private int readings(RangeQuery query) {
    int readings = 0;
    try (RangeCursor cursor = query.run()) {
      while (cursor.next()) {
        readings++;
        sink += cursor.timeNs() + cursor.bits();
        doubleSink += cursor.value();
      }
    }
    return readings;
  }

  private int chunks(RangeQuery query) {
    int readings = 0;
    try (RangeCursor cursor = query.run()) {
      while (cursor.nextChunk()) {
        readings += cursor.size();
        sink += cursor.times()[cursor.first()] + cursor.values()[cursor.first()];
      }
    }
    return readings;
  }

  private void addBuckets(HotPathCoverage coverage, TelemetryStore store) {
    BucketQuery all = BucketQuery.prepare(store, "double", Duration.ofMinutes(10));
    BucketQuery some =
        BucketQuery.prepare(store, "long", Duration.ofHours(1)).devices(RoaringBitmap.bitmapOf(1));
    CalendarSpan hours = new CalendarSpan(CalendarSpan.Unit.HOUR, ZoneId.of("Europe/Berlin"));
    BucketQuery calendar = BucketQuery.prepare(store, "double", hours);
    coverage.add(
        "buckets",
        () -> {
          all.range(SEALED_NS / 3, Long.MAX_VALUE);
          if (drain(all) <= DEVICES || drain(some) == 0 || drain(calendar) <= DEVICES) {
            throw new AssertionError("buckets are missing");
          }
        },
        ITERATIONS,
        methods(BucketQuery.class, "range", "run"),
        methods(BucketCursor.class, "next"));
  }

  private int drain(BucketQuery query) {
    int buckets = 0;
    try (BucketCursor cursor = query.run()) {
      while (cursor.next()) {
        buckets++;
        sink += cursor.device() + cursor.bucketStartNs() + cursor.bucketEndNs() + cursor.count();
        doubleSink += cursor.min() + cursor.max() + cursor.mean() + cursor.sum();
        doubleSink += cursor.first() + cursor.last();
      }
    }
    return buckets;
  }

  private void addPlots(HotPathCoverage coverage, TelemetryStore store) {
    PlotQuery query = PlotQuery.prepare(store, "double").device(2);
    assertThat(query.m4(3).blocksTakenWhole()).as("blocks of a plot, whole").isPositive();
    assertThat(query.m4(500).blocksDecoded()).as("blocks of a plot, decoded").isPositive();
    coverage.add(
        "points of plots",
        () -> {
          for (int device = 0; device < DEVICES; device++) {
            query.device(device).range(SEALED_NS / 3, Long.MAX_VALUE);
            if (draw(query.m4(300)) == 0 || draw(query.m4(4)) == 0) {
              throw new AssertionError("points are missing");
            }
            if (draw(query.minMaxLttb(200)) == 0) {
              throw new AssertionError("picked points are missing");
            }
          }
        },
        ITERATIONS,
        methods(PlotQuery.class, "device", "range", "m4", "minMaxLttb"));
  }

  private int draw(PlotPoints points) {
    for (int i = 0; i < points.size(); i++) {
      sink += points.timeNs(i);
      doubleSink += points.value(i);
    }
    return points.size();
  }
}
