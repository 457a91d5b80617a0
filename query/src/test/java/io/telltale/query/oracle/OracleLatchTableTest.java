package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.changed;
import static io.telltale.query.Condition.debounce;
import static io.telltale.query.Condition.flat;
import static io.telltale.query.Condition.hysteresis;
import static io.telltale.query.Condition.is;
import static io.telltale.query.Condition.jump;
import static io.telltale.query.Condition.neverSeen;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.notFinite;
import static io.telltale.query.Condition.or;
import static io.telltale.query.Condition.rateAbove;
import static io.telltale.query.Condition.rateBelow;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.Rule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle against rows computed by hand: hysteresis, debounce, change and neverSeen of section
 * 4.
 */
class OracleLatchTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            hysteresisRows(),
            moreHysteresisRows(),
            debounceRows(),
            moreDebounceRows(),
            notFiniteRows(),
            changeRows(),
            changedRows(),
            neverSeenRows(),
            moreNeverSeenRows())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> hysteresisRows() {
    return Stream.of(
        row("hysteresis: TRUE from where enter is TRUE to where exit is, else as it was")
            .of("0=9 10=7 20=6 30=4 40=7 50=9")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .spans("[0, 30)", "[50, OPEN)"),
        row("... what is between enter and exit is evidence too")
            .of("0=9 10=7 20=6 30=4")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .proves("[0, 30) onset 0 last 20 held 20 samples 3"),
        row("it starts FALSE")
            .of("0=7 10=7 20=9 30=1")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .spans("[20, 30)"),
        row("a reading where both are TRUE turns it over")
            .of("0=9 10=9 20=9 30=9")
            .when(hysteresis(above("c", 5), above("c", 5)))
            .spans("[0, 10)", "[20, 30)"),
        row("a reading on which an inner condition is UNKNOWN and none TRUE is UNKNOWN, the state stays")
            .of("0=9 10=NaN 20=7 30=1")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .spans("[0, 10)", "[20, 30)"),
        row("... when enter is TRUE, an UNKNOWN exit does not matter")
            .of("0=9 10=9 20=2")
            .when(hysteresis(above("c", 8), jump("c", 3.0)))
            .spans("[0, 20)"),
        row("... when enter is FALSE, it does: not of it is UNKNOWN as well")
            .of("0=1 10=9 20=1")
            .when(not(hysteresis(above("c", 8), jump("c", 3.0))))
            .spans("[20, OPEN)"));
  }

  static Stream<OracleRow> moreHysteresisRows() {
    return Stream.of(
        row("... an UNKNOWN enter does not matter when exit is TRUE")
            .of("0=9 10=9")
            .when(not(hysteresis(jump("c", 3.0), above("c", 8))))
            .spans("[0, OPEN)"),
        row("neighbours exactly H apart keep the state")
            .of("0=9 10=7 20=7 30=4")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .stale(10)
            .spans("[0, 30)"),
        row("... one nanosecond more starts it anew")
            .of("0=9 10=7 21=7 31=4")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .stale(10)
            .spans("[0, 20) STALE"),
        row("... neighbours, whatever they are: a NaN between keeps it")
            .of("0=9 10=NaN 20=7 30=4")
            .when(hysteresis(above("c", 8), below("c", 5)))
            .stale(10)
            .spans("[0, 10)", "[20, 30)"),
        row("a STATE has hysteresis too")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=E43 30=OK")
            .when(hysteresis(is("c", "E42"), is("c", "OK")))
            .spans("[10, 30)"),
        row("the conditions inside may be any of the channel: from a jump until it is flat")
            .of("0=1 10=9 20=7 30=7 40=7 50=7")
            .when(hysteresis(jump("c", 5.0), flat("c", 0.0, Duration.ofNanos(20))))
            .spans("[10, 30)"));
  }

  static Stream<OracleRow> debounceRows() {
    return Stream.of(
        row("debounce: TRUE from the first of so many TRUE readings in a row")
            .of("0=60 10=60 20=60 30=80")
            .when(debounce(below("c", 70), 3, 1))
            .spans("[0, 30)"),
        row("... one too few do not count")
            .of("0=60 10=60 20=80 30=60")
            .when(debounce(below("c", 70), 3, 1)),
        row("FALSE from the first of so many FALSE readings in a row")
            .of("0=60 10=60 20=80 30=60 40=80 50=80 60=60")
            .when(debounce(below("c", 70), 2, 2))
            .spans("[0, 40)"),
        row("... so a FALSE reading or two change nothing, and are evidence")
            .of("0=60 10=60 20=80 30=60 40=80 50=80 60=60")
            .when(debounce(below("c", 70), 2, 2))
            .proves("[0, 40) onset 0 last 30 held 30 samples 4"),
        row("... and not before they have come")
            .of("0=60 10=60 20=80")
            .when(debounce(below("c", 70), 2, 2))
            .spans("[0, OPEN)"),
        row("what later readings prove is not known at now")
            .of("0=60 10=60 20=60")
            .when(debounce(below("c", 70), 3, 3))
            .now(19),
        row("... and is once they are there")
            .of("0=60 10=60 20=60")
            .when(debounce(below("c", 70), 3, 3))
            .now(20)
            .spans("[0, OPEN)"),
        row("UNKNOWN changes neither state nor count")
            .of("0=60 10=NaN 20=60 30=80")
            .when(debounce(below("c", 70), 2, 1))
            .spans("[0, 10)", "[20, 30)"),
        row("... however many of them, nor do they break a row")
            .of("0=60 10=NaN 20=60 30=NaN 40=NaN 50=60 60=80")
            .when(debounce(below("c", 70), 3, 1))
            .spans("[0, 10)", "[20, 30)", "[50, 60)"));
  }

  static Stream<OracleRow> moreDebounceRows() {
    return Stream.of(
        row("... when counting to FALSE as well")
            .of("0=60 10=80 20=NaN 30=80 40=60")
            .when(debounce(below("c", 70), 1, 2))
            .spans("[0, 10)", "[40, OPEN)"),
        row("... which NaN does not begin anew: FALSE from the first of the row")
            .of("0=60 10=60 20=80 30=NaN 40=80 50=60 60=80")
            .when(debounce(below("c", 70), 2, 2))
            .spans("[0, 20)"),
        row("neighbours more than H apart start the count anew")
            .of("0=60 11=60 21=60 31=80")
            .when(debounce(below("c", 70), 2, 1))
            .stale(10)
            .spans("[11, 31)"),
        row("... exactly H do not")
            .of("0=60 10=60 20=80")
            .when(debounce(below("c", 70), 2, 1))
            .stale(10)
            .spans("[0, 20)"),
        row("... and the state: a lone reading behind a gap is not enough")
            .of("0=60 10=60 21=60 31=80")
            .when(debounce(below("c", 70), 2, 2))
            .stale(10)
            .spans("[0, 20) STALE"),
        row("debounce(1, 1) is the condition itself")
            .of("0=60 10=80 20=60")
            .when(debounce(below("c", 70), 1, 1))
            .spans("[0, 10)", "[20, OPEN)"),
        row("it starts FALSE, which is not UNKNOWN")
            .of("0=60 10=80")
            .when(not(debounce(below("c", 70), 2, 2)))
            .spans("[0, OPEN)"));
  }

  static Stream<OracleRow> notFiniteRows() {
    return Stream.of(
        row("notFinite: NaN or infinite")
            .of("0=1 10=NaN 20=-Infinity 30=1")
            .when(notFinite("c"))
            .spans("[10, 30)"),
        row("... never UNKNOWN on a reading")
            .of("0=1 10=NaN 20=Infinity 30=1")
            .when(not(notFinite("c")))
            .spans("[0, 10)", "[30, OPEN)"),
        row("... NaN is evidence and no value")
            .of("0=1 10=NaN 20=1")
            .when(notFinite("c"))
            .gives("[10, 20) CLEARED onset 10 last 10 held 0 samples 1 values none"),
        row("a LONG is always finite")
            .kind(Kind.LONG)
            .of("0=9223372036854775807 10=1")
            .when(notFinite("c")));
  }

  static Stream<OracleRow> changeRows() {
    return Stream.of(
        row("rateAbove(r): rate > r")
            .of("0s=0 1s=2 2s=0 3s=0")
            .when(rateAbove("c", 1.5))
            .spans("[1000000000, 2000000000)"),
        row("... exactly r is not above").of("0s=0 1s=2 2s=0 3s=0").when(rateAbove("c", 2)),
        row("rateBelow(r): rate < r")
            .of("0s=0 1s=2 2s=0 3s=0")
            .when(rateBelow("c", -1.5))
            .spans("[2000000000, 3000000000)"),
        row("... exactly r is not below").of("0s=0 1s=2 2s=0 3s=0").when(rateBelow("c", -2)),
        row("jump(d): a step of more than d either way")
            .of("0=0 10=3 20=1 30=-2 40=-2")
            .when(jump("c", 2.0))
            .spans("[10, 20)", "[30, 40)"),
        row("jump of LONG is exact")
            .kind(Kind.LONG)
            .of("0=9007199254740992 10=9007199254740993")
            .when(jump("c", 0.5))
            .spans("[10, OPEN)"),
        row("... against a LONG too")
            .kind(Kind.LONG)
            .of("0=0 10=9007199254740993 20=0")
            .when(jump("c", 9007199254740993L)),
        row("... and does not wrap")
            .kind(Kind.LONG)
            .of("0=-9223372036854775808 10=9223372036854775807")
            .when(jump("c", 1e19))
            .spans("[10, OPEN)"),
        row("change is against the previous finite reading")
            .of("0=0 10=NaN 20=3 30=3")
            .when(jump("c", 2.0))
            .spans("[20, 30)"),
        row("... at most H before")
            .of("0=0 10=5 11=5")
            .when(jump("c", 2.0))
            .stale(10)
            .spans("[10, 11)"),
        row("... else it is UNKNOWN").of("0=0 11=5 12=5").when(jump("c", 2.0)).stale(10),
        row("... also by way of a NaN").of("0=0 6=NaN 11=5 12=5").when(jump("c", 2.0)).stale(10));
  }

  static Stream<OracleRow> changedRows() {
    return Stream.of(
        row("changed(): v_i != v_j")
            .of("0=1 10=1 20=2 30=2 40=3")
            .when(changed("c"))
            .spans("[20, 30)", "[40, OPEN)"),
        row("... -0.0 equals 0.0")
            .of("0=-0.0 10=0.0 20=1 30=1")
            .when(changed("c"))
            .spans("[20, 30)"),
        row("... of states")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=E42 30=OK")
            .when(changed("c"))
            .spans("[10, 20)", "[30, OPEN)"),
        row("... UNKNOWN on the first reading")
            .of("0=1 10=1 20=2")
            .when(not(changed("c")))
            .spans("[10, 20)"),
        row("... infinities are left out and UNKNOWN")
            .of("0=1 10=Infinity 20=1 30=2")
            .when(changed("c"))
            .spans("[30, OPEN)"),
        row("... UNKNOWN when the previous reading is more than H away")
            .of("0=1 11=2 12=2")
            .when(changed("c"))
            .stale(10),
        row("... of LONG exactly")
            .kind(Kind.LONG)
            .of("0=9007199254740992 10=9007199254740993 20=9007199254740993")
            .when(changed("c"))
            .spans("[10, 20)"));
  }

  static Stream<OracleRow> neverSeenRows() {
    return Stream.of(
        row("neverSeen(grace): from r + grace on, OPEN without a reading, lastTrue is now")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(200)
            .proves("[110, OPEN) onset 110 last 200 held 90 samples 0"),
        row("... once now - r > grace")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(111)
            .spans("[110, OPEN)"),
        row("... exactly grace is not yet")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(110),
        row("... until the first reading")
            .of("150=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .proves("[110, 150) onset 110 last 150 held 40 samples 0"),
        row("... the first reading may be NaN")
            .of("150=NaN 160=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .spans("[110, 150)"),
        row("... a reading at r + grace is in time")
            .of("110=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(500),
        row("... so is one before the registration")
            .of("50=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(500));
  }

  static Stream<OracleRow> moreNeverSeenRows() {
    return Stream.of(
        row("... a reading later than now does not exist")
            .of("150=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .now(120)
            .spans("[110, OPEN)"),
        row("... else FALSE, never UNKNOWN")
            .of("150=1")
            .when(not(neverSeen("c", Duration.ofNanos(10))))
            .registered(100)
            .now(200)
            .spans("[-9223372036854775808, 110) STALE", "[150, OPEN)"),
        row("... and held time needs no reading")
            .of("150=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .heldFor(40)
            .spans("[110, 150)"),
        row("... one nanosecond more")
            .of("150=1")
            .when(neverSeen("c", Duration.ofNanos(10)))
            .registered(100)
            .heldFor(41),
        row("... or silent: the device that never came and the one that stopped")
            .of("150=1")
            .when(or(neverSeen("c", Duration.ofNanos(10)), silent("c", Duration.ofNanos(20))))
            .registered(100)
            .now(200)
            .spans("[110, 150)", "[170, OPEN)"),
        row("a grace of 0 is allowed")
            .of("150=1")
            .when(neverSeen("c", Duration.ZERO))
            .registered(100)
            .spans("[100, 150)"),
        row("no time lies before a registration at the beginning of all time")
            .of("-9223372036854775798=1")
            .rule(
                Rule.when(not(neverSeen("c", Duration.ZERO))).mergeWithin(Duration.ofNanos(1_000)))
            .registered(Long.MIN_VALUE)
            .now(200)
            .spans("[-9223372036854775798, OPEN)"));
  }
}
