package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.outside;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Rule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle against rows computed by hand: sections 2 (truth), 3 (range) and 5 (shaping) of the
 * contract.
 */
class OracleShapingTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            truth(), holes(), openEnds(), shaping(), durations(), ranges(), clips(), farTimes())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> truth() {
    return Stream.of(
        row("readings later than now do not exist")
            .of("0=9 10=9 20=1")
            .when(above("c", 8))
            .now(19)
            .gives("[0, OPEN) OPEN onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("those at now do: an end at now is known")
            .of("0=9 10=9 20=1")
            .when(above("c", 8))
            .now(20)
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("H is what the query says: a reading speaks until t_i + H")
            .of("0=9 10=9 40=9 45=1")
            .when(above("c", 8))
            .stale(15)
            .gives(
                "[0, 25) STALE onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0",
                "[40, 45) CLEARED onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("... before the channel's staleAfter")
            .staleAfter(100)
            .of("0=9 10=9 40=9 45=1")
            .when(above("c", 8))
            .stale(15)
            .gives(
                "[0, 25) STALE onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0",
                "[40, 45) CLEARED onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("... else the channel's staleAfter, before its period")
            .staleAfter(15)
            .period(1)
            .of("0=9 10=9 40=1")
            .when(above("c", 8))
            .gives("[0, 25) STALE onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("... else 3 x its declared period")
            .period(5)
            .of("0=9 10=9 40=1")
            .when(above("c", 8))
            .gives("[0, 25) STALE onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("... else no limit")
            .of("0=9 1000000000s=1")
            .when(above("c", 8))
            .gives(
                "[0, 1000000000000000000) CLEARED onset 0 last 0 held 0 samples 1 "
                    + "values 9.0..9.0 mean 9.0"));
  }

  static Stream<OracleRow> holes() {
    return Stream.of(
        row("neighbours exactly H apart leave no hole")
            .of("0=9 15=9 20=1")
            .when(above("c", 8))
            .stale(15)
            .gives("[0, 20) CLEARED onset 0 last 15 held 15 samples 2 values 9.0..9.0 mean 9.0"),
        row("... one nanosecond more does")
            .of("0=9 16=9 20=1")
            .when(above("c", 8))
            .stale(15)
            .gives(
                "[0, 15) STALE onset 0 last 0 held 0 samples 1 values 9.0..9.0 mean 9.0",
                "[16, 20) CLEARED onset 16 last 16 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("CLEARED when a reading stands at the end, though the last one fell stale there")
            .of("0=9 15=1")
            .when(above("c", 8))
            .stale(15)
            .gives("[0, 15) CLEARED onset 0 last 0 held 0 samples 1 values 9.0..9.0 mean 9.0"));
  }

  static Stream<OracleRow> openEnds() {
    return Stream.of(
        row("an end later than now is OPEN, though t_n + H is known")
            .of("0=9 10=9")
            .when(above("c", 8))
            .stale(15)
            .now(24)
            .gives("[0, OPEN) OPEN onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("... and STALE once now is at it")
            .of("0=9 10=9")
            .when(above("c", 8))
            .stale(15)
            .now(25)
            .gives("[0, 25) STALE onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("the default now is the newest reading")
            .of("0=9 10=9")
            .when(above("c", 8))
            .stale(15)
            .gives("[0, OPEN) OPEN onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("a window is maximal: readings side by side are one")
            .of("0=9 10=10 20=11 30=1")
            .when(above("c", 8))
            .gives("[0, 30) CLEARED onset 0 last 20 held 20 samples 3 values 9.0..11.0 mean 10.0"),
        row("a single reading has held time 0, so never satisfies a minimum duration")
            .of("0=9")
            .when(above("c", 8))
            .stale(1000)
            .heldFor(1)
            .now(500));
  }

  static Stream<OracleRow> shaping() {
    return Stream.of(
        row("bridge(g) joins when the next start - lastTrue is g, a FALSE reading between")
            .of("0=9 10=9 15=1 20=9 30=1")
            .when(above("c", 8))
            .bridge(10)
            .gives("[0, 30) CLEARED onset 0 last 20 held 20 samples 3 values 9.0..9.0 mean 9.0"),
        row("... not when it is one nanosecond more")
            .of("0=9 10=9 15=1 21=9 30=1")
            .when(above("c", 8))
            .bridge(10)
            .gives(
                "[0, 15) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0",
                "[21, 30) CLEARED onset 21 last 21 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("... whatever lies between: NaN, stale time")
            .of("0=9 3=NaN 20=9 30=1")
            .when(above("c", 8))
            .stale(5)
            .bridge(20)
            .gives("[0, 25) STALE onset 0 last 20 held 20 samples 2 values 9.0..9.0 mean 9.0"),
        row("... and the joined window reaches on from its new lastTrue")
            .of("0=9 5=1 10=9 15=1 20=9 25=1")
            .when(above("c", 8))
            .bridge(10)
            .gives("[0, 25) CLEARED onset 0 last 20 held 20 samples 3 values 9.0..9.0 mean 9.0"),
        row("a joined window has the last one's end and endReason")
            .of("0=9 5=1 10=9")
            .when(above("c", 8))
            .bridge(10)
            .gives("[0, OPEN) OPEN onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("evidence is TRUE before any shaping: bridged readings do not count")
            .of("0=9 5=1 6=2 10=11 15=1")
            .when(above("c", 8))
            .bridge(10)
            .gives("[0, 15) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..11.0 mean 10.0"));
  }

  static Stream<OracleRow> durations() {
    return Stream.of(
        row("bridge comes before atLeastFor: two short stretches make one long enough")
            .of("0=9 5=1 10=9 15=1")
            .when(above("c", 8))
            .bridge(10)
            .heldFor(10)
            .gives("[0, 15) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("atLeastFor(D): held time >= D, exactly D counts")
            .of("0=9 10=9 20=1")
            .when(above("c", 8))
            .heldFor(10)
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("... D and a nanosecond does not, although the window is longer")
            .of("0=9 10=9 20=1")
            .when(above("c", 8))
            .heldFor(11),
        row("atLeastSamples(n): samples >= n")
            .of("0=9 10=9 20=1 30=9 40=1")
            .when(above("c", 8))
            .samples(2)
            .gives("[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("... of the joined window")
            .of("0=9 5=1 10=9 15=1")
            .when(above("c", 8))
            .bridge(10)
            .samples(2)
            .gives("[0, 15) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("a dropped stretch joins nothing: what is left keeps its start")
            .of("0=9 5=1 20=9 30=9 40=1")
            .when(above("c", 8))
            .bridge(10)
            .heldFor(10)
            .gives("[20, 40) CLEARED onset 20 last 30 held 10 samples 2 values 9.0..9.0 mean 9.0"));
  }

  static Stream<OracleRow> ranges() {
    String readings = "0=1 10=9 20=9 30=1 40=9";
    String first = "[10, 30) CLEARED onset 10 last 20 held 10 samples 2 values 9.0..9.0 mean 9.0";
    String second = "[40, OPEN) OPEN onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0";
    return Stream.of(
        row("all time is the default range").of(readings).when(above("c", 8)).gives(first, second),
        row("[from, to): a window that ends at from does not overlap")
            .of(readings)
            .when(above("c", 8))
            .range(30, 40),
        row("... one that ends behind it does, whole")
            .of(readings)
            .when(above("c", 8))
            .range(29, 30)
            .gives(first),
        row("... one that starts at to does not").of(readings).when(above("c", 8)).range(0, 10),
        row("... one that starts before it does")
            .of(readings)
            .when(above("c", 8))
            .range(0, 11)
            .gives(first));
  }

  static Stream<OracleRow> clips() {
    String readings = "0=1 10=9 20=9 30=1 40=9";
    String first = "[10, 30) CLEARED onset 10 last 20 held 10 samples 2 values 9.0..9.0 mean 9.0";
    String second = "[40, OPEN) OPEN onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0";
    return Stream.of(
        row("OPEN is later than every time, also than a range behind now")
            .of(readings)
            .when(above("c", 8))
            .range(1000, 1001)
            .gives(second),
        row("... also for a reading that would fall stale between now and the range")
            .of("0=9")
            .when(above("c", 8))
            .stale(10)
            .range(1000, 1001)
            .now(5)
            .gives("[0, OPEN) OPEN onset 0 last 0 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("CLIP cuts start and end, every other field is the whole window's")
            .of(readings)
            .when(above("c", 8))
            .range(15, 25)
            .clip()
            .gives("[15, 25) CLEARED onset 10 last 20 held 10 samples 2 values 9.0..9.0 mean 9.0"),
        row("CLIP: OPEN stays OPEN when to > now")
            .of(readings)
            .when(above("c", 8))
            .range(45, 46)
            .clip()
            .now(45)
            .gives("[45, OPEN) OPEN onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("... else it is cut to the range")
            .of(readings)
            .when(above("c", 8))
            .range(41, 45)
            .clip()
            .now(45)
            .gives("[41, 45) OPEN onset 40 last 40 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("the range is applied after all shaping: held time reaches outside of it")
            .of(readings)
            .when(above("c", 8))
            .heldFor(10)
            .range(29, 100)
            .gives(first),
        row("... bridges too")
            .of(readings)
            .when(above("c", 8))
            .bridge(20)
            .range(32, 33)
            .gives("[10, OPEN) OPEN onset 10 last 40 held 30 samples 3 values 9.0..9.0 mean 9.0"));
  }

  static Stream<OracleRow> farTimes() {
    return Stream.of(
        row("times are signed")
            .of("-20=9 -10=1")
            .when(above("c", 8))
            .gives(
                "[-20, -10) CLEARED onset -20 last -20 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("sums of times saturate: t_i + H behind the last time is later than every time")
            .of("MAX-1=9")
            .when(above("c", 8))
            .stale(1000)
            .now(Long.MAX_VALUE)
            .gives(
                "[9223372036854775806, OPEN) OPEN onset 9223372036854775806 last 9223372036854775806 "
                    + "held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("no limit is never reached, not even at the end of time")
            .of("-10=9")
            .when(above("c", 8))
            .now(Long.MAX_VALUE)
            .gives("[-10, OPEN) OPEN onset -10 last -10 held 0 samples 1 values 9.0..9.0 mean 9.0"),
        row("a mean of the largest values is not rounded to infinity")
            .of("0=1.7976931348623157e308 10=1.7976931348623157e308 20=1.7976931348623157e308 30=0")
            .when(above("c", 8))
            .gives(
                "[0, 30) CLEARED onset 0 last 20 held 20 samples 3 values "
                    + "1.7976931348623157E308..1.7976931348623157E308 mean 1.7976931348623157E308"),
        row("infinity decides a mean, whatever overflows beside it")
            .of("0=1.7976931348623157e308 10=1.7976931348623157e308 20=-Infinity 30=0")
            .when(outside("c", -1, 1))
            .gives(
                "[0, 30) CLEARED onset 0 last 20 held 20 samples 3 values "
                    + "-Infinity..1.7976931348623157E308 mean -Infinity"),
        row("differences of times saturate: held from the first to the last of them")
            .of("MIN=9 MAX-1=9")
            .when(above("c", 8))
            .heldFor(Long.MAX_VALUE)
            .gives(
                "[-9223372036854775808, OPEN) OPEN onset -9223372036854775808 last 9223372036854775806 "
                    + "held 9223372036854775807 samples 2 values 9.0..9.0 mean 9.0"),
        row("... and silence over all of it does not wrap")
            .of("MIN=1 MAX-1=1")
            .when(silent("c", Duration.ofNanos(10)))
            .gives(
                "[-9223372036854775798, 9223372036854775806) CLEARED onset -9223372036854775808 "
                    + "last 9223372036854775806 held 9223372036854775807 samples 0 values none"),
        row("a mean does not overflow")
            .of("0=1.7976931348623157e308 10=1.7976931348623157e308 20=0")
            .when(above("c", 8))
            .gives(
                "[0, 20) CLEARED onset 0 last 10 held 10 samples 2 values "
                    + "1.7976931348623157E308..1.7976931348623157E308 mean 1.7976931348623157E308"),
        row("... nor when windows are merged")
            .of(
                "0=8.98846567431158E307 10=8.98846567431158E307 20=0 "
                    + "30=1.348269851146737E308 40=1.348269851146737E308 50=0")
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofNanos(10)))
            .gives(
                "[0, 50) CLEARED onset 0 last 40 held 40 samples 4 values "
                    + "8.98846567431158E307..1.348269851146737E308 mean 1.1235582092889474E308"));
  }
}
