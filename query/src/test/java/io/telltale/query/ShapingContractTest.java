package io.telltale.query;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.and;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.kOf;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.or;
import static io.telltale.query.Condition.outside;
import static io.telltale.query.Condition.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.telltale.core.ChannelSpec;
import io.telltale.query.Shaping.OnUnknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Sections 5 to 7 of docs/windows.md on windows counted by hand; H is 20 ns, now is 1,000. */
final class ShapingContractTest {
  private static final double NAN = Double.NaN;
  private static final Rule HOT = Rule.when(above("t", 8.0));

  @TempDir Path directory;
  private TestStore s;

  @BeforeEach
  void open() {
    s = new TestStore(directory);
    s.channel(ChannelSpec.ofDouble("t").withStaleAfter(ns(20)));
    s.channel(ChannelSpec.ofDouble("u").withStaleAfter(ns(20)));
  }

  @AfterEach
  void close() {
    s.close();
  }

  private static Duration ns(long ns) {
    return Duration.ofNanos(ns);
  }

  private ShapingContractTest put(String device, String channel, double... timesAndValues) {
    int series = s.series(device, channel);
    for (int i = 0; i < timesAndValues.length; i += 2) {
      s.put(series, (long) timesAndValues[i], timesAndValues[i + 1]);
    }
    s.show();
    return this;
  }

  private WindowQuery query(WindowRule rule) {
    return WindowQuery.prepare(s.store, rule).now(1_000);
  }

  private List<String> of(WindowRule rule) {
    return TestStore.windows(query(rule)).stream()
        .map(w -> w.replaceAll("^0 | max .*", ""))
        .toList();
  }

  @Test
  void holdKeepsTheTruthOverUnknownTime() {
    put("A", "t", 0, NAN, 10, 9, 20, NAN, 30, 9, 80, 9, 90, 1, 100, NAN);
    Rule held = HOT.onUnknown(OnUnknown.HOLD);
    assertThat(of(held)).containsExactly("10..90 CLEARED held 70 n 3");
    assertThat(of(held.atLeastFor(ns(71)))).isEmpty();
    put("B", "t", 0, 9, 10, NAN);
    assertThat(TestStore.windows(query(held))).contains("1 0.. OPEN held 0 n 1 max 9.0");
  }

  @Test
  void atMostForWantsAnEnd() {
    put("A", "t", 0, 9, 10, 1, 20, 9, 30, 9, 40, 1, 990, 9);
    assertThat(of(HOT.atMostFor(ns(0)))).containsExactly("0..10 CLEARED held 0 n 1");
    assertThat(of(HOT.atMostFor(ns(10))))
        .containsExactly("0..10 CLEARED held 0 n 1", "20..40 CLEARED held 10 n 2");
  }

  @Test
  void clearDelayTakesInWhatWasDropped() {
    put("A", "t", 0, 9, 10, 9, 20, 1, 35, 9, 40, 1, 60, 9, 65, 1);
    Rule rule = HOT.atLeastFor(ns(10));
    assertThat(of(rule)).containsExactly("0..20 CLEARED held 10 n 2");
    assertThat(of(rule.clearDelay(ns(14)))).containsExactly("0..34 CLEARED held 10 n 2");
    assertThat(of(rule.clearDelay(ns(15)))).containsExactly("0..55 CLEARED held 35 n 3");
    assertThat(of(rule.clearDelay(ns(20)))).containsExactly("0..85 CLEARED held 60 n 4");
    assertThat(of(rule.clearDelay(ns(981))))
        .as("an end later than now is not known yet")
        .containsExactly("0.. OPEN held 60 n 4");
  }

  @Test
  void mergeComesBehindTheDelayAndPadMovesBoundsOnly() {
    put("A", "t", 0, 9, 10, 1, 40, 9, 50, 1);
    Rule rule = HOT.clearDelay(ns(5));
    assertThat(of(rule.mergeWithin(ns(24)))).hasSize(2);
    assertThat(of(rule.mergeWithin(ns(25)))).containsExactly("0..55 CLEARED held 40 n 2");
    Rule padded = HOT.pad(ns(100), ns(2_000));
    assertThat(of(padded))
        .containsExactly("-100..2010 CLEARED held 0 n 1", "-60..2050 CLEARED held 0 n 1");
    assertThat(TestStore.windows(query(padded).range(2_010, 2_020))).hasSize(1);
    assertThat(TestStore.windows(query(padded).range(-90, -60))).hasSize(1);
  }

  @Test
  void andOrNotFollowKleene() {
    put("A", "t", 0, 9, 30, 9, 40, 1, 50, 9).put("A", "u", 0, 1, 10, 9, 45, 9, 60, 1);
    Condition t = above("t", 8.0);
    Condition u = above("u", 8.0);
    assertThat(of(Rule.when(and(t, u))))
        .as("t is stale at 20; u at 30; evidence of both channels")
        .containsExactly("10..20 STALE held 0 n 1", "50..60 CLEARED held 0 n 1");
    assertThat(of(Rule.when(or(t, u))))
        .containsExactly("0..40 CLEARED held 30 n 4", "45..70 STALE held 15 n 3");
    assertThat(of(Rule.when(t.minus(u))))
        .containsExactly("0..10 CLEARED held 0 n 2", "60..70 STALE held 0 n 1");
    assertThat(of(Rule.when(not(or(t, u))))).isEmpty();
    assertThat(of(Rule.when(kOf(2, t, u, below("u", 100.0)))))
        .containsExactly("0..30 CLEARED held 10 n 3", "45..70 STALE held 15 n 3");
  }

  @Test
  void silenceNeedsNoEvidenceAlsoInside() {
    put("A", "t", 0, 9, 100, 9).put("A", "u", 0, 1, 70, 1, 80, 1);
    assertThat(of(Rule.when(and(silent("t", ns(50)), below("u", 5.0)))))
        .containsExactly("70..100 CLEARED held 30 n 2");
    assertThat(of(Rule.when(or(silent("t", ns(50)), above("t", 8.0)))))
        .containsExactly(
            "0..20 STALE held 20 n 1", "50..120 STALE held 70 n 1", "150.. OPEN held 850 n 0");
  }

  @Test
  void overlappingSharesTime() {
    put("A", "t", 0, 9, 10, 9, 20, 1, 30, 9, 40, 1).put("A", "u", 15, 9, 31, 9, 32, 1);
    Rule other = Rule.when(above("u", 8.0));
    assertThat(of(HOT.overlapping(other, ns(5)))).containsExactly("0..20 CLEARED held 10 n 2");
    assertThat(of(HOT.overlapping(other, ns(2)))).hasSize(2);
    assertThat(of(HOT.overlapping(other, ns(6)))).isEmpty();
    assertThat(of(other.overlapping(HOT, ns(5)).overlapping(HOT, ns(1))))
        .containsExactly("15..32 CLEARED held 16 n 2");
  }

  @Test
  void followedByLooksAtStarts() {
    put("A", "t", 0, 9, 10, 1, 100, 9, 110, 1, 990, 9);
    put("A", "u", 0, 9, 5, 1, 15, 9, 20, 1);
    Rule other = Rule.when(above("u", 8.0));
    assertThat(of(HOT.followedBy(other, ns(5)))).containsExactly("0..10 CLEARED held 0 n 1");
    assertThat(of(HOT.followedBy(other, ns(4)))).isEmpty();
    assertThat(of(HOT.notFollowedBy(other, ns(4))))
        .containsExactly("0..10 CLEARED held 0 n 1", "100..110 CLEARED held 0 n 1");
    assertThat(of(HOT.notFollowedBy(other, ns(889))))
        .as("now is later than 110 + 889")
        .containsExactly("100..110 CLEARED held 0 n 1");
    assertThat(of(HOT.notFollowedBy(other, ns(890)))).isEmpty();
  }

  @Test
  void kOfDevicesNamesThoseInside() {
    put("A", "t", 0, 9, 10, 9, 20, 9, 30, 1).put("B", "t", 10, 9, 25, 1, 995, 9);
    put("C", "t", 22, 9, 28, 1, 999, 9);
    WindowQuery two = query(WindowRule.kOfDevices(2, HOT));
    List<String> windows = new ArrayList<>();
    try (WindowCursor w = two.run()) {
      while (w.next()) {
        windows.add(w.device() + " " + w.startNs() + " " + w.endReason() + " " + w.devices());
        assertThat(w.samples()).isZero();
        assertThatThrownBy(() -> two.context(ns(1), ns(1)))
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
    assertThat(windows).containsExactly("-1 10 CLEARED {0,1,2}", "-1 999 OPEN {1,2}");
    assertThat(TestStore.windows(two.range(27, 28)))
        .containsExactly("-1 10..28 CLEARED held 18 n 0 max NaN");
    assertThat(TestStore.windows(two.range(-10, 5_000).devices(RoaringBitmap.bitmapOf(0, 1))))
        .containsExactly("-1 10..25 CLEARED held 15 n 0 max NaN");
  }

  @Test
  void selectorsAreOppositesOfOneAnother() {
    for (String serial : List.of("A", "B", "C")) {
      put(serial, "t", 0, 9, 10, 1);
    }
    s.store.devices().register("A", Map.of("site", "north"));
    s.store.devices().register("B", Map.of("site", "south"));
    assertThat(devices(new Selector.Equal("site", "north"))).isEqualTo("{0}");
    assertThat(devices(new Selector.NotEqual("site", "north"))).isEqualTo("{1,2}");
    assertThat(devices(new Selector.In("site", List.of("north", "south")))).isEqualTo("{0,1}");
    Selector in = new Selector.In("site", List.of("west", "south"));
    assertThat(devices(new Selector.Not(in))).isEqualTo("{0,2}");
    Selector c = new Selector.Equal("device", "C");
    assertThat(devices(new Selector.Or(List.of(in, c)))).isEqualTo("{1,2}");
    assertThat(devices(new Selector.And(List.of(new Selector.Not(in), c)))).isEqualTo("{2}");
  }

  private String devices(Selector where) {
    return query(HOT.where(where)).collectDevices(new RoaringBitmap()).toString();
  }

  @Test
  void companionsNeedNoWindows() {
    put("A", "t", 0, 9, 10, 9, 20, 1, 30, 9, 40, 1).put("B", "t", 0, 1).put("C", "t", 980, 9);
    WindowQuery hot = query(HOT);
    assertThat(hot.count()).isEqualTo(3);
    assertThat(hot.anyMatch()).isTrue();
    assertThat(hot.totalHeld()).isEqualTo(10);
    RoaringBitmap devices = hot.collectDevices(RoaringBitmap.bitmapOf(77));
    assertThat(devices).isEqualTo(RoaringBitmap.bitmapOf(0, 2));
    assertThat(hot.devices(devices).range(50, 60).anyMatch()).isFalse();
  }

  @Test
  void contextIsWhatLiesRoundAWindow() {
    put("A", "t", 0, 1, 10, 2, 20, 9, 30, 9, 40, 3, 50, 4, 60, 5, 990, 9);
    List<String> readings = new ArrayList<>();
    WindowQuery hot = query(HOT);
    try (WindowCursor w = hot.run()) {
      while (w.next()) {
        try (RangeCursor context = hot.context(ns(10), ns(11))) {
          while (context.next()) {
            readings.add(context.timeNs() + ":" + context.value());
          }
        }
      }
    }
    assertThat(readings)
        .containsExactly("10:2.0", "20:9.0", "30:9.0", "40:3.0", "50:4.0", "990:9.0");
  }

  @Test
  void peaksAndAreasAreBeyondTheLimit() {
    long second = 1_000_000_000L;
    put("A", "t", 0, 9, second, 12, 2 * second, 12, 3 * second, 1, 4 * second, 9, 5 * second, 1);
    for (OnUnknown either : OnUnknown.values()) {
      Rule rule = HOT.stale(Duration.ofSeconds(2)).onUnknown(either);
      try (WindowCursor w = query(rule).now(9 * second).run()) {
        assertThat(w.next()).isTrue();
        assertThat(w.peak()).isEqualTo(12);
        assertThat(w.peakTimeNs()).isEqualTo(second);
        assertThat(w.excessArea()).as("1 for 1 s and 4 for 1 s").isEqualTo(5, within(1e-9));
      }
      try (WindowCursor w = query(rule.bridge(Duration.ofSeconds(2))).now(9 * second).run()) {
        assertThat(w.next()).isTrue();
        assertThat(w.excessArea()).as("and 4 for another").isEqualTo(9, within(1e-9));
        assertThat(w.next()).isFalse();
      }
    }
    Rule both = Rule.when(outside("t", 2.0, 10.0));
    try (WindowCursor w = query(both).now(9 * second).run()) {
      assertThat(w.next()).isTrue();
      assertThat(w.peak()).as("2 above, not 1 below").isEqualTo(12);
    }
    Condition glucose = Condition.debounce(below("t", 10.0), 1, 1);
    try (WindowCursor w = query(Rule.when(glucose)).now(9 * second).run()) {
      assertThat(w.next()).isTrue();
      assertThat(w.peak()).isEqualTo(9);
      assertThat(w.excessArea()).isNaN();
    }
  }

  @Test
  void anAreaMayFitWhereTheDistanceDoesNot() {
    put("A", "t", 0, -Double.MAX_VALUE, 10, 0, 20, 0);
    try (WindowCursor w = query(Rule.when(Condition.atMost("t", Double.MAX_VALUE))).run()) {
      assertThat(w.next()).isTrue();
      assertThat(w.excessArea()).isEqualTo(3e-8 * Double.MAX_VALUE, within(1e292));
    }
  }

  @Test
  void onsetIsWhereTheFirstSpanBegan() {
    put("A", "t", 0, 1, 10, NAN, 20, 5, 30, 5, 40, 5);
    Condition mean =
        Condition.trailing("t", SpanCondition.Aggregate.MEAN, ns(25), ValueTest.above(4.0));
    try (WindowCursor w = query(Rule.when(mean).pad(ns(3), ns(0))).run()) {
      assertThat(w.next()).isTrue();
      assertThat(w.startNs()).isEqualTo(27);
      assertThat(w.onsetNs()).isEqualTo(20);
    }
    Condition count = Condition.count(above("t", 4.0), 2, ns(25));
    try (WindowCursor w = query(Rule.when(count)).run()) {
      assertThat(w.next()).isTrue();
      assertThat(w.onsetNs()).as("any reading of the span").isEqualTo(10);
    }
  }
}
