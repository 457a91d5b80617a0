package io.telltale.core.internal.segment;

/** Time bins: a time's bin is its nanoseconds shifted right, so bins are powers of two wide. */
final class TimeBins {
  private TimeBins() {}

  /** Bins from one time to a later one, both included; {@link Integer#MAX_VALUE} for very many. */
  static int count(long first, long last, int shift) {
    long between = (last >> shift) - (first >> shift);
    return between < 0 || between >= Integer.MAX_VALUE - 1 ? Integer.MAX_VALUE : (int) between + 1;
  }

  /**
   * The smallest shift, not below the given one, at which this span has no more bins than allowed.
   */
  static int shiftFor(long first, long last, int atLeast) {
    int shift = atLeast;
    while (count(first, last, shift) > SegmentLayout.MAX_BINS) {
      shift++;
    }
    return shift;
  }

  /**
   * Makes bins twice as wide: bit i stood for bin origin + i, and stands for origin / 2 + i then.
   */
  static long coarsen(long mask, long origin) {
    long coarse = 0;
    int odd = (int) (origin & 1);
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      coarse |= 1L << ((odd + Long.numberOfTrailingZeros(rest)) >> 1);
    }
    return coarse;
  }
}
