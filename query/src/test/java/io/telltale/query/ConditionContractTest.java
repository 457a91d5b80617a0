package io.telltale.query;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.atLeast;
import static io.telltale.query.Condition.atMost;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.changed;
import static io.telltale.query.Condition.count;
import static io.telltale.query.Condition.debounce;
import static io.telltale.query.Condition.flat;
import static io.telltale.query.Condition.hysteresis;
import static io.telltale.query.Condition.jump;
import static io.telltale.query.Condition.neverSeen;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.notFinite;
import static io.telltale.query.Condition.rateAbove;
import static io.telltale.query.Condition.rateBelow;
import static io.telltale.query.Condition.seasonal;
import static io.telltale.query.Condition.trailing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.query.SpanCondition.Aggregate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sentences of docs/windows.md, section 4, on windows counted by hand; H is 20 ns, now is 1,000.
 */
final class ConditionContractTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @TempDir Path directory;
  private TestStore s;

  @BeforeEach
  void open() {
    s = new TestStore(directory);
    s.channel(ChannelSpec.ofDouble("t").withStaleAfter(ns(20)));
    s.channel(ChannelSpec.of("n", Kind.LONG).withStaleAfter(ns(20)));
  }

  @AfterEach
  void close() {
    s.close();
  }

  private static Duration ns(long ns) {
    return Duration.ofNanos(ns);
  }

  /** Values 10 ns apart, from 0 on. */
  private void values(double... values) {
    int series = s.series("A", "t");
    for (int i = 0; i < values.length; i++) {
      s.put(series, 10L * i, values[i]);
    }
    s.show();
  }

  private void integers(long... values) {
    int series = s.series("A", "n");
    for (int i = 0; i < values.length; i++) {
      s.putLong(series, 10L * i, values[i]);
    }
    s.show();
  }

  /** Windows as start..end reason samples. */
  private List<String> of(Condition condition) {
    return of(Rule.when(condition));
  }

  private List<String> of(WindowRule rule) {
    return TestStore.windows(WindowQuery.prepare(s.store, rule).now(1_000)).stream()
        .map(w -> w.replaceAll("^0 |held \\d+ n | max .*", ""))
        .toList();
  }

  @Test
  void notFiniteIsNeverUnknownOnAReading() {
    values(1, NAN, INF, 2, -INF);
    assertThat(of(notFinite("t"))).containsExactly("10..30 CLEARED 2", "40..60 STALE 1");
    assertThat(of(not(notFinite("t")))).containsExactly("0..10 CLEARED 1", "30..40 CLEARED 1");
  }

  @Test
  void hysteresisTurnsOverWhereBothAreTrue() {
    values(5, 9, 5, 3, 5, 9, NAN, 5, 1);
    assertThat(of(hysteresis(above("t", 8.0), below("t", 4.0))))
        .as("unknown on NaN, and still on behind it")
        .containsExactly("10..30 CLEARED 2", "50..60 CLEARED 1", "70..80 CLEARED 1");
    assertThat(of(hysteresis(atLeast("t", 9.0), above("t", 0.0))))
        .as("9 turns it over: on at 10, off at 20; on at 50, off at 70")
        .containsExactly("10..20 CLEARED 1", "50..60 CLEARED 1");
  }

  @Test
  void hysteresisStartsAnewBehindAHole() {
    int t = s.series("A", "t");
    s.put(t, 0, 9).put(t, 10, 5).put(t, 31, 5).put(t, 41, 9).show();
    assertThat(of(hysteresis(above("t", 8.0), below("t", 4.0))))
        .containsExactly("0..30 STALE 2", "41..61 STALE 1");
  }

  @Test
  void debounceReachesBackToTheFirstOfARow() {
    values(80, 60, 60, 60, 80, 60, 80, 80, 80, 60);
    assertThat(of(debounce(below("t", 70.0), 3, 3))).containsExactly("10..60 CLEARED 5");
    assertThat(of(debounce(below("t", 70.0), 4, 1))).isEmpty();
    assertThat(of(debounce(below("t", 70.0), 1, 1)))
        .containsExactly("10..40 CLEARED 3", "50..60 CLEARED 1", "90..110 STALE 1");
  }

  @Test
  void debounceLeavesUnknownReadingsOutOfARow() {
    values(80, 60, NAN, 60, 60, 80);
    assertThat(of(debounce(below("t", 70.0), 3, 1)))
        .containsExactly("10..20 CLEARED 1", "30..50 CLEARED 2");
  }

  @Test
  void debounceDoesNotCountAcrossAHole() {
    int t = s.series("A", "t");
    s.put(t, 0, 1).put(t, 10, 1).put(t, 31, 1).put(t, 41, 1).put(t, 51, 1).show();
    assertThat(of(debounce(below("t", 70.0), 3, 1))).containsExactly("31..71 STALE 3");
  }

  @Test
  void ratesHaveASign() {
    values(0, 10, 0, 10);
    assertThat(of(rateAbove("t", 5e8))).containsExactly("10..20 CLEARED 1", "30..50 STALE 1");
    assertThat(of(rateBelow("t", -5e8))).containsExactly("20..30 CLEARED 1");
  }

  @Test
  void jumpsOfIntegersAreExact() {
    integers(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 60, (1L << 60) + 3);
    assertThat(of(jump("n", Long.MAX_VALUE))).containsExactly("10..20 CLEARED 1");
    assertThat(of(jump("n", 0x1p64))).isEmpty();
    assertThat(of(jump("n", 2L))).containsExactly("10..20 CLEARED 1", "30..60 STALE 2");
    assertThat(of(jump("n", 2.5))).containsExactly("10..20 CLEARED 1", "30..60 STALE 2");
    assertThat(of(jump("n", 3L))).containsExactly("10..20 CLEARED 1", "30..40 CLEARED 1");
  }

  @Test
  void changesAreAgainstTheFiniteReadingBefore() {
    values(1, NAN, 2, 2, -0.0, 0.0);
    assertThat(of(changed("t"))).containsExactly("20..30 CLEARED 1", "40..50 CLEARED 1");
  }

  @Test
  void statesChange() {
    s.channel("door", Kind.STATE);
    s.putState("A", "door", 0, "shut").putState("A", "door", 10, "open");
    s.putState("A", "door", 20, "open").putState("A", "door", 30, "shut").show();
    assertThat(of(changed("door"))).containsExactly("10..20 CLEARED 1", "30.. OPEN 1");
    assertThatThrownBy(() -> of(jump("door", 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("door");
  }

  @Test
  void neverSeenLastsFromRegistrationToTheFirstReading() {
    s.put(s.series("A", "t"), 500, 1);
    s.store.devices().register("B");
    s.show();
    WindowQuery query = WindowQuery.prepare(s.store, Rule.when(neverSeen("t", ns(100)))).now(1_000);
    assertThatThrownBy(query::run).isInstanceOf(IllegalStateException.class);
    assertThat(TestStore.windows(query.registeredAt(device -> 300)))
        .containsExactly(
            "0 400..500 CLEARED held 100 n 0 max NaN", "1 400.. OPEN held 600 n 0 max NaN");
    assertThat(TestStore.windows(query.registeredAt(device -> 400)))
        .as("exactly the grace is none")
        .containsExactly("1 500.. OPEN held 500 n 0 max NaN");
    assertThat(TestStore.windows(query.registeredAt(device -> 900))).isEmpty();
  }

  @Test
  void trailingNeedsTwoReadingsAndOneBeforeTheSpan() {
    values(1, 3, 5, NAN, 7, 1);
    assertThat(of(trailing("t", Aggregate.MEAN, ns(20), ValueTest.atLeast(4.0))))
        .as("(0, 20]: 3 and 5; (20, 40]: only 7; (30, 50]: 7 and 1")
        .containsExactly("20..30 CLEARED 1", "50..70 STALE 1");
    assertThat(of(trailing("t", Aggregate.MIN, ns(30), ValueTest.equalTo(5L))))
        .as("(10, 40]: 5 and 7")
        .containsExactly("40..50 CLEARED 1");
    assertThat(of(trailing("t", Aggregate.RANGE, ns(20), ValueTest.inside(2L, 6L))))
        .containsExactly("20..30 CLEARED 1", "50..70 STALE 1");
  }

  @Test
  void standardDeviationIsThePopulations() {
    values(0, 2, 4, 4, 4);
    assertThat(of(trailing("t", Aggregate.STDDEV, ns(20), ValueTest.equalTo(1.0))))
        .containsExactly("20..30 CLEARED 1");
    assertThat(of(trailing("t", Aggregate.STDDEV, ns(20), ValueTest.equalTo(0.0))))
        .containsExactly("30..60 STALE 2");
  }

  @Test
  void aHugeValueLeavesNoTraceInASum() {
    values(1, 1e300, 1, 2, 3, 4);
    assertThat(of(trailing("t", Aggregate.MEAN, ns(20), ValueTest.equalTo(2.5))))
        .containsExactly("40..50 CLEARED 1");
    assertThat(of(trailing("t", Aggregate.STDDEV, ns(20), ValueTest.equalTo(0.5))))
        .containsExactly("30..70 STALE 3");
    assertThat(of(trailing("t", Aggregate.INCREASE, ns(20), ValueTest.equalTo(2.0))))
        .as("rises 1 and 1; at 30 still the whole 1 after the fall, and 1")
        .containsExactly("30..70 STALE 3");
  }

  @Test
  void increaseCountsAResetAsTheWholeValue() {
    integers(5, 7, 2, 3, 3);
    assertThat(of(trailing("n", Aggregate.INCREASE, ns(20), ValueTest.equalTo(4L))))
        .as("(0, 20]: 2 and, after the fall, 2")
        .containsExactly("20..30 CLEARED 1");
    assertThat(of(trailing("n", Aggregate.INCREASE, ns(20), ValueTest.inside(3L, 3L))))
        .containsExactly("30..40 CLEARED 1");
  }

  @Test
  void increaseOfIntegersIsExactBeyond64Bits() {
    integers(0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(of(trailing("n", Aggregate.INCREASE, ns(40), ValueTest.above(Long.MAX_VALUE))))
        .as("2 (2^64 - 1) - 2 * 2^63 = 2^64 - 2")
        .containsExactly("40..60 STALE 1");
    assertThat(of(trailing("n", Aggregate.INCREASE, ns(40), ValueTest.equalTo(0x1p64)))).isEmpty();
  }

  @Test
  void flatNeedsReadingsForAllOfTheSpan() {
    int t = s.series("A", "t");
    s.put(t, 0, 5).put(t, 20, 5).put(t, 40, 5).put(t, 61, 5).put(t, 80, 5).put(t, 100, 5);
    s.put(t, 120, 5).put(t, 140, 6).show();
    assertThat(of(flat("t", 0L, ns(40))))
        .as("a hole before 61: not again before 101")
        .containsExactly("40..60 STALE 1", "120..140 CLEARED 1");
    assertThat(of(flat("t", 1.0, ns(40)))).containsExactly("40..60 STALE 1", "120..160 STALE 2");
  }

  @Test
  void countIsNeverUnknownOnAReading() {
    values(9, 1, 9, NAN, 9, 9);
    assertThat(of(count(above("t", 8.0), 2, ns(30))))
        .containsExactly("20..30 CLEARED 1", "40..70 STALE 2");
    assertThat(of(not(count(above("t", 8.0), 2, ns(30)))))
        .containsExactly("0..20 CLEARED 2", "30..40 CLEARED 1");
  }

  @Test
  void baselinesLeaveTheReadingItselfOut() {
    values(1, 3, 1, 3, 9, 5);
    Condition z = new SpanCondition.ZScore("t", 2, 40, 0.5, 4);
    assertThat(of(z)).as("mean 2, deviation 1; then 3 to 9").containsExactly("40..50 CLEARED 1");
    Condition floor = new SpanCondition.ZScore("t", 2, 40, 4, 4);
    assertThat(of(floor)).isEmpty();
    Condition many = new SpanCondition.ZScore("t", 2, 40, 0.5, 5);
    assertThat(of(many)).as("never five in the span").isEmpty();
  }

  @Test
  void madIsTheMedianDistanceFromTheMedian() {
    values(1, 2, 4, 100, 5, 40);
    Condition mad = new SpanCondition.Mad("t", 1, 40, 0, 4);
    assertThat(of(mad))
        .as("median 3, MAD 1.5: 5 is inside 3 + 2.22")
        .containsExactly("50..70 STALE 1");
  }

  @Test
  void seasonalComparesWithWhatSpokePeriodsAgo() {
    values(10, 0, 11, 1, 10, 0, 40, 11);
    assertThat(of(seasonal("t", 2, ns(20), 2, 0.5)))
        .as("at 60 against 10 and 11; at 70 against 0 and 1")
        .containsExactly("60..90 STALE 2");
  }

  @Test
  void comparisonsOfWholeSpansMayBeOfAnyKind() {
    integers(1L << 60, (1L << 60) + 1, (1L << 60) + 2);
    ValueTest exact = ValueTest.equalTo((1L << 60) + 2);
    assertThat(of(trailing("n", Aggregate.MAX, ns(20), exact))).containsExactly("20..40 STALE 1");
    assertThat(of(trailing("n", Aggregate.MIN, ns(20), exact))).isEmpty();
    assertThat(of(trailing("n", Aggregate.RANGE, ns(20), ValueTest.outside(2L, 9L))))
        .containsExactly("20..40 STALE 1");
    assertThat(of(atMost("n", 1L << 60))).containsExactly("0..10 CLEARED 1");
  }
}
