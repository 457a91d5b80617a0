package io.telltale.query;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Running a query and moving its cursor allocate nothing, whatever the condition. */
final class QueryAllocationTest {
  private static final int DEVICES = 12;

  @TempDir Path directory;

  /** Cursors are moved into here, so that nothing is optimised away. */
  private double sink;

  @TestFactory
  Stream<DynamicTest> nothingIsAllocated() {
    TestStore s = fill();
    Map<String, Runnable> cases = new LinkedHashMap<>();
    for (String rule :
        new String[] {
          "t > 90",
          "t >= 5 stale 10ns",
          "t < 50 bridge 20ns for 30ns samples 2",
          "inside(t, 20, 40)",
          "outside(t, 5, 95) where model = \"even\"",
          "n > 90",
          "b == true",
          "door == \"open\"",
          "silent(t, 9ns)",
          "silent(t, 9ns) bridge 50ns",
          "|rate(t)| > 100/s",
          "|rate(n)| > 1e10/s"
        }) {
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse(rule));
      cases.put(rule, () -> drain(query));
      WindowQuery cut =
          WindowQuery.prepare(s.store, RuleParser.parse(rule))
              .range(9_000, 12_000)
              .extent(Extent.CLIP)
              .now(11_000)
              .devices(RoaringBitmap.bitmapOf(0, 3, 4, 7));
      cases.put(rule + " cut", () -> drain(cut));
    }
    addReadingQueries(s, cases);
    List<DynamicTest> tests = new ArrayList<>();
    cases.forEach(
        (name, work) ->
            tests.add(
                DynamicTest.dynamicTest(
                    name, () -> AllocationProbe.assertAllocatesNothing(name, 5, work))));
    tests.add(DynamicTest.dynamicTest("close", s::close));
    return tests.stream();
  }

  private void addReadingQueries(TestStore s, Map<String, Runnable> cases) {
    for (String channel : new String[] {"t", "n", "b", "door"}) {
      LatestQuery latest = LatestQuery.prepare(s.store, channel);
      cases.put("latest " + channel, () -> drain(latest));
      RangeQuery range = RangeQuery.prepare(s.store, channel);
      cases.put("range " + channel, () -> drain(range));
      BucketQuery buckets = BucketQuery.prepare(s.store, channel, Duration.ofNanos(700));
      cases.put("buckets " + channel, () -> drain(buckets.range(3_000, 11_000)));
      BucketQuery large = BucketQuery.prepare(s.store, channel, Duration.ofSeconds(1));
      cases.put("large buckets " + channel, () -> drain(large));
    }
  }

  /** Sealed, sealed twice with overlaps, and unsealed readings of every kind. */
  private TestStore fill() {
    TestStore s = new TestStore(directory);
    s.channel(ChannelSpec.ofDouble("t").withStaleAfter(Duration.ofNanos(15)));
    s.channel("n", Kind.LONG);
    s.channel("b", Kind.BOOLEAN);
    s.channel("door", Kind.STATE);
    for (int part = 0; part < 3; part++) {
      for (int d = 0; d < DEVICES; d++) {
        String device = "D" + d;
        s.store.devices().register(device, Map.of("model", d % 2 == 0 ? "even" : "odd"));
        int[] series = {s.series(device, "t"), s.series(device, "n"), s.series(device, "b")};
        for (int i = 0; i < 1_500; i++) {
          long time = part * 6_000L + i * 4L + i / 50 * 8 - (part == 1 && i < 20 ? 300 : 0);
          s.put(series[0], time, (i * 7 + d) % 101 == 0 ? Double.NaN : i / 20 % 100);
          s.putLong(series[1], time, i * 31L % 100);
          s.putLong(series[2], time, i / 9 % 2);
          s.putState(device, "door", time, i % 40 < 30 ? "shut" : "open");
        }
      }
      if (part < 2) {
        s.seal();
      } else {
        s.show();
      }
    }
    return s;
  }

  private void drain(WindowQuery query) {
    try (WindowCursor w = query.run()) {
      while (w.next()) {
        sink += w.max() + w.startNs() + w.mean();
      }
    }
  }

  private void drain(LatestQuery query) {
    try (LatestCursor cursor = query.run()) {
      while (cursor.next()) {
        sink += cursor.value();
      }
    }
  }

  private void drain(RangeQuery query) {
    for (int device = 0; device < DEVICES; device++) {
      try (RangeCursor cursor = query.device(device).range(10, 17_000).run()) {
        while (cursor.next()) {
          sink += cursor.value();
        }
      }
      try (RangeCursor cursor = query.run()) {
        while (cursor.nextChunk()) {
          sink += cursor.values()[cursor.first()];
        }
      }
    }
  }

  private void drain(BucketQuery query) {
    try (BucketCursor cursor = query.run()) {
      while (cursor.next()) {
        sink += cursor.mean() + cursor.count();
      }
    }
  }
}
