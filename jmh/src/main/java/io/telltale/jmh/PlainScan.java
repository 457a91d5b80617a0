package io.telltale.jmh;

/**
 * What it costs to look at values once that lie in a plain array: the baseline of queries.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted.
 */
final class PlainScan {
  private final double[] values;

  PlainScan(double[] values) {
    this.values = values;
  }

  int size() {
    return values.length;
  }

  /** How many values lie above a limit: one comparison each. */
  int countAbove(double limit) {
    int count = 0;
    double[] all = values;
    for (double value : all) {
      if (value > limit) {
        count++;
      }
    }
    return count;
  }
}
