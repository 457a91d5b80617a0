package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.atLeast;
import static io.telltale.query.Condition.atMost;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.debounce;
import static io.telltale.query.Condition.equalTo;
import static io.telltale.query.Condition.hysteresis;
import static io.telltale.query.Condition.inside;
import static io.telltale.query.Condition.is;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.outside;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.Condition.trailing;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.Rule;
import io.telltale.query.Shaping.OnUnknown;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.ValueTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against rows computed by hand: peak and excess area of section 7. */
class OracleFieldTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(peakRows(), morePeakRows(), areaRows(), moreAreaRows()).flatMap(rows -> rows);
  }

  static Stream<OracleRow> peakRows() {
    return Stream.of(
        row("above: the peak is the first of the highest; area is the distance beyond the limit x seconds")
            .of("0s=9 1s=12 2s=12 3s=1")
            .when(above("c", 8))
            .peaks("[0, 3000000000) peak 12.0 at 1000000000 area 5.0"),
        row("below: the lowest")
            .of("0s=7 1s=3 2s=5 3s=9")
            .when(below("c", 8))
            .peaks("[0, 3000000000) peak 3.0 at 1000000000 area 6.0"),
        row("atLeast")
            .of("0s=8 1s=9 2s=8 3s=1")
            .when(atLeast("c", 8))
            .peaks("[0, 3000000000) peak 9.0 at 1000000000 area 1.0"),
        row("atMost")
            .of("0s=8 1s=6 2s=9")
            .when(atMost("c", 8))
            .peaks("[0, 2000000000) peak 6.0 at 1000000000 area 0.0"),
        row("outside: the farther side, upwards")
            .of("0s=1 1s=12 2s=0 3s=5")
            .when(outside("c", 2, 8))
            .peaks("[0, 3000000000) peak 12.0 at 1000000000 area 5.0"),
        row("... downwards")
            .of("0s=9 1s=-3 2s=5")
            .when(outside("c", 2, 8))
            .peaks("[0, 2000000000) peak -3.0 at 1000000000 area 1.0"),
        row("... the first of equals on either side")
            .of("0s=0 1s=10 2s=5")
            .when(outside("c", 2, 8))
            .peaks("[0, 2000000000) peak 0.0 at 0 area 2.0"),
        row("inside has no one limit: the max, and no area")
            .of("0s=3 1s=5 2s=9")
            .when(inside("c", 2, 8))
            .peaks("[0, 2000000000) peak 5.0 at 1000000000 area NaN"),
        row("nor has equalTo")
            .of("0s=5 1s=5 2s=9")
            .when(equalTo("c", 5))
            .peaks("[0, 2000000000) peak 5.0 at 0 area NaN"));
  }

  static Stream<OracleRow> morePeakRows() {
    return Stream.of(
        row("not below: the max")
            .of("0s=80 1s=90 2s=50")
            .when(not(below("c", 70)))
            .peaks("[0, 2000000000) peak 90.0 at 1000000000 area NaN"),
        row("a lone debounce: beyond the limit that it counts, no area")
            .of("0s=60 1s=80 2s=50 3s=80 4s=80")
            .when(debounce(below("c", 70), 1, 2))
            .peaks("[0, 3000000000) peak 50.0 at 2000000000 area NaN"),
        row("a lone hysteresis: beyond the limit of enter")
            .of("0s=60 1s=72 2s=50 3s=80")
            .when(hysteresis(below("c", 70), above("c", 75)))
            .peaks("[0, 3000000000) peak 50.0 at 2000000000 area NaN"),
        row("silence: nothing to say")
            .of("0=1 20=1")
            .when(silent("c", Duration.ofNanos(10)))
            .peaks("[10, 20) peak NaN at 10 area NaN"),
        row("... padded: the start of the whole window")
            .of("0=1 20=1 25=1")
            .rule(
                Rule.when(silent("c", Duration.ofNanos(10)))
                    .pad(Duration.ofNanos(5), Duration.ofNanos(2)))
            .peaks("[5, 22) peak NaN at 5 area NaN"),
        row("a STATE has no values")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=OK")
            .when(is("c", "E42"))
            .peaks("[10, 20) peak NaN at 10 area NaN"),
        row("a trailing condition: its evidence is readings, and the peak is theirs")
            .of("0=1 10=2 20=6 30=2 40=0")
            .when(trailing("c", Aggregate.MEAN, Duration.ofNanos(20), ValueTest.above(3.0)))
            .peaks("[20, 40) peak 6.0 at 20 area NaN"));
  }

  static Stream<OracleRow> areaRows() {
    return Stream.of(
        row("each reading counts for at most H")
            .of("0s=10 3s=10 4s=1")
            .rule(
                Rule.when(above("c", 8))
                    .stale(Duration.ofSeconds(1))
                    .bridge(Duration.ofSeconds(10)))
            .peaks("[0, 4000000000) peak 10.0 at 0 area 2.0"),
        row("... until the next one, also one that is no evidence")
            .of("0s=10 1s=1 3s=10 4s=1")
            .rule(Rule.when(above("c", 8)).bridge(Duration.ofSeconds(10)))
            .peaks("[0, 4000000000) peak 10.0 at 0 area 2.0"),
        row("... also a NaN")
            .of("0s=10 1s=NaN 3s=10 4s=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .peaks("[0, 4000000000) peak 10.0 at 0 area 2.0"),
        row("... not past lastTrue: one reading has no area")
            .of("0s=10 1s=1")
            .when(above("c", 8))
            .peaks("[0, 1000000000) peak 10.0 at 0 area 0.0"),
        row("... not even an infinite one")
            .of("0s=9 1s=Infinity 2s=1")
            .when(above("c", 8))
            .peaks("[0, 2000000000) peak Infinity at 1000000000 area 1.0"),
        row("... which else is infinite")
            .of("0s=Infinity 1s=9 2s=1")
            .when(above("c", 8))
            .peaks("[0, 2000000000) peak Infinity at 0 area Infinity"));
  }

  static Stream<OracleRow> moreAreaRows() {
    return Stream.of(
        row("merged windows: the time between them does not count")
            .of("0s=10 1s=1 2s=10 3s=1")
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofSeconds(1)))
            .peaks("[0, 3000000000) peak 10.0 at 0 area 2.0"),
        row("... also when held: the peak is the higher one's")
            .of("0s=10 1s=1 2s=12 3s=1")
            .rule(
                Rule.when(above("c", 8))
                    .onUnknown(OnUnknown.HOLD)
                    .mergeWithin(Duration.ofSeconds(1)))
            .peaks("[0, 3000000000) peak 12.0 at 2000000000 area 2.0"),
        row("CLIP: they are the whole window's")
            .of("0s=9 1s=12 2s=12 3s=1")
            .when(above("c", 8))
            .range(2_000_000_000L, 3_000_000_000L)
            .clip()
            .peaks("[2000000000, 3000000000) peak 12.0 at 1000000000 area 5.0"),
        row("OPEN: up to the newest reading")
            .of("0s=9 1s=12")
            .when(above("c", 8))
            .now(60_000_000_000L)
            .peaks("[0, OPEN) peak 12.0 at 1000000000 area 1.0"),
        row("LONG: distances are exact")
            .kind(Kind.LONG)
            .of("0s=9007199254740993 1s=9007199254740993 2s=0")
            .when(above("c", 9007199254740992L))
            .peaks("[0, 2000000000) peak 9.007199254740992E15 at 0 area 1.0"),
        row("BOOLEAN is 0 or 1")
            .kind(Kind.BOOLEAN)
            .of("0s=true 1s=true 2s=false")
            .when(above("c", 0.5))
            .peaks("[0, 2000000000) peak 1.0 at 0 area 0.5"));
  }
}
