package io.telltale.query.internal.assemble;

import io.telltale.core.Kind;
import io.telltale.query.internal.Values;

/**
 * Number, smallest, largest and mean of the readings that make a window or fill a bucket.
 *
 * <p>Chunks are summed first, then the chunks' sums with Neumaier's correction: that keeps the
 * error of a mean far below 1e-9 of the largest value. Values so large that their sum overflows are
 * summed scaled down. A zero comes out as 0.0, never as -0.0: the two are equal, so which was seen
 * first does not matter.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused, each time from
 * {@link #clear}.
 */
public final class Evidence {
  private static final double SCALE = 0x1p-64;
  private static final double UNSCALE = 0x1p64;

  private Kind kind = Kind.DOUBLE;
  private long samples;
  private double min;
  private double max;
  private double sum;

  /** What rounding has lost of the sum. */
  private double lost;

  private double scaledSum;

  /** Sets how values are to be read and forgets all. */
  public void open(Kind newKind) {
    kind = newKind;
    clear();
  }

  /** Forgets all. */
  public void clear() {
    samples = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    sum = 0;
    lost = 0;
    scaledSum = 0;
  }

  /** Becomes as another one of the same kind. */
  void copy(Evidence other) {
    samples = other.samples;
    min = other.min;
    max = other.max;
    sum = other.sum;
    lost = other.lost;
    scaledSum = other.scaledSum;
  }

  /** Adds values, none of them NaN, given as bits of the channel's kind. */
  public void add(long[] values, int from, int to) {
    samples += to - from;
    switch (kind) {
      case DOUBLE -> addDoubles(values, from, to);
      case LONG, BOOLEAN -> addIntegers(values, from, to);
      case STATE -> {}
    }
  }

  /** Adds one value; false when it is NaN, or a state, of which nothing is reckoned. */
  public boolean add(long bits) {
    double v = Values.asDouble(kind, bits);
    if (Double.isNaN(v)) {
      return false;
    }
    samples++;
    addChunk(v, v, v);
    return true;
  }

  /** Adds all that another has seen. */
  public void join(Evidence other) {
    samples += other.samples;
    addChunk(other.min, other.max, other.sum);
    scaledSum += other.scaledSum;
    lost += other.lost;
  }

  /** Adds a whole block from its statistics; bounds and sum are not looked at for states. */
  public void addBlock(long count, double blockMin, double blockMax, double blockSum) {
    samples += count;
    if (kind != Kind.STATE) {
      addChunk(blockMin, blockMax, blockSum);
    }
  }

  private void addDoubles(long[] values, int from, int to) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double total = 0;
    for (int i = from; i < to; i++) {
      double v = Double.longBitsToDouble(values[i]);
      // nearly always guessed right, which takes a fraction of Math.min and Math.max
      least = v < least ? v : least;
      most = v > most ? v : most;
      total += v;
    }
    if (!Double.isFinite(total) && Double.isFinite(least) && Double.isFinite(most)) {
      for (int i = from; i < to; i++) {
        scaledSum += Double.longBitsToDouble(values[i]) * SCALE;
      }
      total = 0;
    }
    addChunk(least, most, total);
  }

  private void addIntegers(long[] values, int from, int to) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    double total = 0;
    for (int i = from; i < to; i++) {
      long v = values[i];
      least = Math.min(least, v);
      most = Math.max(most, v);
      total += v;
    }
    addChunk(least, most, total);
  }

  private void addChunk(double least, double most, double total) {
    min = Math.min(min, least);
    max = Math.max(max, most);
    double next = sum + total;
    if (Double.isInfinite(next) && Double.isFinite(sum) && Double.isFinite(total)) {
      scaledSum += sum * SCALE;
      next = total;
    } else if (Double.isFinite(next)) {
      lost += Math.abs(sum) >= Math.abs(total) ? sum - next + total : total - next + sum;
    }
    sum = next;
  }

  /** Returns the number of values. */
  public long samples() {
    return samples;
  }

  /** Returns the smallest value, NaN when there is none. */
  public double min() {
    return isEmpty() ? Double.NaN : min + 0.0;
  }

  /** Returns the largest value, NaN when there is none. */
  public double max() {
    return isEmpty() ? Double.NaN : max + 0.0;
  }

  /** Returns the mean, NaN when there is none. */
  public double mean() {
    if (isEmpty()) {
      return Double.NaN;
    }
    if (isInfinite()) {
      return min + max;
    }
    double mean = (sum + lost) / samples + scaledSum / samples * UNSCALE;
    // Rounding must not carry it beyond the values: of the largest doubles, to infinity.
    return Math.max(min, Math.min(max, mean)) + 0.0;
  }

  /** Returns the sum, infinite when it overflows, NaN when there are no values. */
  public double sum() {
    if (isEmpty()) {
      return Double.NaN;
    }
    return isInfinite() ? min + max : sum + lost + scaledSum * UNSCALE;
  }

  /**
   * Whether an infinity is among the values: then it alone decides, whatever overflowed beside it.
   */
  private boolean isInfinite() {
    return Double.isInfinite(min) || Double.isInfinite(max);
  }

  private boolean isEmpty() {
    return samples == 0 || kind == Kind.STATE;
  }
}
