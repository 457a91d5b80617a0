package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

class BackTestTest {
  private static final int DEVICES = 6;

  @TempDir Path directory;
  private final Map<WindowChange, Integer> seen = new EnumMap<>(WindowChange.class);

  private record Window(int device, long start, long end) {
    boolean overlaps(Window other) {
      return device == other.device
          && (start == other.start || start < other.end && other.start < end);
    }

    /** Of two that overlap in time, 1 when this one lasts longer. */
    int longerThan(Window other) {
      if (end == WindowCursor.OPEN && other.end == WindowCursor.OPEN) {
        return Long.compare(other.start, start);
      }
      return end == WindowCursor.OPEN
          ? 1
          : other.end == WindowCursor.OPEN
              ? -1
              : Long.compare(end - start, other.end - other.start);
    }
  }

  private record Row(WindowChange change, Window tested, Window present) {}

  @Test
  void eachWindowOfBothRulesComesOnceAndOverlappingOnesTogether() {
    try (TestStore s = store(new Random(3))) {
      Seeds.run(
          300,
          random -> {
            Rule rule = rule(random);
            Rule against = random.nextInt(5) == 0 ? rule : rule(random);
            long from = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextInt(9_000);
            long to = random.nextInt(4) == 0 ? Long.MAX_VALUE : Math.max(0, from) + 900;
            BackTest test = BackTest.prepare(s.store, rule, against).range(from, to);
            WindowQuery ofRule = WindowQuery.prepare(s.store, rule).range(from, to);
            WindowQuery ofAgainst = WindowQuery.prepare(s.store, against).range(from, to);
            if (random.nextInt(3) == 0) {
              RoaringBitmap devices = RoaringBitmap.bitmapOf(random.nextInt(DEVICES), 2);
              test.devices(devices);
              ofRule.devices(devices);
              ofAgainst.devices(devices);
            }
            if (random.nextInt(3) == 0) {
              test.parallel(Runnable::run, 2);
            }
            check(rows(test), windows(ofRule), windows(ofAgainst));
          });
    }
    for (WindowChange change : WindowChange.values()) {
      assertThat(seen.getOrDefault(change, 0)).as("%s", change).isPositive();
    }
  }

  private void check(List<Row> rows, List<Window> tested, List<Window> present) {
    assertThat(rows.stream().map(Row::tested).filter(w -> w != null)).isEqualTo(tested);
    assertThat(rows.stream().map(Row::present).filter(w -> w != null)).isEqualTo(present);
    for (Row row : rows) {
      seen.merge(row.change, 1, Integer::sum);
      if (row.tested != null && row.present != null) {
        assertThat(row.tested.overlaps(row.present)).as("%s", row).isTrue();
        assertThat(row.change).as("%s", row).isEqualTo(change(row.tested, row.present));
      } else {
        assertThat(row.change)
            .isEqualTo(row.present == null ? WindowChange.NEW : WindowChange.GONE);
      }
    }
    for (Row left : rows) {
      for (Row right : rows) {
        if (left.change == WindowChange.NEW && right.change == WindowChange.GONE) {
          assertThat(left.tested.overlaps(right.present)).as("%s %s", left, right).isFalse();
        }
      }
    }
  }

  private static WindowChange change(Window tested, Window present) {
    if (tested.equals(present)) {
      return WindowChange.SAME;
    }
    int longer = tested.longerThan(present);
    return longer == 0
        ? WindowChange.MOVED
        : longer > 0 ? WindowChange.LONGER : WindowChange.SHORTER;
  }

  @Test
  void bothRunInOneViewAsOfOneTime() {
    try (TestStore s = store(new Random(4))) {
      Rule rule = Rule.when(Condition.above("t", 5));
      BackTest test = BackTest.prepare(s.store, rule, Rule.when(Condition.atLeast("t", 6)));
      List<Row> before = rows(test);
      int last = s.series("D5", "t");
      try (BackTestCursor cursor = test.run()) {
        assertThat(cursor.next()).isTrue();
        s.put(last, 40_000, 0).put(last, 50_000, 9).put(last, 60_000, 0).seal();
        int windows = 1;
        while (cursor.next()) {
          assertThat(cursor.change()).isEqualTo(WindowChange.SAME);
          windows++;
        }
        assertThat(windows).isEqualTo(before.size());
      }
      assertThat(rows(test)).hasSizeGreaterThan(before.size());
      assertThat(rows(test.now(9_000))).hasSizeLessThan(before.size());
    }
  }

  @Test
  void durationsOfAllTimeAreCompared() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("D", "t");
      s.put(series, Long.MIN_VALUE + 1, 5).put(series, 1L << 60, 3).put(series, 1L << 61, 0).seal();
      assertThat(change(s, -1, 4)).isEqualTo(WindowChange.LONGER);
      assertThat(change(s, 4, -1)).isEqualTo(WindowChange.SHORTER);
      assertThat(change(s, 2, 4)).isEqualTo(WindowChange.LONGER);
      assertThat(change(s, 4, 2)).isEqualTo(WindowChange.SHORTER);
    }
  }

  private static WindowChange change(TestStore s, double limit, double against) {
    Rule rule = Rule.when(Condition.above("t", limit));
    BackTest test = BackTest.prepare(s.store, rule, Rule.when(Condition.above("t", against)));
    return rows(test).get(0).change;
  }

  @Test
  void mistakesAreRefused() {
    try (TestStore s = store(new Random(5))) {
      Rule rule = Rule.when(Condition.above("t", 5));
      WindowRule several = WindowRule.kOfDevices(2, rule);
      assertThatThrownBy(() -> BackTest.prepare(s.store, rule, several))
          .hasMessageContaining("several devices together");
      BackTest test = BackTest.prepare(s.store, several, several);
      assertThatThrownBy(() -> test.range(5, 5)).hasMessageContaining("starts before it ends");
      assertThatThrownBy(() -> test.parallel(Runnable::run, 0)).hasMessageContaining("threads=0");
      try (BackTestCursor cursor = test.run()) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.device()).isEqualTo(WindowCursor.NO_DEVICE);
        assertThatThrownBy(test::run).hasMessageContaining("close the cursor");
      }
      Rule never = Rule.when(Condition.neverSeen("t", Duration.ofSeconds(1)));
      BackTest arrival = BackTest.prepare(s.store, rule, never);
      assertThatThrownBy(arrival::run).hasMessageContaining("neverSeen");
      // the view was given back
      assertThat(rows(arrival.registeredAt(device -> 0))).isNotEmpty();
    }
  }

  @Test
  void aRunAllocatesNothing() {
    try (TestStore s = store(new Random(6))) {
      BackTest test =
          BackTest.prepare(
              s.store,
              Rule.when(Condition.above("t", 5)),
              Rule.when(Condition.above("t", 4)).bridge(Duration.ofNanos(50)));
      AllocationProbe.assertAllocatesNothing(
          "back-test",
          100,
          () -> {
            try (BackTestCursor cursor = test.run()) {
              while (cursor.next()) {
                if (cursor.startNs() == 0 && cursor.againstEndNs() == 0) {
                  throw new AssertionError(cursor.change());
                }
              }
            }
          });
    }
  }

  private static List<Row> rows(BackTest test) {
    List<Row> rows = new ArrayList<>();
    try (BackTestCursor c = test.run()) {
      while (c.next()) {
        Window tested =
            c.change() == WindowChange.GONE ? null : new Window(c.device(), c.startNs(), c.endNs());
        Window present =
            c.change() == WindowChange.NEW
                ? null
                : new Window(c.device(), c.againstStartNs(), c.againstEndNs());
        assertThat(c.startNs() == BackTestCursor.NONE).isEqualTo(tested == null);
        assertThat(c.endNs() == BackTestCursor.NONE).isEqualTo(tested == null);
        assertThat(c.againstStartNs() == BackTestCursor.NONE).isEqualTo(present == null);
        assertThat(c.againstEndNs() == BackTestCursor.NONE).isEqualTo(present == null);
        rows.add(new Row(c.change(), tested, present));
      }
      assertThat(c.next()).isFalse();
    }
    return rows;
  }

  private static List<Window> windows(WindowQuery query) {
    List<Window> windows = new ArrayList<>();
    try (WindowCursor w = query.run()) {
      while (w.next()) {
        windows.add(new Window(w.device(), w.startNs(), w.endNs()));
      }
    }
    return windows;
  }

  private TestStore store(Random random) {
    TestStore s = new TestStore(directory);
    s.channel("t", Kind.DOUBLE);
    for (int device = 0; device < DEVICES; device++) {
      int series = s.series("D" + device, "t");
      long time = 0;
      double value = 5;
      while (time < 10_000) {
        time += 1 + random.nextInt(40);
        value = Math.max(0, Math.min(10, value + random.nextInt(5) - 2));
        s.put(series, time, value);
      }
    }
    return s.seal();
  }

  private static Rule rule(Random random) {
    Condition condition =
        random.nextInt(6) == 0
            ? Condition.silent("t", Duration.ofNanos(20 + random.nextInt(15)))
            : Condition.above("t", 3 + random.nextInt(5));
    Rule rule = Rule.when(condition);
    if (random.nextBoolean()) {
      rule = rule.atLeastFor(Duration.ofNanos(random.nextInt(100)));
    }
    if (random.nextInt(3) == 0) {
      rule = rule.bridge(Duration.ofNanos(random.nextInt(200)));
    }
    if (random.nextInt(4) == 0) {
      long shift = random.nextInt(30);
      rule = rule.shaped(rule.shaping().pad(shift, 30 - shift));
    }
    return rule;
  }
}
