package io.telltale.jmh;

/**
 * The newest readings of each series in plain arrays: what the simplest index would do.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted.
 */
final class SeriesRings {
  private static final int RING = 256;

  private final int[] counts;
  private final long[] times;
  private final long[] bits;

  SeriesRings(int series) {
    counts = new int[series];
    times = new long[series * RING];
    bits = new long[series * RING];
  }

  void add(int series, long timeNs, long valueBits) {
    int slot = series * RING + (counts[series]++ & RING - 1);
    times[slot] = timeNs;
    bits[slot] = valueBits;
  }

  /** So that nothing is optimised away. */
  long newest(int series) {
    return times[series * RING + (counts[series] - 1 & RING - 1)];
  }
}
