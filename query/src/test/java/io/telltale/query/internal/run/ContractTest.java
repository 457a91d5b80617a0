package io.telltale.query.internal.run;

import static io.telltale.query.EndReason.CLEARED;
import static io.telltale.query.EndReason.OPEN;
import static io.telltale.query.EndReason.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.EndReason;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.run.SeriesHarness.Settings;
import io.telltale.query.internal.run.SeriesHarness.Window;
import io.telltale.query.internal.scan.ArrayParts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences of docs/windows.md, one by one, on windows counted by hand. v above 8 is TRUE. */
final class ContractTest {
  private static final long NOW = 1_000;
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final double NAN = Double.NaN;

  private static ArrayParts series(double... timesAndValues) {
    int n = timesAndValues.length / 2;
    long[] times = new long[n];
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] = (long) timesAndValues[2 * i];
      values[i] = Double.doubleToRawLongBits(timesAndValues[2 * i + 1]);
    }
    return new ArrayParts(Kind.DOUBLE).merged(1024, times, values);
  }

  private static List<Window> hot(ArrayParts parts, Settings settings) {
    DoubleRangeTruth above8 =
        new DoubleRangeTruth(Math.nextUp(8.0), Double.POSITIVE_INFINITY, false);
    return SeriesHarness.readings(parts, Kind.DOUBLE, above8, settings);
  }

  private static Window window(
      long start, long end, EndReason reason, long lastTrue, long samples, double... minMaxMean) {
    return new Window(
        start,
        end,
        reason,
        start,
        lastTrue,
        lastTrue - start,
        samples,
        minMaxMean[0],
        minMaxMean[1],
        minMaxMean[2]);
  }

  private static Window silence(long before, long start, long end, EndReason reason, long last) {
    return new Window(start, end, reason, before, last, last - start, 0, NAN, NAN, NAN);
  }

  private static final long OPEN_END = Long.MAX_VALUE;

  @Test
  void aWindowIsHalfOpenAndClearedByAReading() {
    assertThat(hot(series(10, 1, 20, 9, 30, 11, 40, 8), Settings.of(15, NOW)))
        .containsExactly(window(20, 40, CLEARED, 30, 2, 9, 11, 10));
  }

  @Test
  void neighboursExactlyTheLimitApartLeaveNoHole() {
    assertThat(hot(series(20, 9, 35, 11, 50, 7), Settings.of(15, NOW)))
        .containsExactly(window(20, 50, CLEARED, 35, 2, 9, 11, 10));
  }

  @Test
  void oneNanosecondMoreIsAHole() {
    assertThat(hot(series(20, 9, 36, 11, 52, 7), Settings.of(15, NOW)))
        .containsExactly(
            window(20, 35, STALE, 20, 1, 9, 9, 9), window(36, 51, STALE, 36, 1, 11, 11, 11));
  }

  @Test
  void nanEndsAWindowAndAReadingStandsThere() {
    assertThat(hot(series(20, 9, 30, NAN, 40, 9, 50, 1), Settings.of(15, NOW)))
        .containsExactly(
            window(20, 30, CLEARED, 20, 1, 9, 9, 9), window(40, 50, CLEARED, 40, 1, 9, 9, 9));
  }

  @Test
  void infinityIsAValue() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(hot(series(20, infinity, 30, 1), Settings.of(15, NOW)))
        .containsExactly(window(20, 30, CLEARED, 20, 1, infinity, infinity, infinity));
  }

  @Test
  void anEndLaterThanNowIsOpenAndOneEqualToNowIsKnown() {
    ArrayParts parts = series(20, 9, 30, 9);
    assertThat(hot(parts, Settings.of(15, 44)))
        .containsExactly(window(20, OPEN_END, OPEN, 30, 2, 9, 9, 9));
    assertThat(hot(parts, Settings.of(15, 45)))
        .containsExactly(window(20, 45, STALE, 30, 2, 9, 9, 9));
  }

  @Test
  void withoutALimitAReadingSpeaksForEver() {
    assertThat(hot(series(20, 9, 900, 9), Settings.of(NO_LIMIT, NOW)))
        .containsExactly(window(20, OPEN_END, OPEN, 900, 2, 9, 9, 9));
  }

  @Test
  void withoutALimitAnEndIsOpenAlsoWhereTimesAreNegative() {
    assertThat(hot(series(-50, 9), Settings.of(NO_LIMIT, Long.MAX_VALUE)))
        .containsExactly(window(-50, OPEN_END, OPEN, -50, 1, 9, 9, 9));
  }

  @Test
  void anOpenWindowReachesIntoEveryRangeBehindIt() {
    ArrayParts parts = series(20, 9, 30, 9);
    assertThat(hot(parts, Settings.of(15, 40).in(900, 901)))
        .containsExactly(window(20, OPEN_END, OPEN, 30, 2, 9, 9, 9));
    assertThat(SeriesHarness.silence(parts, 5, Settings.of(15, 40).in(900, 901)))
        .containsExactly(silence(30, 35, OPEN_END, OPEN, 40));
  }

  @Test
  void readingsLaterThanNowDoNotExist() {
    ArrayParts parts = series(20, 9, 30, 1, 40, 9);
    assertThat(hot(parts, Settings.of(15, 29)))
        .containsExactly(window(20, OPEN_END, OPEN, 20, 1, 9, 9, 9));
    assertThat(hot(parts, Settings.of(15, 30)))
        .containsExactly(window(20, 30, CLEARED, 20, 1, 9, 9, 9));
    assertThat(hot(parts, Settings.of(15, 19))).isEmpty();
  }

  @Test
  void heldTimeIsWhatReadingsProve() {
    ArrayParts parts = series(20, 9, 30, 9, 45, 1, 60, 9);
    assertThat(hot(parts, Settings.of(15, NOW).atLeast(10, 0)))
        .containsExactly(window(20, 45, CLEARED, 30, 2, 9, 9, 9));
    assertThat(hot(parts, Settings.of(15, NOW).atLeast(11, 0))).isEmpty();
    assertThat(hot(parts, Settings.of(NO_LIMIT, NOW).atLeast(1, 0))).hasSize(1);
  }

  @Test
  void samplesAreEvidenceReadings() {
    ArrayParts parts = series(20, 9, 21, 9, 22, 9, 23, 1, 30, 9, 31, 1);
    assertThat(hot(parts, Settings.of(15, NOW).atLeast(0, 3)))
        .containsExactly(window(20, 23, CLEARED, 22, 3, 9, 9, 9));
    assertThat(hot(parts, Settings.of(15, NOW).atLeast(0, 4))).isEmpty();
  }

  @Test
  void bridgeReckonsFromLastTrueAndKeepsTheEvidenceOnly() {
    ArrayParts parts = series(20, 10, 30, 1, 40, 12, 50, 1);
    assertThat(hot(parts, Settings.of(15, NOW).bridged(20)))
        .containsExactly(window(20, 50, CLEARED, 40, 2, 10, 12, 11));
    assertThat(hot(parts, Settings.of(15, NOW).bridged(19)))
        .containsExactly(
            window(20, 30, CLEARED, 20, 1, 10, 10, 10), window(40, 50, CLEARED, 40, 1, 12, 12, 12));
  }

  @Test
  void bridgeSpansHolesTooAndTheLastStretchSaysHowItEnds() {
    assertThat(hot(series(20, 10, 90, 12), Settings.of(15, NOW).bridged(70)))
        .containsExactly(window(20, 105, STALE, 90, 2, 10, 12, 11));
    assertThat(hot(series(20, 10, 90, 12), Settings.of(15, 100).bridged(70)))
        .containsExactly(window(20, OPEN_END, OPEN, 90, 2, 10, 12, 11));
  }

  @Test
  void bridgeComesBeforeTheMinimum() {
    assertThat(
            hot(
                series(20, 9, 30, 1, 40, 9, 50, 1),
                Settings.of(15, NOW).bridged(20).atLeast(20, 2)))
        .containsExactly(window(20, 50, CLEARED, 40, 2, 9, 9, 9));
  }

  @Test
  void aRangeReturnsWhatOverlapsIt() {
    ArrayParts parts = series(20, 9, 30, 1, 40, 9, 50, 1);
    Settings settings = Settings.of(15, NOW);
    assertThat(hot(parts, settings.in(30, 40))).as("touches both, overlaps none").isEmpty();
    assertThat(hot(parts, settings.in(29, 40))).hasSize(1);
    assertThat(hot(parts, settings.in(30, 41))).extracting(Window::start).containsExactly(40L);
    assertThat(hot(parts, settings.in(29, 41))).hasSize(2);
  }

  @Test
  void clipCutsStartAndEndOnly() {
    ArrayParts parts = series(20, 9, 30, 11, 40, 1);
    assertThat(hot(parts, Settings.of(15, NOW).in(25, 35).clipped()))
        .containsExactly(new Window(25, 35, CLEARED, 20, 30, 10, 2, 9, 11, 10));
  }

  @Test
  void clipLeavesOpenOpenWhenTheRangeEndsAfterNow() {
    ArrayParts parts = series(20, 9, 30, 11);
    Settings at40 = Settings.of(15, 40);
    assertThat(hot(parts, at40.in(25, 41).clipped()))
        .containsExactly(new Window(25, OPEN_END, OPEN, 20, 30, 10, 2, 9, 11, 10));
    assertThat(hot(parts, at40.in(25, 40).clipped()))
        .containsExactly(new Window(25, 40, OPEN, 20, 30, 10, 2, 9, 11, 10));
    assertThat(hot(parts, at40.in(500, 600))).as("open is later than every time").hasSize(1);
  }

  @Test
  void timesSaturate() {
    long last = Long.MAX_VALUE - 5;
    ArrayParts parts = new ArrayParts(Kind.DOUBLE);
    long nine = Double.doubleToRawLongBits(9);
    parts.merged(8, new long[] {Long.MIN_VALUE, last}, new long[] {nine, nine});
    assertThat(hot(parts, Settings.of(10, Long.MAX_VALUE)))
        .containsExactly(
            window(Long.MIN_VALUE, Long.MIN_VALUE + 10, STALE, Long.MIN_VALUE, 1, 9, 9, 9),
            window(last, OPEN_END, OPEN, last, 1, 9, 9, 9));
    assertThat(SeriesHarness.silence(parts, 100, Settings.of(10, last)))
        .extracting(Window::start, Window::held)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Long.MIN_VALUE + 100, Long.MAX_VALUE));
  }

  @Test
  void silenceIsLongerThanItsDuration() {
    ArrayParts parts = series(0, 1, 50, NAN, 101, 1, 120, 1);
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 130)))
        .containsExactly(silence(50, 100, 101, CLEARED, 101));
  }

  @Test
  void silenceIsOpenOnceNowIsFarEnough() {
    ArrayParts parts = series(0, 1, 10, 1);
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 60))).isEmpty();
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 61)))
        .containsExactly(silence(10, 60, OPEN_END, OPEN, 61));
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, -1)))
        .as("unknown before the first reading")
        .isEmpty();
  }

  @Test
  void silenceIsHeldToItsEndAndHasNoSamples() {
    ArrayParts parts = series(0, 1, 100, 1, 110, 1);
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 110).atLeast(50, 0)))
        .containsExactly(silence(0, 50, 100, CLEARED, 100));
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 110).atLeast(51, 0))).isEmpty();
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 110).atLeast(0, 1))).isEmpty();
  }

  @Test
  void bridgedSilenceKeepsTheFirstOnset() {
    ArrayParts parts = series(0, 1, 100, 1, 200, 1, 210, 1);
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 210).bridged(50)))
        .containsExactly(silence(0, 50, 200, CLEARED, 200));
    assertThat(SeriesHarness.silence(parts, 50, Settings.of(15, 210).bridged(49))).hasSize(2);
  }

  @Test
  void ratesLeaveReadingsOutThatAreNotFinite() {
    ArrayParts parts =
        series(0, 1, 1e9, 1, 2e9, NAN, 3e9, 9, 4e9, 9, 5e9, Double.POSITIVE_INFINITY, 6e9, 9);
    assertThat(
            SeriesHarness.readings(
                parts,
                Kind.DOUBLE,
                new RateTruth(3, true),
                Settings.of(2_000_000_000L, (long) 6e9)))
        .as("8 in 2 s at 3 s; the infinity is no neighbour")
        .containsExactly(window((long) 3e9, (long) 4e9, CLEARED, (long) 3e9, 1, 9, 9, 9));
    assertThat(
            SeriesHarness.readings(
                parts,
                Kind.DOUBLE,
                new RateTruth(3, true),
                Settings.of(1_999_999_999L, (long) 6e9)))
        .as("unknown when the reading before is older than a reading speaks")
        .isEmpty();
  }

  @Test
  void aBlockInTheRangeIsNotDecodedWhenItsStatisticsDecide() {
    ArrayParts parts = new ArrayParts(Kind.DOUBLE);
    for (int block = 0; block < 6; block++) {
      double v = block == 2 || block == 3 ? 9 : 1;
      long bits = Double.doubleToRawLongBits(v);
      long at = block * 20L;
      parts.block(new long[] {at, at + 10}, new long[] {bits, bits});
    }
    assertThat(hot(parts, Settings.of(15, NOW)))
        .containsExactly(window(40, 80, CLEARED, 70, 4, 9, 9, 9));
    assertThat(parts.decodedBlocks).isZero();
  }

  @Test
  void aRangeIsNotPaidForWithAllThatCameBeforeIt() {
    ArrayParts parts = new ArrayParts(Kind.DOUBLE);
    long hot = Double.doubleToRawLongBits(9);
    long cold = Double.doubleToRawLongBits(1);
    for (int block = 0; block < 200; block++) {
      long at = block * 30L;
      parts.block(new long[] {at, at + 10, at + 20}, new long[] {hot, cold, hot});
    }
    assertThat(hot(parts, Settings.of(15, 10_000).in(3_005, 3_010)))
        .containsExactly(window(2_990, 3_010, CLEARED, 3_000, 2, 9, 9, 9));
    assertThat(parts.decodedBlocks).isLessThan(6);
  }
}
