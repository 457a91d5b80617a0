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

  /** Distances up to here are summed up without loss. */
  private static final long SUM_LIMIT = 1L << 50;

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
    long slope = Long.divideUnsigned(ticks[n - 1], n - 1);
    take(ticks, n, slope, false);
    keep(slope, false);
    long range = max - min;
    if (n < FEWEST || range < 1 || range > SUM_LIMIT || slope > SUM_LIMIT || slope < 0) {
      return;
    }
    double better = slope + halves(residuals, n);
    double error = SLOPE_ERROR * range / (n * Math.sqrt(n));
    double round = round(better, error);
    if (round > 0) {
      offer(ticks, n, (long) round, false);
    }
    if (better > 0 && better < FRACTION_LIMIT) {
      offer(ticks, n, (long) Math.rint(better * (1 << FRACTION_BITS)), true);
    } else if (round == 0) {
      offer(ticks, n, (long) Math.rint(better), false);
    }
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
    long line = 0;
    for (int i = 0; i < n; i++) {
      long residual = ticks[i] - (line >>> shift);
      line += step;
      other[i] = residual;
      low = Math.min(low, residual);
      high = Math.max(high, residual);
    }
    otherMin = low;
    otherMax = high;
  }

  private static double halves(long[] array, int n) {
    int half = n >>> 1;
    return (sum(array, n - half, n) - sum(array, 0, half)) / ((double) half * (n - half));
  }

  private static double sum(long[] array, int from, int to) {
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

  long[] residuals() {
    return residuals;
  }

  long step() {
    return step;
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
