package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.and;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.kOf;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.or;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.Rule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against rows computed by hand: section 6, conditions and windows of one device. */
class OracleCombinationTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            andRows(),
            moreAndRows(),
            kOfRows(),
            silenceRows(),
            overlappingRows(),
            followedRows(),
            moreFollowedRows())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> andRows() {
    return Stream.of(
        row("and: both are TRUE, whichever channels; evidence is a reading of either")
            .of("0=9 30=1")
            .and("d", Kind.DOUBLE, "10=9 20=1 40=1")
            .when(and(above("c", 8), above("d", 8)))
            .proves("[10, 20) onset 10 last 10 held 0 samples 1"),
        row("... readings of both channels count, of one time too")
            .of("0=9 10=9 20=1")
            .and("d", Kind.DOUBLE, "0=9 10=9 20=9")
            .when(and(above("c", 8), above("d", 8)))
            .proves("[0, 20) onset 0 last 10 held 10 samples 4"),
        row("FALSE and UNKNOWN is FALSE")
            .of("0=1")
            .and("d", Kind.DOUBLE, "")
            .when(not(and(above("c", 8), above("d", 8))))
            .spans("[0, OPEN)"),
        row("TRUE and UNKNOWN is UNKNOWN")
            .of("0=9")
            .and("d", Kind.DOUBLE, "")
            .when(not(and(above("c", 8), above("d", 8)))),
        row("TRUE or UNKNOWN is TRUE")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "")
            .when(or(above("c", 8), above("d", 8)))
            .spans("[0, 10)"),
        row("FALSE or UNKNOWN is UNKNOWN")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "")
            .when(not(or(above("c", 8), above("d", 8)))),
        row("or: windows of either, side by side, are one")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "10=9 20=1")
            .when(or(above("c", 8), above("d", 8)))
            .proves("[0, 20) onset 0 last 10 held 10 samples 3"),
        row("not of UNKNOWN is UNKNOWN")
            .of("0=NaN 10=1")
            .when(not(above("c", 8)))
            .spans("[10, OPEN)"));
  }

  static Stream<OracleRow> moreAndRows() {
    return Stream.of(
        row("... before the first reading as well")
            .of("0=1 10=9")
            .when(not(above("c", 8)))
            .spans("[0, 10)"),
        row("... and in stale time")
            .of("0=1 100=1 105=9")
            .when(not(above("c", 8)))
            .stale(10)
            .spans("[0, 10) STALE", "[100, 105)"),
        row("each channel has its own H")
            .of("0=9")
            .staleAfter(10)
            .and("d", Kind.DOUBLE, "0=9 5=9 30=9")
            .when(and(above("c", 8), above("d", 8)))
            .proves("[0, 10) STALE onset 0 last 5 held 5 samples 3"),
        row("... stale is for all its channels")
            .of("0=9")
            .staleAfter(10)
            .and("d", Kind.DOUBLE, "0=9 5=9 30=9")
            .when(and(above("c", 8), above("d", 8)))
            .stale(4)
            .spans("[0, 4) STALE"),
        row("CLEARED when a reading of any of the condition's channels stands at the end")
            .of("0=9")
            .staleAfter(10)
            .and("d", Kind.DOUBLE, "0=9 10=9 30=9")
            .when(and(above("c", 8), above("d", 8)))
            .spans("[0, 10)"),
        row("an end of stale time just at now is known")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=9")
            .when(and(above("c", 8), above("d", 8)))
            .stale(10)
            .now(10)
            .spans("[0, 10) STALE"),
        row("... one nanosecond later it is not")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=9")
            .when(and(above("c", 8), above("d", 8)))
            .stale(10)
            .now(9)
            .spans("[0, OPEN)"),
        row("two conditions of one channel: a reading counts once")
            .of("0=6 10=9")
            .when(and(above("c", 5), below("c", 8)))
            .proves("[0, 10) onset 0 last 0 held 0 samples 1"),
        row("the channel is the first named; values are of it, samples of all")
            .of("0=9 10=11 20=1")
            .and("d", Kind.DOUBLE, "0=50 20=50")
            .when(and(above("c", 8), above("d", 8)))
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 3 values 9.0..11.0 mean 10.0"));
  }

  static Stream<OracleRow> kOfRows() {
    return Stream.of(
        row("minus(B): and not B")
            .of("0=9 30=1")
            .and("d", Kind.DOUBLE, "0=1 10=9 20=1")
            .when(above("c", 8).minus(above("d", 8)))
            .spans("[0, 10)", "[20, 30)"),
        row("... where B is UNKNOWN, so is it")
            .of("0=9 30=1")
            .and("d", Kind.DOUBLE, "10=1 20=9")
            .when(above("c", 8).minus(above("d", 8)))
            .spans("[10, 20)"),
        row("kOf: TRUE when at least k are, whatever the others")
            .of("0=9")
            .and("d", Kind.DOUBLE, "10=9 30=1")
            .and("e", Kind.DOUBLE, "20=9 40=1")
            .when(kOf(2, above("c", 8), above("d", 8), above("e", 8)))
            .spans("[10, 40)"),
        row("... FALSE when fewer than k are TRUE or UNKNOWN")
            .of("0=1")
            .and("d", Kind.DOUBLE, "0=1")
            .and("e", Kind.DOUBLE, "")
            .when(not(kOf(2, above("c", 8), above("d", 8), above("e", 8))))
            .spans("[0, OPEN)"),
        row("... else UNKNOWN")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=1")
            .and("e", Kind.DOUBLE, "")
            .when(not(kOf(2, above("c", 8), above("d", 8), above("e", 8)))));
  }

  static Stream<OracleRow> silenceRows() {
    return Stream.of(
        row("a combination with silence: lastTrue is the end, no reading needed")
            .of("0=9 50=1")
            .and("d", Kind.DOUBLE, "0=1 40=1")
            .when(and(above("c", 8), silent("d", Duration.ofNanos(10))))
            .proves("[10, 40) onset 10 last 40 held 30 samples 0"),
        row("... exactly D at now is not silent")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=1")
            .when(and(above("c", 8), silent("d", Duration.ofNanos(10))))
            .now(10),
        row("... one nanosecond later it is")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=1")
            .when(and(above("c", 8), silent("d", Duration.ofNanos(10))))
            .now(11)
            .proves("[10, OPEN) onset 10 last 11 held 1 samples 0"),
        row("not silent: TRUE from a reading on for D, then FALSE")
            .of("0=1 30=1 35=1")
            .when(not(silent("c", Duration.ofNanos(10))))
            .proves(
                "[0, 10) STALE onset 0 last 10 held 10 samples 1",
                "[30, OPEN) onset 30 last 35 held 5 samples 2"),
        row("silence and value of one channel: the last value still speaks")
            .of("0=9 30=1")
            .when(and(above("c", 8), silent("c", Duration.ofNanos(10))))
            .spans("[10, 30)"),
        row("... not when it has fallen stale")
            .of("0=9 30=1")
            .when(and(above("c", 8), silent("c", Duration.ofNanos(10))))
            .stale(15)
            .spans("[10, 15) STALE"));
  }

  static Stream<OracleRow> overlappingRows() {
    return Stream.of(
        row("overlapping: the windows of A that share at least d with a window of B")
            .of("0=9 10=1 20=9 30=1")
            .and("d", Kind.DOUBLE, "5=9 12=1 29=9 35=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(1)))
            .spans("[0, 10)", "[20, 30)"),
        row("... exactly d")
            .of("0=9 10=1 20=9 30=1")
            .and("d", Kind.DOUBLE, "5=9 12=1 29=9 35=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(5)))
            .spans("[0, 10)"),
        row("... one nanosecond more")
            .of("0=9 10=1 20=9 30=1")
            .and("d", Kind.DOUBLE, "5=9 12=1 29=9 35=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(6))),
        row("... with one window of B, not with several together")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "0=9 3=1 6=9 9=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(4))),
        row("... OPEN counts as now")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(10)))
            .now(10)
            .spans("[0, OPEN)"),
        row("... so this is not long enough")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(11)))
            .now(10),
        row("... windows that only touch share nothing")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "10=9 20=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(1))),
        row("... the range is about A: B may lie outside of it")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "5=9 12=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), Duration.ofNanos(1)))
            .range(0, 1)
            .spans("[0, 10)"));
  }

  static Stream<OracleRow> followedRows() {
    return Stream.of(
        row("followedBy: A.start < B.start <= A.end + d")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "20=9 25=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), Duration.ofNanos(10)))
            .spans("[0, 10)"),
        row("... one nanosecond less")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "20=9 25=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), Duration.ofNanos(9))),
        row("... B may start inside A")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "1=9 5=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), Duration.ofNanos(0)))
            .spans("[0, 10)"),
        row("... but not with it")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "0=9 5=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), Duration.ofNanos(10))),
        row("... whatever starts later follows an OPEN window")
            .of("0=9")
            .and("d", Kind.DOUBLE, "1000=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), Duration.ofNanos(0)))
            .spans("[0, OPEN)"),
        row("notFollowedBy: none has, once now > A.end + d")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "30=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).notFollowedBy(Rule.when(above("d", 8)), Duration.ofNanos(10)))
            .now(21)
            .spans("[0, 10)"));
  }

  static Stream<OracleRow> moreFollowedRows() {
    return Stream.of(
        row("... not yet")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "30=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).notFollowedBy(Rule.when(above("d", 8)), Duration.ofNanos(10)))
            .now(20),
        row("... not when one has")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "20=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).notFollowedBy(Rule.when(above("d", 8)), Duration.ofNanos(10)))
            .now(100),
        row("... never of an OPEN window")
            .of("0=9")
            .and("d", Kind.DOUBLE, "0=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).notFollowedBy(Rule.when(above("d", 8)), Duration.ofNanos(0)))
            .now(100),
        row("each side is shaped by its own rule")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "12=9 15=1 100=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c ->
                    ((Rule) c)
                        .pad(Duration.ofNanos(5), Duration.ofNanos(5))
                        .followedBy(
                            Rule.when(above("d", 8)).atLeastSamples(2), Duration.ofNanos(10))),
        row("... A comes back as shaped")
            .of("0=9 10=1")
            .and("d", Kind.DOUBLE, "12=9 15=1 100=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c ->
                    ((Rule) c)
                        .pad(Duration.ofNanos(5), Duration.ofNanos(5))
                        .followedBy(Rule.when(above("d", 8)), Duration.ofNanos(0)))
            .proves("[-5, 15) onset 0 last 0 held 0 samples 1"));
  }
}
