package io.telltale.core.internal.codec;

/**
 * The times of one block, counted from the first in the largest unit that divides all of them.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * until the next {@link #count}.
 */
final class BlockTicks {
  private final long[] ticks = new long[BlockBuffer.CAPACITY];
  private final ExactDivisor divisor = new ExactDivisor();
  private long[] times;
  private int n;

  /** Takes at least 2 ascending times. */
  void count(long[] times, int n) {
    this.times = times;
    this.n = n;
    divideAll();
    long first = times[0];
    if (unit() == 1) {
      for (int i = 0; i < n; i++) {
        ticks[i] = times[i] - first;
      }
    } else {
      for (int i = 0; i < n; i++) {
        ticks[i] = divisor.quotient(times[i] - first);
      }
    }
  }

  /** Finds the greatest common divisor of all differences. */
  private void divideAll() {
    divisor.set(times[1] - times[0]);
    for (int i = 2; i < n && divisor.value() != 1; i++) {
      long delta = times[i] - times[i - 1];
      if (!divisor.divides(delta)) {
        long a = divisor.value();
        long b = Long.remainderUnsigned(delta, a);
        while (b != 0) {
          long r = Long.remainderUnsigned(a, b);
          a = b;
          b = r;
        }
        divisor.set(a);
      }
    }
  }

  /** The times as they came. */
  long[] times() {
    return times;
  }

  /** Counts from the first time, unsigned. */
  long[] ticks() {
    return ticks;
  }

  int size() {
    return n;
  }

  /** Nanoseconds of a tick, unsigned. */
  long unit() {
    return divisor.value();
  }
}
