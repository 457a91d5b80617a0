package io.telltale.core.internal.segment;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/** Computes the statistics of one block; {@link BlockColumn} defines them. */
final class BlockStatistics {
  private static final long NAN_BITS = 0x7ff8_0000_0000_0000L;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double SLACK = 1e-12;

  /** Outweighs what is lost where numbers get too small to have all digits. */
  private static final double TINY = 1e-290;

  /** Integers below it are what is behind the point of a double of this exponent. */
  private static final long EXACT = 1L << 52;

  private static final long EXACT_BITS = 0x4330_0000_0000_0000L;

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
    double nearRise = rise;
    double nearFall = fall;
    long unchanged = 0;
    long runStart = 0;
    int previous = -1;
    double previousValue = 0;
    long previousTime = 0;
    long previousBits = 0;
    row[BlockColumn.FIRST.ordinal()] = NAN_BITS;
    row[BlockColumn.LAST.ordinal()] = NAN_BITS;
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        continue;
      }
      long time = times[i];
      long bits = bitsOf(value);
      if (previous < 0) {
        row[BlockColumn.FIRST.ordinal()] = values[i];
        runStart = time;
      } else {
        long durationNs = Rate.durationNs(previousTime, time);
        double change = value - previousValue;
        double nanos = asDouble(durationNs);
        // few readings are steeper than all before: only of those the division is done
        if (change > nearRise * nanos || change < nearFall * nanos || Double.isInfinite(change)) {
          double rate = Rate.perSecond(change, durationNs);
          if (rate > rise) {
            rise = rate;
            nearRise = belowPerNano(rate);
          }
          if (rate < fall) {
            fall = rate;
            nearFall = -belowPerNano(-rate);
          }
        }
        runStart = startOfRun(runStart, time, bits ^ previousBits);
        unchanged = Math.max(unchanged, Rate.durationNs(runStart, time));
      }
      previous = i;
      previousValue = value;
      previousTime = time;
      previousBits = bits;
    }
    if (previous >= 0) {
      row[BlockColumn.LAST.ordinal()] = values[previous];
    }
    putChanges(rise, fall, unchanged, row);
  }

  /**
   * A change per nanosecond that every steeper rate exceeds, surely: a little less than the rate,
   * by far more than products are rounded.
   */
  private static double belowPerNano(double ratePerSecond) {
    double perNano = ratePerSecond / NANOS_PER_SECOND;
    return ratePerSecond == 0 ? 0 : perNano - Math.abs(perNano) * SLACK - TINY;
  }

  /** Now when there is any difference, else as before; a branch would often be guessed wrongly. */
  private static long startOfRun(long start, long now, long difference) {
    long changed = (difference | -difference) >> Long.SIZE - 1;
    return start ^ (start ^ now) & changed;
  }

  /** A conversion that, other than the plain one, need not wait for the one before. */
  private static double asDouble(long positive) {
    return positive < EXACT
        ? Double.longBitsToDouble(positive | EXACT_BITS) - 0x1p52
        : (double) positive;
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
    long runStart = times[0];
    for (int i = 1; i < n; i++) {
      double rate = 0;
      if (values[i] != values[i - 1]) {
        long durationNs = Rate.durationNs(times[i - 1], times[i]);
        rate = Rate.perSecond(Rate.difference(values[i - 1], values[i]), durationNs);
      }
      rise = rate > rise ? rate : rise;
      fall = rate < fall ? rate : fall;
      runStart = startOfRun(runStart, times[i], values[i] ^ values[i - 1]);
      unchanged = Math.max(unchanged, Rate.durationNs(runStart, times[i]));
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
