package io.telltale.query.internal.truth;

import java.util.Arrays;

/**
 * Median and median deviation of the doubles of a span, kept sorted.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link Span}. <b>Lifetime:</b> reused
 * series after series.
 */
final class SortedSpan extends Span {
  private double[] sorted = new double[FIRST_CAPACITY];
  private int count;

  /** Forgets all. */
  void forget() {
    clear();
    count = 0;
  }

  /** Returns the middle value, the mean of the middle two of an even number. */
  double median() {
    return middle(sorted[(count - 1) / 2], sorted[count / 2]);
  }

  /** Returns the median of the distances from a value. */
  double medianDistance(double from) {
    int above = search(from);
    double low = distance(from, above, (count - 1) / 2);
    return count % 2 == 1 ? low : middle(low, distance(from, above, count / 2));
  }

  /**
   * The k-th smallest distance. Below the value distances grow downwards, above it upwards: of the
   * k + 1 smallest, some number lies below, and the right one is found by halving.
   *
   * @param above the first index of a value not below it
   */
  private double distance(double from, int above, int k) {
    int least = Math.max(0, k + 1 - (count - above));
    int most = Math.min(above, k + 1);
    while (least < most) {
      int below = (least + most) >>> 1;
      int over = k + 1 - below;
      // One more from below is right as long as it is nearer than the last one taken from above.
      if (over > 0 && from - sorted[above - below - 1] < sorted[above + over - 1] - from) {
        least = below + 1;
      } else {
        most = below;
      }
    }
    int over = k + 1 - least;
    double farthestBelow = least == 0 ? 0 : from - sorted[above - least];
    double farthestAbove = over == 0 ? 0 : sorted[above + over - 1] - from;
    return Math.max(farthestBelow, farthestAbove);
  }

  private static double middle(double a, double b) {
    return a == b ? a : a / 2 + b / 2;
  }

  private int search(double value) {
    int low = 0;
    int high = count;
    while (low < high) {
      int at = (low + high) >>> 1;
      if (sorted[at] < value) {
        low = at + 1;
      } else {
        high = at;
      }
    }
    return low;
  }

  @Override
  void addYounger(long value) {
    double v = Double.longBitsToDouble(value);
    if (count == sorted.length) {
      sorted = Arrays.copyOf(sorted, 2 * count);
    }
    int at = search(v);
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = v;
    count++;
  }

  @Override
  void leave(long value) {
    int at = search(Double.longBitsToDouble(value));
    count--;
    System.arraycopy(sorted, at + 1, sorted, at, count - at);
  }
}
