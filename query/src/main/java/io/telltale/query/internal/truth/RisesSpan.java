package io.telltale.query.internal.truth;

/**
 * The sum of the doubles of a span, with what rounding loses kept beside it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link Span}. <b>Lifetime:</b> reused
 * series after series.
 */
final class RisesSpan extends Span {
  private double[] sums = new double[FIRST_CAPACITY];
  private double[] losses = new double[FIRST_CAPACITY];
  private double youngerSum;
  private double youngerLoss;

  /** Returns the sum. */
  double sum() {
    int older = older();
    if (older < 0) {
      return youngerSum + youngerLoss;
    }
    double sum = sums[older] + youngerSum;
    return sum + (lost(sums[older], youngerSum, sum) + losses[older] + youngerLoss);
  }

  @Override
  void clearYounger() {
    youngerSum = 0;
    youngerLoss = 0;
  }

  @Override
  void addYounger(long value) {
    double x = Double.longBitsToDouble(value);
    double sum = youngerSum + x;
    youngerLoss += lost(youngerSum, x, sum);
    youngerSum = sum;
  }

  @Override
  void setOlder(int at, long value, int after) {
    double x = Double.longBitsToDouble(value);
    double before = after < 0 ? 0 : sums[after];
    double sum = before + x;
    sums[at] = sum;
    losses[at] = (after < 0 ? 0 : losses[after]) + lost(before, x, sum);
  }

  @Override
  void growOlder(int capacity) {
    sums = moved(sums, capacity);
    losses = moved(losses, capacity);
  }

  /** What rounding lost in a + b = sum; nothing where it overflowed. */
  private static double lost(double a, double b, double sum) {
    if (Double.isInfinite(sum)) {
      return 0;
    }
    return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
  }
}
