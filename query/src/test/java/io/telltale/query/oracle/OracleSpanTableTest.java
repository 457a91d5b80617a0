package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.count;
import static io.telltale.query.Condition.flat;
import static io.telltale.query.Condition.is;
import static io.telltale.query.Condition.mad;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.seasonal;
import static io.telltale.query.Condition.trailing;
import static io.telltale.query.Condition.zscore;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.SpanCondition;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.ValueTest;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against rows computed by hand: trailing and baseline conditions of section 4. */
class OracleSpanTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            trailingRows(),
            moreTrailingRows(),
            increaseRows(),
            flatRows(),
            countRows(),
            zscoreRows(),
            madRows(),
            seasonalRows(),
            defaultRows())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> trailingRows() {
    return Stream.of(
        row("mean(W) over (t - W, t]; onset is the oldest reading of the first span")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3L)))
            .proves("[20, 40) onset 10 last 30 held 10 samples 2"),
        row("... UNKNOWN without a reading at or before t - W")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(not(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0))))
            .spans("[40, OPEN)"),
        row("... one nanosecond later is not at or before")
            .of("1=1 10=2 20=6 30=6")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0)))
            .spans("[30, OPEN)"),
        row("... it must be finite")
            .of("0=NaN 10=9 20=9 30=9")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0)))
            .spans("[30, OPEN)"),
        row("... UNKNOWN with fewer than 2 readings in the span")
            .of("0=1 30=9 40=9")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0)))
            .spans("[40, OPEN)"),
        row("... NaN is left out, and UNKNOWN")
            .of("0=1 10=9 20=NaN 30=9 40=9")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(30), ValueTest.above(3.0)))
            .spans("[30, OPEN)"),
        row("... NaN does not count as a reading of the span")
            .of("0=1 20=NaN 30=9 35=1")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(30), ValueTest.above(3.0)))
            .spans("[35, OPEN)"),
        row("... infinities are left out too")
            .of("0=1 10=2 20=Infinity 30=3 40=3")
            .when(trailing("c", Aggregate.MAX, Duration.ofNanos(30), ValueTest.below(5.0)))
            .spans("[30, OPEN)"));
  }

  static Stream<OracleRow> moreTrailingRows() {
    return Stream.of(
        row("H plays no part in what a span holds")
            .of("0=1 100=5 110=5")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0)))
            .stale(5)
            .spans("[110, OPEN)"),
        row("min(W): the reading at t - W is not in the span")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MIN, Duration.ofNanos(20), ValueTest.below(2.0)))
            .proves("[40, OPEN) onset 30 last 40 held 0 samples 1"),
        row("max(W): the reading at t is")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MAX, Duration.ofNanos(20), ValueTest.atLeast(6.0)))
            .spans("[20, 40)"),
        row("range(W) max - min")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.RANGE, Duration.ofNanos(20), ValueTest.above(3.0)))
            .spans("[20, 40)"),
        row("... of LONG it does not wrap")
            .kind(Kind.LONG)
            .of("0=0 10=-9223372036854775808 20=9223372036854775807")
            .when(trailing("c", Aggregate.RANGE, Duration.ofNanos(20), ValueTest.above(1e19)))
            .spans("[20, OPEN)"),
        row("... and is exact")
            .kind(Kind.LONG)
            .of("0=0 10=0 20=9007199254740993 30=9007199254740993")
            .when(
                trailing(
                    "c", Aggregate.RANGE, Duration.ofNanos(20), ValueTest.above(9007199254740992L)))
            .spans("[20, 30)"),
        row("stddev(W) is the population's")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.STDDEV, Duration.ofNanos(20), ValueTest.above(1.5)))
            .spans("[20, 40)"),
        row("... divided by n, not by n - 1")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.STDDEV, Duration.ofNanos(20), ValueTest.above(2.5))));
  }

  static Stream<OracleRow> increaseRows() {
    return Stream.of(
        row("increase(W): the sum of rises, of the whole value when it fell")
            .of("0=10 10=12 20=15 30=3 40=4")
            .when(trailing("c", Aggregate.INCREASE, Duration.ofNanos(30), ValueTest.above(7.5)))
            .spans("[30, 40)"),
        row("... the first reading's rise is since the one before the span")
            .of("0=10 10=12 20=12 30=12")
            .when(trailing("c", Aggregate.INCREASE, Duration.ofNanos(20), ValueTest.above(1.0)))
            .spans("[20, 30)"),
        row("... since the finite reading before it")
            .of("0=10 10=NaN 20=15 30=15")
            .when(trailing("c", Aggregate.INCREASE, Duration.ofNanos(20), ValueTest.above(4.0)))
            .spans("[30, OPEN)"),
        row("... of LONG it is exact")
            .kind(Kind.LONG)
            .of("0=9007199254740992 10=9007199254740993 20=9007199254740994 30=9007199254740994")
            .when(trailing("c", Aggregate.INCREASE, Duration.ofNanos(20), ValueTest.atLeast(2L)))
            .spans("[20, 30)"),
        row("... no rise is no increase")
            .of("0=10 10=10 20=10")
            .when(trailing("c", Aggregate.INCREASE, Duration.ofNanos(20), ValueTest.below(1.0)))
            .spans("[20, OPEN)"),
        row("aggregates compare as values do: inside")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.inside(3.0, 4.5)))
            .spans("[20, 40)"),
        row("... outside")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.outside(2.0, 3.0)))
            .spans("[20, OPEN)"),
        row("... equalTo")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MIN, Duration.ofNanos(20), ValueTest.equalTo(0.0)))
            .spans("[40, OPEN)"),
        row("... atMost")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MIN, Duration.ofNanos(20), ValueTest.atMost(2.0)))
            .spans("[20, OPEN)"));
  }

  static Stream<OracleRow> flatRows() {
    return Stream.of(
        row("flat(eps, W): range(W) <= eps")
            .of("0=5 10=5 20=6 30=5 40=9")
            .when(flat("c", 1.0, Duration.ofNanos(20)))
            .proves("[20, 40) onset 10 last 30 held 10 samples 2"),
        row("... a device back from silence is not called stuck")
            .of("0=5 10=5 40=5 50=5 60=5")
            .when(flat("c", 0.0, Duration.ofNanos(20)))
            .stale(15)
            .spans("[60, OPEN)"),
        row("... as range(W) would")
            .of("0=5 10=5 40=5 50=5 60=5")
            .when(trailing("c", Aggregate.RANGE, Duration.ofNanos(20), ValueTest.atMost(0.0)))
            .stale(15)
            .spans("[50, OPEN)"),
        row("... UNKNOWN, not FALSE")
            .of("0=5 10=5 40=5 50=5 60=5")
            .when(not(flat("c", 0.0, Duration.ofNanos(20))))
            .stale(15),
        row("... neighbours exactly H apart leave no hole")
            .of("0=5 15=5 30=5")
            .when(flat("c", 0.0, Duration.ofNanos(20)))
            .stale(15)
            .spans("[30, OPEN)"),
        row("... one nanosecond more does")
            .of("0=5 16=5 31=5")
            .when(flat("c", 0.0, Duration.ofNanos(20)))
            .stale(15),
        row("... a hole that ends at t - W does no harm")
            .of("0=5 16=5 26=5 36=5")
            .when(flat("c", 0.0, Duration.ofNanos(20)))
            .stale(15)
            .spans("[36, OPEN)"),
        row("... a NaN speaks too: the device was there")
            .of("0=5 10=5 20=NaN 30=5")
            .when(flat("c", 0.0, Duration.ofNanos(25)))
            .stale(10)
            .spans("[30, OPEN)"));
  }

  static Stream<OracleRow> countRows() {
    return Stream.of(
        row("count(condition, n, W): at least n readings of (t - W, t] on which it is TRUE")
            .of("0=9 10=1 20=9 30=9 40=1 50=1")
            .when(count(above("c", 8), 2, Duration.ofNanos(20)))
            .proves("[30, 40) onset 20 last 30 held 0 samples 1"),
        row("... the reading at t - W is not in the span")
            .of("0=9 20=9 30=1")
            .when(count(above("c", 8), 2, Duration.ofNanos(20))),
        row("... one nanosecond more is")
            .of("0=9 20=9 30=1")
            .when(count(above("c", 8), 2, Duration.ofNanos(21)))
            .spans("[20, 30)"),
        row("... TRUE on NaN when enough readings are")
            .of("0=9 5=9 10=NaN 40=1")
            .when(count(above("c", 8), 2, Duration.ofNanos(20)))
            .proves("[5, 40) onset 0 last 10 held 5 samples 2"),
        row("... else FALSE, never UNKNOWN, on NaN and on the first reading as well")
            .of("0=NaN 10=1 20=9 30=9")
            .when(not(count(above("c", 8), 2, Duration.ofNanos(20))))
            .spans("[0, 30)"),
        row("... the oldest reading of the span, whatever it says, is the onset")
            .of("0=1 5=9 10=9 40=1")
            .when(count(above("c", 8), 2, Duration.ofNanos(20)))
            .proves("[10, 40) onset 0 last 10 held 0 samples 1"),
        row("... of a state: a fault that came back")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=OK 30=E42 40=OK")
            .when(count(is("c", "E42"), 2, Duration.ofNanos(25)))
            .spans("[30, 40)"),
        row("... of another count")
            .of("0=9 10=9 20=9 30=1")
            .when(count(count(above("c", 8), 2, Duration.ofNanos(11)), 2, Duration.ofNanos(11)))
            .spans("[20, 30)"));
  }

  static Stream<OracleRow> zscoreRows() {
    return Stream.of(
        row("zscore: |v - mean| > k * max(stddev, floor), the reading itself left out")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(new SpanCondition.ZScore("c", 3, 40, 1, 3))
            .proves("[30, 40) onset 30 last 30 held 0 samples 1"),
        row("... the floor: a constant history does not cry wolf")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(new SpanCondition.ZScore("c", 3, 40, 1.5, 3)),
        row("... the deviation where it is above the floor")
            .of("0=8 10=12 20=8 30=12 40=17 50=10")
            .when(new SpanCondition.ZScore("c", 3, 100, 1, 3))
            .spans("[40, 50)"),
        row("... UNKNOWN with fewer than minSamples")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(not(new SpanCondition.ZScore("c", 3, 40, 1, 4)))
            .spans("[40, OPEN)"),
        row("... the span is [t - W, t): the reading at t - W is in it")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(new SpanCondition.ZScore("c", 3, 30, 1, 3))
            .spans("[30, 40)"),
        row("... one nanosecond less")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(new SpanCondition.ZScore("c", 3, 29, 1, 3)),
        row("... NaN and infinities are left out")
            .of("0=10 5=NaN 10=10 15=Infinity 20=10 30=14 40=10")
            .when(new SpanCondition.ZScore("c", 3, 40, 1, 3))
            .spans("[30, 40)"),
        row("... and UNKNOWN")
            .of("0=10 10=10 20=10 30=Infinity 40=10")
            .when(new SpanCondition.ZScore("c", 3, 40, 1, 3)));
  }

  static Stream<OracleRow> madRows() {
    return Stream.of(
        row("mad: |v - median| > k * max(1.4826 * MAD, floor)")
            .of("0=10 10=10 20=11 30=9 40=12 50=10")
            .when(new SpanCondition.Mad("c", 2, 100, 0.5, 4))
            .spans("[40, 50)"),
        row("... the scale of 1.4826")
            .of("0=10 10=10 20=11 30=9 40=12 50=10")
            .when(new SpanCondition.Mad("c", 2.7, 100, 0.5, 4)),
        row("... exactly k is not beyond")
            .of("0=10 10=10 20=10 30=12 40=10")
            .when(new SpanCondition.Mad("c", 2, 100, 1, 3)),
        row("... the next double is")
            .of("0=10 10=10 20=10 30=12.000000000000002 40=10")
            .when(new SpanCondition.Mad("c", 2, 100, 1, 3))
            .spans("[30, 40)"),
        row("... the median of an even number is the mean of the middle two")
            .of("0=1 10=8 20=2 30=4 40=9 50=3")
            .when(new SpanCondition.Mad("c", 1, 100, 5.5, 4))
            .spans("[40, 50)"),
        row("... so this is not far enough")
            .of("0=1 10=8 20=2 30=4 40=8 50=3")
            .when(new SpanCondition.Mad("c", 1, 100, 5.5, 4)),
        row("... UNKNOWN with fewer than minSamples")
            .of("0=10 10=10 20=11 30=9 40=12 50=10")
            .when(new SpanCondition.Mad("c", 2, 100, 0.5, 5)));
  }

  static Stream<OracleRow> seasonalRows() {
    return Stream.of(
        row("seasonal: zscore against the values one to so many periods ago")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(seasonal("c", 2, Duration.ofNanos(10), 3, 1))
            .spans("[30, 40)"),
        row("... UNKNOWN with fewer than 2 of them")
            .of("0=10 10=10 20=10 30=14 40=10")
            .when(not(seasonal("c", 2, Duration.ofNanos(10), 3, 1)))
            .spans("[20, 30)", "[40, OPEN)"),
        row("... those that speak then, though not of that time")
            .of("0=10 10=10 18=10 30=14")
            .when(seasonal("c", 2, Duration.ofNanos(10), 2, 1))
            .stale(5)
            .spans("[30, OPEN)"),
        row("... not those that have fallen stale")
            .of("0=10 10=10 14=10 30=14")
            .when(seasonal("c", 2, Duration.ofNanos(10), 2, 1))
            .stale(5),
        row("... one that falls stale just then does not speak")
            .of("0=10 10=10 15=10 30=14")
            .when(seasonal("c", 2, Duration.ofNanos(10), 2, 1))
            .stale(5),
        row("... and a NaN that speaks is not finite")
            .of("0=10 10=10 19=NaN 30=14")
            .when(seasonal("c", 2, Duration.ofNanos(10), 2, 1)));
  }

  static Stream<OracleRow> defaultRows() {
    return Stream.of(
        row("minSamples is 30 by default")
            .of(constant(30) + " 30=99")
            .when(zscore("c", 3, Duration.ofNanos(1000), 1))
            .spans("[30, OPEN)"),
        row("... 29 are not enough")
            .of(constant(29) + " 30=99")
            .when(zscore("c", 3, Duration.ofNanos(1000), 1)),
        row("... for mad too")
            .of(constant(30) + " 30=99")
            .when(mad("c", 3, Duration.ofNanos(1000), 1))
            .spans("[30, OPEN)"),
        row("... and there")
            .of(constant(29) + " 30=99")
            .when(mad("c", 3, Duration.ofNanos(1000), 1)));
  }

  private static String constant(int readings) {
    return IntStream.range(0, readings).mapToObj(i -> i + "=10").collect(Collectors.joining(" "));
  }
}
