package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Rule;
import io.telltale.query.Shaping.OnUnknown;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against rows computed by hand: every shaping step of section 5. */
class OracleStepTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            holdRows(),
            atMostRows(),
            clearDelayRows(),
            moreClearDelayRows(),
            lastClearDelayRows(),
            mergeRows(),
            padRows())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> holdRows() {
    return Stream.of(
        row("HOLD: UNKNOWN keeps the truth before it, and is no evidence")
            .of("0=9 10=NaN 20=9 30=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .proves("[0, 30) onset 0 last 20 held 20 samples 2"),
        row("... BREAK, the default, does not")
            .of("0=9 10=NaN 20=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .spans("[0, 10)", "[20, 30)"),
        row("... stale time included")
            .of("0=9 100=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD).stale(Duration.ofNanos(10)))
            .spans("[0, 100)"),
        row("... and proves nothing")
            .of("0=9 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .onUnknown(OnUnknown.HOLD)
                    .stale(Duration.ofNanos(10))
                    .atLeastFor(Duration.ofNanos(1))),
        row("... FALSE is kept too")
            .of("0=1 10=NaN 20=9 30=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .spans("[20, 30)"),
        row("... nothing is kept where nothing was known")
            .of("0=NaN 10=9 20=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .spans("[10, 20)"),
        row("... to now, and it is OPEN")
            .of("0=9 10=NaN")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .proves("[0, OPEN) onset 0 last 0 held 0 samples 1"),
        row("... though the last reading has long been stale")
            .of("0=9")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD).stale(Duration.ofNanos(10)))
            .now(50)
            .proves("[0, OPEN) onset 0 last 0 held 0 samples 1"),
        row("HOLD comes before bridge: what is held needs no bridge")
            .of("0=9 10=NaN 50=9 60=1")
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD).bridge(Duration.ofNanos(5)))
            .spans("[0, 60)"),
        row("... of the whole condition, not of its parts")
            .of("0=9 10=NaN 20=9 30=1")
            .rule(Rule.when(not(above("c", 8))).onUnknown(OnUnknown.HOLD))
            .spans("[30, OPEN)"));
  }

  static Stream<OracleRow> atMostRows() {
    return Stream.of(
        row("atMostFor(D): held time <= D")
            .of("0=9 10=9 20=1 30=9 40=9 41=9 50=1")
            .rule(Rule.when(above("c", 8)).atMostFor(Duration.ofNanos(10)))
            .spans("[0, 20)"),
        row("... not OPEN")
            .of("0=9 10=1 20=9")
            .rule(Rule.when(above("c", 8)).atMostFor(Duration.ofNanos(10)))
            .spans("[0, 10)"),
        row("... of silence")
            .of("0=1 14=1 40=1")
            .rule(Rule.when(silent("c", Duration.ofNanos(10))).atMostFor(Duration.ofNanos(5)))
            .spans("[10, 14)"),
        row("... together with atLeastFor")
            .of("0=9 5=1 10=9 15=9 20=1 30=9 50=9 60=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(1))
                    .atMostFor(Duration.ofNanos(10)))
            .spans("[10, 20)"));
  }

  static Stream<OracleRow> clearDelayRows() {
    return Stream.of(
        row("clearDelay(D): the end moves to end + D and nothing else")
            .of("0=9 10=1 100=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .proves("[0, 15) onset 0 last 0 held 0 samples 1"),
        row("... it is OPEN while that is later than now")
            .of("0=9 10=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .now(14)
            .proves("[0, OPEN) onset 0 last 0 held 0 samples 1"),
        row("... and is not once it is now")
            .of("0=9 10=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .now(15)
            .spans("[0, 15)"),
        row("... endReason is of the end before it moved")
            .of("0=9 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .clearDelay(Duration.ofNanos(5))
                    .stale(Duration.ofNanos(10)))
            .spans("[0, 15) STALE"),
        row("... a stretch that starts by then belongs to the window")
            .of("0=9 10=1 15=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .proves("[0, 25) onset 0 last 15 held 15 samples 2"),
        row("... one nanosecond later it does not")
            .of("0=9 10=1 16=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .spans("[0, 15)", "[16, 25)"),
        row("... even one just dropped")
            .of("0=9 10=9 20=1 22=9 24=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .proves("[0, 29) onset 0 last 22 held 22 samples 3"));
  }

  static Stream<OracleRow> moreClearDelayRows() {
    return Stream.of(
        row("... and so on")
            .of("0=9 10=9 20=1 22=9 24=1 28=9 30=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .spans("[0, 35)"),
        row("... but not one dropped before it")
            .of("0=9 2=1 4=9 14=9 20=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .spans("[4, 25)"),
        row("atLeastFor comes before clearDelay, which makes nothing long enough")
            .of("0=9 10=1 12=9 20=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(5))
                    .clearDelay(Duration.ofNanos(5))),
        row("atMostFor comes before clearDelay, which makes nothing too long")
            .of("0=9 10=9 20=1 22=9 24=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atMostFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .proves("[0, 29) onset 0 last 22 held 22 samples 3"),
        row("... an OPEN stretch that starts by then makes it OPEN")
            .of("0=9 10=1 15=9")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .proves("[0, OPEN) onset 0 last 15 held 15 samples 2"),
        row("... of silence: lastTrue does not move with the end")
            .of("0=1 20=1 100=1")
            .rule(Rule.when(silent("c", Duration.ofNanos(10))).clearDelay(Duration.ofNanos(10)))
            .proves("[10, OPEN) onset 0 last 100 held 90 samples 0"));
  }

  static Stream<OracleRow> lastClearDelayRows() {
    return Stream.of(
        row("bridge comes before clearDelay")
            .of("0=9 10=1 12=9 20=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .bridge(Duration.ofNanos(12))
                    .atLeastFor(Duration.ofNanos(12))
                    .clearDelay(Duration.ofNanos(5)))
            .spans("[0, 25)"),
        row("an end that moves to just now is known, also one of stale time")
            .of("0=9")
            .rule(
                Rule.when(above("c", 8))
                    .stale(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .now(15)
            .spans("[0, 15) STALE"),
        row("... one nanosecond later it is not")
            .of("0=9")
            .rule(
                Rule.when(above("c", 8))
                    .stale(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .now(14)
            .spans("[0, OPEN)"),
        row("... of two stretches: the second one's end counts")
            .of("0=9 10=1 15=9 20=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .now(25)
            .spans("[0, 25)"),
        row("... so it does not overlap a range that begins there, as an OPEN one would")
            .of("0=9 10=1")
            .rule(Rule.when(above("c", 8)).clearDelay(Duration.ofNanos(5)))
            .now(15)
            .range(15, 16),
        row("... of a condition that is swept")
            .of("0=9 10=1")
            .rule(Rule.when(not(below("c", 8))).clearDelay(Duration.ofNanos(5)))
            .now(15)
            .spans("[0, 15)"),
        row("a dropped stretch that starts just at the moved end belongs to the window")
            .of("0=9 10=9 20=1 25=9 30=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(5)))
            .proves("[0, 35) onset 0 last 25 held 25 samples 3"));
  }

  static Stream<OracleRow> mergeRows() {
    return Stream.of(
        row("mergeWithin(g): joins when the next one's start - end <= g")
            .of("0=9 10=1 20=9 30=1 41=9 50=1")
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofNanos(10)))
            .proves(
                "[0, 30) onset 0 last 20 held 20 samples 2",
                "[41, 50) onset 41 last 41 held 0 samples 1"),
        row("... bridge counts from lastTrue")
            .of("0=9 10=1 20=9 30=1 41=9 50=1")
            .rule(Rule.when(above("c", 8)).bridge(Duration.ofNanos(10)))
            .spans("[0, 10)", "[20, 30)", "[41, 50)"),
        row("... after the dropping: what was dropped joins nothing and is no evidence")
            .of("0=9 5=9 10=1 12=9 14=1 20=9 25=9 30=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(5))
                    .mergeWithin(Duration.ofNanos(10)))
            .proves("[0, 30) onset 0 last 25 held 25 samples 4"),
        row("... and makes nothing long enough")
            .of("0=9 10=1 20=9 30=1")
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(5))
                    .mergeWithin(Duration.ofNanos(10))),
        row("... after clearDelay: from the moved end")
            .of("0=9 10=1 25=9 30=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .clearDelay(Duration.ofNanos(5))
                    .mergeWithin(Duration.ofNanos(10)))
            .spans("[0, 35)"),
        row("... one nanosecond more")
            .of("0=9 10=1 26=9 30=1 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .clearDelay(Duration.ofNanos(5))
                    .mergeWithin(Duration.ofNanos(10)))
            .spans("[0, 15)", "[26, 35)"),
        row("... the last end and endReason count")
            .of("0=9 10=1 12=9 100=1")
            .rule(
                Rule.when(above("c", 8))
                    .mergeWithin(Duration.ofNanos(5))
                    .stale(Duration.ofNanos(10)))
            .spans("[0, 22) STALE"),
        row("... OPEN too")
            .of("0=9 10=1 12=9")
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofNanos(5)))
            .spans("[0, OPEN)"));
  }

  static Stream<OracleRow> padRows() {
    return Stream.of(
        row("pad(before, after) moves start and end and nothing else")
            .of("10=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(3), Duration.ofNanos(4)))
            .proves("[7, 24) onset 10 last 10 held 0 samples 1"),
        row("... OPEN stays OPEN")
            .of("10=9")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(3), Duration.ofNanos(4)))
            .spans("[7, OPEN)"),
        row("... another end may come to lie after now")
            .of("10=9 20=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(0), Duration.ofNanos(100)))
            .spans("[10, 120)"),
        row("... padded windows may overlap")
            .of("0=9 10=1 12=9 20=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(5), Duration.ofNanos(5)))
            .spans("[-5, 15)", "[7, 25)"),
        row("... mergeWithin comes before it")
            .of("0=9 10=1 12=9 20=1")
            .rule(
                Rule.when(above("c", 8))
                    .pad(Duration.ofNanos(5), Duration.ofNanos(5))
                    .mergeWithin(Duration.ofNanos(1)))
            .spans("[-5, 15)", "[7, 25)"),
        row("... the range comes after it")
            .of("10=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(0), Duration.ofNanos(10)))
            .range(25, 26)
            .spans("[10, 30)"),
        row("... also for a window that starts behind the range without it")
            .of("10=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(5), Duration.ofNanos(0)))
            .range(0, 6)
            .spans("[5, 20)"),
        row("... CLIP cuts the padded window")
            .of("10=9 20=1 100=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(5), Duration.ofNanos(5)))
            .range(7, 22)
            .clip()
            .spans("[7, 22)"),
        row("... CLIP of an end after now, which is not OPEN")
            .of("10=9 20=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(0), Duration.ofNanos(100)))
            .range(0, 50)
            .clip()
            .spans("[10, 50)"),
        row("... sums saturate")
            .of("MIN=9 0=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(10), Duration.ofNanos(0)))
            .spans("[-9223372036854775808, 0)"),
        row("... of silence, whose onset stays")
            .of("0=1 20=1 30=1")
            .rule(
                Rule.when(silent("c", Duration.ofNanos(10)))
                    .pad(Duration.ofNanos(1), Duration.ofNanos(2)))
            .proves("[9, 22) onset 0 last 20 held 10 samples 0"));
  }
}
