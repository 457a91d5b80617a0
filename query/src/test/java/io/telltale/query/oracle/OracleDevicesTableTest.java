package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against rows computed by hand: section 6, windows of several devices. */
class OracleDevicesTableTest {
  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(acrossRows(), memberRows(), moreMemberRows(), moreAcrossRows())
        .flatMap(rows -> rows);
  }

  static Stream<OracleRow> acrossRows() {
    return Stream.of(
        row("kOfDevices: while at least k devices are inside a window; it names those inside at some time")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .device("15=9 16=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[10, 20) devices [0, 1, 2] last 20 held 10"),
        row("... OPEN while they are; lastTrue is now")
            .of("0=9")
            .device("10=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .now(15)
            .members("[10, OPEN) devices [0, 1] last 15 held 5"),
        row("... k = 1 is any of them")
            .of("0=9 10=1")
            .device("5=9 20=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(1, (Rule) c))
            .members("[0, 20) devices [0, 1] last 20 held 20"),
        row("... too few devices")
            .of("0=9 10=1")
            .device("5=9 20=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(3, (Rule) c)),
        row("... windows of one device that overlap are one device")
            .of("10=9 20=1 22=9 30=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(5), Duration.ofNanos(5)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c)),
        row("... it ends CLEARED also where windows ended STALE")
            .of("0=9 100=1")
            .device("0=9 100=1")
            .rule(Rule.when(above("c", 8)))
            .stale(10)
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[0, 10) devices [0, 1] last 10 held 10"),
        row("... an end that pad moved behind now is OPEN")
            .of("0=9 10=1")
            .device("0=9 10=1")
            .rule(Rule.when(above("c", 8)).pad(Duration.ofNanos(0), Duration.ofNanos(100)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[0, OPEN) devices [0, 1] last 10 held 10"));
  }

  static Stream<OracleRow> memberRows() {
    return Stream.of(
        row("a device whose window ends where the one of several starts was not inside")
            .of("10=9 20=1")
            .device("10=9 30=1")
            .device("5=9 10=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[10, 20) devices [0, 1] last 20 held 10"),
        row("... one nanosecond later it was")
            .of("10=9 20=1")
            .device("10=9 30=1")
            .device("5=9 11=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[10, 20) devices [0, 1, 2] last 20 held 10"),
        row("... nor was one whose window starts where it ends")
            .of("10=9 20=1")
            .device("10=9 20=1")
            .device("20=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[10, 20) devices [0, 1] last 20 held 10"),
        row("... one nanosecond earlier it was")
            .of("10=9 20=1")
            .device("10=9 20=1")
            .device("19=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .members("[10, 20) devices [0, 1, 2] last 20 held 10"));
  }

  static Stream<OracleRow> moreMemberRows() {
    return Stream.of(
        row("... a device that was inside in a bridged gap is named")
            .of("0=9 10=1 20=9 30=1")
            .device("0=9 10=1 20=9 30=1")
            .device("12=9 18=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.bridge(10)))
            .members("[0, 30) devices [0, 1, 2] last 30 held 30"),
        row("... and one that was so before the delayed end")
            .of("0=9 10=1 100=1")
            .device("0=9 10=1")
            .device("12=9 18=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.clearDelay(5)))
            .members("[0, 15) devices [0, 1, 2] last 10 held 10"),
        row("... but not one that was so in what pad adds")
            .of("0=9 10=1 100=1")
            .device("0=9 10=1")
            .device("12=9 18=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.pad(0, 5)))
            .members("[0, 15) devices [0, 1] last 10 held 10"),
        row("a window that starts just now counts, and one that ends now has ended")
            .of("0=9 20=1")
            .device("10=9")
            .device("20=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .now(20)
            .members("[10, OPEN) devices [0, 1, 2] last 20 held 10"),
        row("... so without the third it has ended now")
            .of("0=9 20=1")
            .device("10=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .now(20)
            .members("[10, 20) devices [0, 1] last 20 held 10"));
  }

  static Stream<OracleRow> moreAcrossRows() {
    return Stream.of(
        row("... it may be shaped again: held time is its length")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.atLeastFor(10)))
            .members("[10, 20) devices [0, 1] last 20 held 10"),
        row("... one nanosecond more")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.atLeastFor(11))),
        row("... bridged from its end")
            .of("0=9 40=1")
            .device("0=9 10=1 20=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.bridge(10)))
            .members("[0, 30) devices [0, 1] last 30 held 30"),
        row("... it has no evidence")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> WindowRule.kOfDevices(2, (Rule) c))
            .gives("[10, 20) CLEARED onset 10 last 20 held 10 samples 0 values none"),
        row("... so never enough samples")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.atLeastSamples(1))),
        row("... padded, its onset stays")
            .of("0=9 20=1")
            .device("10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> new WindowRule.KOfDevices(2, null, (Rule) c, Shaping.NONE.pad(1, 2)))
            .gives("[9, 22) CLEARED onset 10 last 20 held 10 samples 0 values none"));
  }
}
