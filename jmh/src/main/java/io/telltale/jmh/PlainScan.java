package io.telltale.jmh;

/**
 * What it costs to look at values once that lie in a plain array: the baseline of queries.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted.
 */
final class PlainScan {
  /** Scanned by a call, so that the JVM compiles the method and not one run of its loop. */
  private static final int CHUNK = 1024;

  private static final int WARM_UPS = 200;

  private final double[] values;

  PlainScan(double[] values) {
    this.values = values;
  }

  /** Scans so often that it is compiled, however little time the JVM's compiler gets later. */
  void warmUp(double limit) {
    int count = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      count += countAbove(limit);
    }
    SelfCheck.require(count % WARM_UPS == 0, "the same count each time", count);
  }

  int size() {
    return values.length;
  }

  /** How many values lie above a limit: one comparison each. */
  int countAbove(double limit) {
    int count = 0;
    for (int from = 0; from < values.length; from += CHUNK) {
      count += countAbove(values, limit, from, Math.min(values.length, from + CHUNK));
    }
    return count;
  }

  private static int countAbove(double[] of, double limit, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (of[i] > limit) {
        count++;
      }
    }
    return count;
  }
}
