package io.telltale.query.internal;

/**
 * Sums and differences of times: they saturate instead of wrapping.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
public final class Times {
  private Times() {}

  /** Returns a + b, at most Long.MAX_VALUE and at least Long.MIN_VALUE. */
  public static long plus(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  /** Returns when a reading stops speaking: never, which is Long.MAX_VALUE, without a limit. */
  public static long staleAt(long timeNs, long speaksNs) {
    return speaksNs == Long.MAX_VALUE ? Long.MAX_VALUE : plus(timeNs, speaksNs);
  }

  /** Returns a - b, at most Long.MAX_VALUE and at least Long.MIN_VALUE. */
  public static long minus(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return difference;
  }

  /** Returns how many of the first size times, ascending, are at most the limit. */
  public static int countUpTo(long[] times, int size, long limit) {
    if (size == 0 || times[size - 1] <= limit) {
      return size;
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
