package io.telltale.query.internal.truth;

/**
 * Mean and standard deviation of the doubles of a span, as sums of squares round the mean that are
 * joined (Welford, Chan).
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link Span}. <b>Lifetime:</b> reused
 * series after series.
 */
final class MomentsSpan extends Span {
  /** Squares of numbers beyond these do not fit a double well. */
  private static final double LARGE = 0x1p480;

  private static final double SMALL = 0x1p-480;

  private double[] means = new double[FIRST_CAPACITY];
  private double[] squares = new double[FIRST_CAPACITY];
  private long[] counts = new long[FIRST_CAPACITY];
  private double youngerMean;
  private double youngerSquares;
  private long youngerCount;
  private double mean;
  private double deviation;

  /** Readings of the span whose squares do not fit a double well. */
  private int extreme;

  /** Reckons mean and deviation of what the span holds, at least one reading. */
  void reckon() {
    int older = older();
    if (older < 0) {
      mean = youngerMean;
      deviation = Math.sqrt(youngerSquares / youngerCount);
    } else {
      long count = counts[older] + youngerCount;
      double part = (double) youngerCount / count;
      double delta = youngerMean - means[older];
      mean = youngerCount == 0 ? means[older] : means[older] + delta * part;
      double between = youngerCount == 0 ? 0 : delta * delta * part * counts[older];
      deviation = Math.sqrt((squares[older] + youngerSquares + between) / count);
    }
    if (extreme > 0) {
      reckonScaled();
    }
  }

  /** Returns the mean. */
  double mean() {
    return mean;
  }

  /** Returns the population's standard deviation. */
  double deviation() {
    return deviation;
  }

  /** Reckons from the readings, scaled so that no square overflows or vanishes. */
  private void reckonScaled() {
    double most = 0;
    for (long number = oldestNumber(); number < nextNumber(); number++) {
      most = Math.max(most, Math.abs(Double.longBitsToDouble(valueOf(number))));
    }
    int exponent = most == 0 ? 0 : Math.getExponent(most);
    double sum = 0;
    for (long number = oldestNumber(); number < nextNumber(); number++) {
      sum += scaled(number, -exponent);
    }
    double middle = sum / size();
    double total = 0;
    for (long number = oldestNumber(); number < nextNumber(); number++) {
      double off = scaled(number, -exponent) - middle;
      total += off * off;
    }
    mean = Math.scalb(middle, exponent);
    deviation = Math.scalb(Math.sqrt(total / size()), exponent);
  }

  private double scaled(long number, int exponent) {
    double v = Double.longBitsToDouble(valueOf(number));
    // In two steps: one alone could exceed the exponents that a double has.
    return Math.scalb(Math.scalb(v, exponent / 2), exponent - exponent / 2);
  }

  private static boolean isExtreme(double v) {
    double size = Math.abs(v);
    return size > LARGE || size < SMALL && size != 0;
  }

  @Override
  void leave(long value) {
    extreme -= isExtreme(Double.longBitsToDouble(value)) ? 1 : 0;
  }

  /** Forgets what {@link #clear} does not. */
  void forget() {
    clear();
    extreme = 0;
  }

  @Override
  void clearYounger() {
    youngerMean = 0;
    youngerSquares = 0;
    youngerCount = 0;
  }

  @Override
  void addYounger(long value) {
    double v = Double.longBitsToDouble(value);
    extreme += isExtreme(v) ? 1 : 0;
    youngerCount++;
    double delta = v - youngerMean;
    youngerMean += delta / youngerCount;
    youngerSquares += delta * (v - youngerMean);
  }

  @Override
  void setOlder(int at, long value, int after) {
    double v = Double.longBitsToDouble(value);
    counts[at] = after < 0 ? 1 : counts[after] + 1;
    double before = after < 0 ? 0 : means[after];
    double delta = v - before;
    means[at] = before + delta / counts[at];
    squares[at] = after < 0 ? 0 : squares[after] + delta * (v - means[at]);
  }

  @Override
  void growOlder(int capacity) {
    means = moved(means, capacity);
    squares = moved(squares, capacity);
    counts = moved(counts, capacity);
  }
}
