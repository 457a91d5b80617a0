package io.telltale.query.internal.truth;

/**
 * Smallest and largest value of a span. Values are integers, or doubles as integers that sort like
 * them.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link Span}. <b>Lifetime:</b> reused
 * series after series.
 */
final class ExtremesSpan extends Span {
  private long[] least = new long[FIRST_CAPACITY];
  private long[] most = new long[FIRST_CAPACITY];
  private long youngerLeast;
  private long youngerMost;

  /** Returns an integer that sorts like a number; the two zeros give one. */
  static long sortable(double number) {
    long bits = Double.doubleToRawLongBits(number + 0.0);
    return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
  }

  /** Returns the number that an integer stands for. */
  static double number(long sortable) {
    return Double.longBitsToDouble(sortable ^ sortable >> Long.SIZE - 1 & Long.MAX_VALUE);
  }

  /** Returns the smallest value. */
  long least() {
    return older() < 0 ? youngerLeast : Math.min(youngerLeast, least[older()]);
  }

  /** Returns the largest value. */
  long most() {
    return older() < 0 ? youngerMost : Math.max(youngerMost, most[older()]);
  }

  @Override
  void clearYounger() {
    youngerLeast = Long.MAX_VALUE;
    youngerMost = Long.MIN_VALUE;
  }

  @Override
  void addYounger(long value) {
    youngerLeast = Math.min(youngerLeast, value);
    youngerMost = Math.max(youngerMost, value);
  }

  @Override
  void setOlder(int at, long value, int after) {
    least[at] = after < 0 ? value : Math.min(value, least[after]);
    most[at] = after < 0 ? value : Math.max(value, most[after]);
  }

  @Override
  void growOlder(int capacity) {
    least = moved(least, capacity);
    most = moved(most, capacity);
  }
}
