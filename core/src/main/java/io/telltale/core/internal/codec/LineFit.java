package io.telltale.core.internal.codec;

/**
 * Finds the period of times that jitter about an even grid, and the distances from that grid. The
 * slope from the first to the last reading would carry the jitter of these two into all others; the
 * mean of the second half less that of the first does not, and a round period near it is taken for
 * the true one.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * until the next {@link #fit}.
 */
final class LineFit {
  /** Bits of a step below the point, where it has any. */
  static final int FRACTION_BITS = 16;

  /** Steps below it may have a fraction: their 1,024-fold still fits. */
  private static final long FRACTION_LIMIT = 1L << 36;

  /** Times up to here are summed up without overflow. */
  private static final long SUM_LIMIT = 1L << 52;

  private static final int SAMPLE = 32;

  /** A round period is taken at once when the range is hardly above that of a sample. */
  private static final double GOOD = 1.125;

  private static final int FEWEST = 8;

  /** How far off a slope may be, by the range of uniform jitter: 4 standard deviations. */
  private static final double SLOPE_ERROR = 4.6;

  private static final double LARGEST_ROUND = 1e15;

  private long[] residuals = new long[BlockBuffer.CAPACITY];
  private long[] other = new long[BlockBuffer.CAPACITY];

  private long step;
  private boolean fraction;
  private long min;
  private long max;
  private long otherMin;
  private long otherMax;

  LineFit() {}

  /** Fits n times, at least 2, counted from the first. */
  void fit(long[] ticks, int n) {
    long ends = Long.divideUnsigned(ticks[n - 1], n - 1);
    if (n < FEWEST || Long.compareUnsigned(ticks[n - 1], SUM_LIMIT) > 0) {
      take(ticks, n, ends, false);
      keep(ends, false);
      return;
    }
    double slope = halves(ticks, n);
    double range = sampledRange(ticks, n, slope);
    double round = round(slope, SLOPE_ERROR * range / (n * Math.sqrt(n)));
    if (round > 0) {
      take(ticks, n, (long) round, false);
      keep((long) round, false);
      if (max - min < GOOD * range) {
        return;
      }
    } else {
      take(ticks, n, ends, false);
      keep(ends, false);
    }
    if (slope < FRACTION_LIMIT) {
      offer(ticks, n, (long) Math.rint(slope * (1 << FRACTION_BITS)), true);
    } else {
      offer(ticks, n, (long) Math.rint(slope), false);
    }
  }

  private static double sampledRange(long[] ticks, int n, double slope) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < SAMPLE; i++) {
      int at = i * n / SAMPLE;
      double residual = ticks[at] - slope * at;
      low = Math.min(low, residual);
      high = Math.max(high, residual);
    }
    return high - low;
  }

  private void offer(long[] ticks, int n, long step, boolean fraction) {
    take(ticks, n, step, fraction);
    long range = otherMax - otherMin;
    if (range >= 0 && range < max - min) {
      keep(step, fraction);
    }
  }

  private void keep(long step, boolean fraction) {
    long[] kept = other;
    other = residuals;
    residuals = kept;
    min = otherMin;
    max = otherMax;
    this.step = step;
    this.fraction = fraction;
  }

  private void take(long[] ticks, int n, long step, boolean fraction) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    int shift = fraction ? FRACTION_BITS : 0;
    long line = step;
    for (int i = 1; i < n; i++) {
      long residual = ticks[i] - (line >>> shift);
      line += step;
      other[i - 1] = residual;
      low = Math.min(low, residual);
      high = Math.max(high, residual);
    }
    otherMin = low;
    otherMax = high;
  }

  private static double halves(long[] array, int n) {
    int half = n >>> 1;
    return (double) (sum(array, n - half, n) - sum(array, 0, half)) / ((long) half * (n - half));
  }

  private static long sum(long[] array, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += array[i];
    }
    return sum;
  }

  /** The roundest number this near, at least a multiple of ten, or 0. */
  private static double round(double slope, double error) {
    for (double unit = LARGEST_ROUND; unit > 1; unit /= 10) {
      double multiple = Math.rint(slope / unit) * unit;
      if (Math.abs(multiple - slope) <= error) {
        return multiple;
      }
    }
    return 0;
  }

  /** Returns the distances from the line of all but the first, which has none. */
  long[] residuals() {
    return residuals;
  }

  long step() {
    return step;
  }

  long wholeStep() {
    return fraction ? step >>> FRACTION_BITS : step;
  }

  boolean hasFraction() {
    return fraction;
  }

  long min() {
    return min;
  }

  long max() {
    return max;
  }
}
