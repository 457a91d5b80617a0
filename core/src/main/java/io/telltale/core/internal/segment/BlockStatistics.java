package io.telltale.core.internal.segment;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/** Computes the statistics of one block; {@link BlockColumn} defines them. */
final class BlockStatistics {
  private static final long NAN_BITS = 0x7ff8_0000_0000_0000L;

  private BlockStatistics() {}

  /**
   * Fills a row of the block table, less what concerns the encoded form.
   *
   * @param times strictly ascending
   * @param values as bits of the kind
   * @param n how many, at least 1
   * @param kind what the bits mean
   * @param row indexed by the ordinal of {@link BlockColumn}
   */
  @HotPath
  static void compute(long[] times, long[] values, int n, Kind kind, long[] row) {
    row[BlockColumn.T0.ordinal()] = times[0];
    row[BlockColumn.T1.ordinal()] = times[n - 1];
    row[BlockColumn.COUNT.ordinal()] = n;
    row[BlockColumn.LARGEST_GAP.ordinal()] = largestGap(times, n);
    if (kind == Kind.DOUBLE) {
      extremesOfDoubles(values, n, row);
      changesOfDoubles(times, values, n, row);
    } else {
      extremesOfIntegers(values, n, row);
      changesOfIntegers(times, values, n, row);
    }
  }

  private static long largestGap(long[] times, int n) {
    long largest = 0;
    for (int i = 1; i < n; i++) {
      largest = Math.max(largest, Rate.durationNs(times[i - 1], times[i]));
    }
    return largest;
  }

  private static void extremesOfDoubles(long[] values, int n, long[] row) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int nan = 0;
    int notFinite = 0;
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (value != value) {
        nan++;
        notFinite++;
        continue;
      }
      if (Double.isInfinite(value)) {
        notFinite++;
      }
      min = value < min ? value : min;
      max = value > max ? value : max;
      sum += value;
    }
    row[BlockColumn.MIN.ordinal()] = bitsOf(min);
    row[BlockColumn.MAX.ordinal()] = bitsOf(max);
    row[BlockColumn.SUM.ordinal()] = Double.doubleToLongBits(sum);
    row[BlockColumn.NAN_COUNT.ordinal()] = nan;
    row[BlockColumn.NOT_FINITE_COUNT.ordinal()] = notFinite;
  }

  private static void changesOfDoubles(long[] times, long[] values, int n, long[] row) {
    double rise = Double.NEGATIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    long unchanged = 0;
    int previous = -1;
    int runStart = -1;
    double previousValue = 0;
    long secondsOfNs = 0;
    double seconds = 0;
    row[BlockColumn.FIRST.ordinal()] = NAN_BITS;
    row[BlockColumn.LAST.ordinal()] = NAN_BITS;
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        continue;
      }
      if (previous < 0) {
        row[BlockColumn.FIRST.ordinal()] = values[i];
        runStart = i;
      } else {
        long durationNs = Rate.durationNs(times[previous], times[i]);
        if (durationNs != secondsOfNs) {
          secondsOfNs = durationNs;
          seconds = Rate.seconds(durationNs);
        }
        double rate = (value - previousValue) / seconds;
        rise = rate > rise ? rate : rise;
        fall = rate < fall ? rate : fall;
        if (value == previousValue) {
          unchanged = Math.max(unchanged, Rate.durationNs(times[runStart], times[i]));
        } else {
          runStart = i;
        }
      }
      previous = i;
      previousValue = value;
    }
    if (previous >= 0) {
      row[BlockColumn.LAST.ordinal()] = values[previous];
    }
    putChanges(rise, fall, unchanged, row);
  }

  private static void extremesOfIntegers(long[] values, int n, long[] row) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
      sum += values[i];
    }
    row[BlockColumn.MIN.ordinal()] = min;
    row[BlockColumn.MAX.ordinal()] = max;
    row[BlockColumn.SUM.ordinal()] = Double.doubleToLongBits(sum);
    row[BlockColumn.FIRST.ordinal()] = values[0];
    row[BlockColumn.LAST.ordinal()] = values[n - 1];
    row[BlockColumn.NAN_COUNT.ordinal()] = 0;
    row[BlockColumn.NOT_FINITE_COUNT.ordinal()] = 0;
  }

  private static void changesOfIntegers(long[] times, long[] values, int n, long[] row) {
    double rise = Double.NEGATIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    long unchanged = 0;
    int runStart = 0;
    for (int i = 1; i < n; i++) {
      long durationNs = Rate.durationNs(times[i - 1], times[i]);
      double rate = Rate.perSecond(Rate.difference(values[i - 1], values[i]), durationNs);
      rise = rate > rise ? rate : rise;
      fall = rate < fall ? rate : fall;
      if (values[i] == values[i - 1]) {
        unchanged = Math.max(unchanged, Rate.durationNs(times[runStart], times[i]));
      } else {
        runStart = i;
      }
    }
    putChanges(rise, fall, unchanged, row);
  }

  /** Bits of a number; those of 0.0 for either zero. */
  private static long bitsOf(double number) {
    return Double.doubleToRawLongBits(number + 0.0);
  }

  private static void putChanges(double rise, double fall, long unchanged, long[] row) {
    row[BlockColumn.STEEPEST_RISE.ordinal()] = bitsOf(rise);
    row[BlockColumn.STEEPEST_FALL.ordinal()] = bitsOf(fall);
    row[BlockColumn.LONGEST_UNCHANGED.ordinal()] = unchanged;
  }
}
