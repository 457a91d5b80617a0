package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.atLeast;
import static io.telltale.query.Condition.atMost;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.equalTo;
import static io.telltale.query.Condition.inside;
import static io.telltale.query.Condition.is;
import static io.telltale.query.Condition.outside;
import static io.telltale.query.Condition.rateOutside;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.DuplicatePolicy;
import io.telltale.core.Kind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle against rows computed by hand: sections 1 (readings) and 4 (conditions) of the
 * contract.
 */
class OracleReadingTableTest {
  private static final long BEYOND = (1L << 53) + 1;

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            readings(), doubles(), longs(), values(), kinds(), rates(), silence(), heldSilence())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> readings() {
    return Stream.of(
        row("a series has one reading a time: the last to arrive wins")
            .of("0=95 10=20 20=1 10=99")
            .when(above("c", 90))
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 95.0..99.0 mean 97.0"),
        row("... or the first")
            .policy(DuplicatePolicy.FIRST_ARRIVED)
            .of("0=95 10=20 20=1 10=99")
            .when(above("c", 90))
            .gives("[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 95.0..95.0 mean 95.0"),
        row("the winner wins, NaN or not: a NaN that arrived last")
            .of("0=95 10=99 20=1 10=NaN")
            .when(above("c", 90))
            .gives("[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 95.0..95.0 mean 95.0"),
        row("... a NaN that arrived first")
            .policy(DuplicatePolicy.FIRST_ARRIVED)
            .of("0=95 10=NaN 20=1 10=99")
            .when(above("c", 90))
            .gives("[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 95.0..95.0 mean 95.0"),
        row("conditions and counts see the winner only: equal duplicates are one sample")
            .of("0=95 0=95 0=95 10=1")
            .when(above("c", 90))
            .gives("[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 95.0..95.0 mean 95.0"),
        row("the order of arrival, duplicates apart, plays no part")
            .of("20=1 10=99 0=95")
            .when(above("c", 90))
            .gives(
                "[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 95.0..99.0 mean 97.0"));
  }

  static Stream<OracleRow> doubles() {
    return Stream.of(
        row("infinities are values: plus infinity is above everything finite")
            .of("0=Infinity 10=1.7976931348623157e308 20=0")
            .when(above("c", Double.MAX_VALUE))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values Infinity..Infinity mean Infinity"),
        row("... and compare by IEEE 754: infinity is not above infinity")
            .of("0=Infinity 10=0")
            .when(above("c", Double.POSITIVE_INFINITY)),
        row("... but equals it")
            .of("0=-Infinity 10=0")
            .when(equalTo("c", Double.NEGATIVE_INFINITY))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values -Infinity..-Infinity mean -Infinity"),
        row("the mean of both infinities is not a number")
            .of("0=-Infinity 10=Infinity 20=0")
            .when(outside("c", -1.0, 1.0))
            .gives(
                "[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values -Infinity..Infinity mean NaN"),
        row("-0.0 equals 0.0")
            .of("0=-0.0 10=0.0 20=1")
            .when(equalTo("c", 0.0))
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 0.0..0.0 mean 0.0"),
        row("-0.0 is not below 0.0").of("0=-0.0 10=1").when(below("c", 0.0)));
  }

  static Stream<OracleRow> longs() {
    return Stream.of(
        row("LONG compares exactly beyond 2^53: 2^53 + 1 is above 2^53")
            .kind(Kind.LONG)
            .of("0=9007199254740993 10=9007199254740992")
            .when(above("c", BEYOND - 1))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 "
                    + "values 9.007199254740992E15..9.007199254740992E15 mean 9.007199254740992E15"),
        row("... with a double threshold too")
            .kind(Kind.LONG)
            .of("0=9007199254740993 10=9007199254740992")
            .when(above("c", 9007199254740992.0))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 "
                    + "values 9.007199254740992E15..9.007199254740992E15 mean 9.007199254740992E15"),
        row("... with 2^63 as a double, which no LONG reaches")
            .kind(Kind.LONG)
            .of("0=9223372036854775807 10=0")
            .when(atLeast("c", 9223372036854775808.0)),
        row("... with infinity")
            .kind(Kind.LONG)
            .of("0=9223372036854775807 10=0")
            .when(atMost("c", Double.NEGATIVE_INFINITY)),
        row("... with a fraction")
            .kind(Kind.LONG)
            .of("0=3 10=4 20=3")
            .when(above("c", 3.5))
            .gives("[10, 20) CLEARED onset 10 last 10 held 0 samples 1 values 4.0..4.0 mean 4.0"),
        row("a DOUBLE against a LONG limit compares exactly: 2^53 is below 2^53 + 1")
            .of("0=9007199254740992 10=9007199254740994")
            .when(below("c", BEYOND))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 "
                    + "values 9.007199254740992E15..9.007199254740992E15 mean 9.007199254740992E15"));
  }

  static Stream<OracleRow> values() {
    return Stream.of(
        row("above(x): v > x")
            .of("0=7 10=8 20=9 30=8")
            .when(above("c", 8))
            .gives("[20, 30) CLEARED onset 20 last 20 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("below(x): v < x")
            .of("0=7 10=8 20=9 30=8")
            .when(below("c", 8))
            .gives("[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 7.0..7.0 mean 7.0"),
        row("atLeast(x): v >= x")
            .of("0=7 10=8 20=9 30=7")
            .when(atLeast("c", 8))
            .gives("[10, 30) CLEARED onset 10 last 20 held 10 samples 2 values 8.0..9.0 mean 8.5"),
        row("atMost(x): v <= x")
            .of("0=7 10=8 20=9 30=7")
            .when(atMost("c", 8))
            .gives(
                "[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 7.0..8.0 mean 7.5",
                "[30, OPEN) OPEN onset 30 last 30 held 0 samples 1 values 7.0..7.0 mean 7.0"),
        row("equalTo(x)")
            .kind(Kind.LONG)
            .of("0=7 10=8 20=9")
            .when(equalTo("c", 8L))
            .gives("[10, 20) CLEARED onset 10 last 10 held 0 samples 1 values 8.0..8.0 mean 8.0"),
        row("inside(lo, hi): both limits belong to it")
            .of("0=1 10=2 20=3 30=4 40=5")
            .when(inside("c", 2, 4))
            .gives("[10, 40) CLEARED onset 10 last 30 held 20 samples 3 values 2.0..4.0 mean 3.0"),
        row("outside(lo, hi): neither limit belongs to it")
            .of("0=1 10=2 20=3 30=4 40=5")
            .when(outside("c", 2, 4))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 1.0..1.0 mean 1.0",
                "[40, OPEN) OPEN onset 40 last 40 held 0 samples 1 values 5.0..5.0 mean 5.0"),
        row("outside: two readings on either side are one window")
            .of("0=1 10=5 20=3")
            .when(outside("c", 2, 4))
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 1.0..5.0 mean 3.0"));
  }

  static Stream<OracleRow> kinds() {
    return Stream.of(
        row("a value condition on NaN is UNKNOWN: it ends a window by a reading")
            .of("0=9 10=NaN 20=9 30=1")
            .when(above("c", 8))
            .gives(
                "[0, 10) CLEARED onset 0 last 0 held 0 samples 1 values 9.0..9.0 mean 9.0",
                "[20, 30) CLEARED onset 20 last 20 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("NaN is not outside either").of("0=3 10=NaN 20=3").when(outside("c", 2, 4)),
        row("BOOLEAN is 0 or 1")
            .kind(Kind.BOOLEAN)
            .of("0=false 10=true 20=false")
            .when(equalTo("c", 1L))
            .gives("[10, 20) CLEARED onset 10 last 10 held 0 samples 1 values 1.0..1.0 mean 1.0"),
        row("is(state): one state, and values are NaN for STATE")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=E43 30=OK")
            .when(is("c", "E42"))
            .gives("[10, 20) CLEARED onset 10 last 10 held 0 samples 1 values none"),
        row("is(state...): any of several is one window")
            .kind(Kind.STATE)
            .of("0=OK 10=E42 20=E43 30=OK")
            .when(is("c", "E42", "E43"))
            .gives("[10, 30) CLEARED onset 10 last 20 held 10 samples 2 values none"),
        row("is: a state that was never seen")
            .kind(Kind.STATE)
            .of("0=OK 10=E42")
            .when(is("c", "E99")),
        row("a series without readings has no windows").when(above("c", 8)).now(100));
  }

  static Stream<OracleRow> rates() {
    return Stream.of(
        row("rateOutside(r): |rate| > r per second, the first reading is UNKNOWN")
            .of("0s=0 1s=2 2s=2 3s=0 4s=0")
            .when(rateOutside("c", 1.5))
            .gives(
                "[1000000000, 2000000000) CLEARED onset 1000000000 last 1000000000 held 0 samples 1 "
                    + "values 2.0..2.0 mean 2.0",
                "[3000000000, 4000000000) CLEARED onset 3000000000 last 3000000000 held 0 samples 1 "
                    + "values 0.0..0.0 mean 0.0"),
        row("exactly r is not outside").of("0s=0 1s=2 2s=0").when(rateOutside("c", 2)),
        row("against the previous finite reading: NaN and infinities are left out and UNKNOWN")
            .of("0s=0 1s=NaN 2s=Infinity 4s=8 5s=8")
            .when(rateOutside("c", 1.5))
            .gives(
                "[4000000000, 5000000000) CLEARED onset 4000000000 last 4000000000 held 0 samples 1 "
                    + "values 8.0..8.0 mean 8.0"),
        row("UNKNOWN unless t_i - t_j <= H: exactly H counts")
            .of("0=0 10=5 11=5")
            .when(rateOutside("c", 1))
            .stale(10)
            .gives("[10, 11) CLEARED onset 10 last 10 held 0 samples 1 values 5.0..5.0 mean 5.0"),
        row("... one nanosecond more does not")
            .of("0=0 11=5 12=5")
            .when(rateOutside("c", 1))
            .stale(10),
        row("... nor do two steps of H with a NaN between")
            .of("0=0 10=NaN 20=5 21=5")
            .when(rateOutside("c", 1))
            .stale(10),
        row("differences of LONG are exact: one step beyond 2^53")
            .kind(Kind.LONG)
            .of("0s=9007199254740992 1s=9007199254740993 2s=9007199254740993")
            .when(rateOutside("c", 0.5))
            .gives(
                "[1000000000, 2000000000) CLEARED onset 1000000000 last 1000000000 held 0 samples 1 "
                    + "values 9.007199254740992E15..9.007199254740992E15 mean 9.007199254740992E15"),
        row("... and do not wrap")
            .kind(Kind.LONG)
            .of("0s=-9223372036854775808 1s=9223372036854775807")
            .when(rateOutside("c", 1e19))
            .now(1_000_000_000L)
            .gives(
                "[1000000000, OPEN) OPEN onset 1000000000 last 1000000000 held 0 samples 1 "
                    + "values 9.223372036854776E18..9.223372036854776E18 mean 9.223372036854776E18"));
  }

  static Stream<OracleRow> silence() {
    return Stream.of(
        row("silent(D): TRUE on [t_i + D, t_{i+1}) for neighbours more than D apart; onset is t_i")
            .of("0=1 11=1 20=1")
            .when(silent("c", Duration.ofNanos(10)))
            .gives("[10, 11) CLEARED onset 0 last 11 held 1 samples 0 values none"),
        row("exactly D is not silent").of("0=1 10=1 20=1").when(silent("c", Duration.ofNanos(10))),
        row("on [t_n + D, OPEN) once now - t_n > D; lastTrue is now")
            .of("0=1")
            .when(silent("c", Duration.ofNanos(10)))
            .now(15)
            .gives("[10, OPEN) OPEN onset 0 last 15 held 5 samples 0 values none"),
        row("now - t_n of exactly D is not silent")
            .of("0=1")
            .when(silent("c", Duration.ofNanos(10)))
            .now(10),
        row("UNKNOWN before the first reading").when(silent("c", Duration.ofNanos(10))).now(1000),
        row("whatever their value: a NaN is an arrival")
            .of("0=1 8=NaN 16=Infinity 24=1")
            .when(silent("c", Duration.ofNanos(10))),
        row("H plays no part")
            .of("0=1 8=1 16=1")
            .when(silent("c", Duration.ofNanos(10)))
            .stale(2)
            .now(20),
        row("STATE takes silent")
            .kind(Kind.STATE)
            .of("0=OK 50=OK")
            .when(silent("c", Duration.ofNanos(10)))
            .gives("[10, 50) CLEARED onset 0 last 50 held 40 samples 0 values none"));
  }

  static Stream<OracleRow> heldSilence() {
    return Stream.of(
        row("silence needs no reading to prove it: held time reaches to the end")
            .of("0=1 50=1 100=1")
            .when(silent("c", Duration.ofNanos(10)))
            .heldFor(40)
            .gives(
                "[10, 50) CLEARED onset 0 last 50 held 40 samples 0 values none",
                "[60, 100) CLEARED onset 50 last 100 held 40 samples 0 values none"),
        row("... one nanosecond too short")
            .of("0=1 50=1 100=1")
            .when(silent("c", Duration.ofNanos(10)))
            .heldFor(41),
        row("... and to now while it is OPEN")
            .of("0=1")
            .when(silent("c", Duration.ofNanos(10)))
            .heldFor(5)
            .now(15)
            .gives("[10, OPEN) OPEN onset 0 last 15 held 5 samples 0 values none"),
        row("no readings of the channel lie in a silence: no samples")
            .of("0=1 50=1")
            .when(silent("c", Duration.ofNanos(10)))
            .samples(1),
        row("silences are bridged from their end")
            .of("0=1 50=1 100=1")
            .when(silent("c", Duration.ofNanos(10)))
            .bridge(10)
            .gives("[10, 100) CLEARED onset 0 last 100 held 90 samples 0 values none"),
        row("... not when one nanosecond short")
            .of("0=1 50=1 100=1")
            .when(silent("c", Duration.ofNanos(10)))
            .bridge(9)
            .gives(
                "[10, 50) CLEARED onset 0 last 50 held 40 samples 0 values none",
                "[60, 100) CLEARED onset 50 last 100 held 40 samples 0 values none"));
  }
}
