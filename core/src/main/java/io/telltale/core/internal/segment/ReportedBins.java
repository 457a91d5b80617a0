package io.telltale.core.internal.segment;

/**
 * The time bins in which one series has readings. How wide a bin is to be shows only at the end of
 * a segment, so these are 64 bits of the narrowest bins that it may still need.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none.
 */
final class ReportedBins {
  private int shift;
  private long origin;
  private long mask;

  void add(long[] times, int n) {
    if (mask == 0) {
      origin = times[0] >> shift;
    }
    while (Long.compareUnsigned((times[n - 1] >> shift) - origin, SegmentLayout.MAX_BINS) >= 0) {
      mask = TimeBins.coarsen(mask, origin);
      origin >>= 1;
      shift++;
    }
    if (times[0] >> shift == times[n - 1] >> shift) {
      mask |= 1L << ((times[0] >> shift) - origin);
      return;
    }
    for (int i = 0; i < n; i++) {
      mask |= 1L << ((times[i] >> shift) - origin);
    }
  }

  /** Before the next series: nothing of this one may show in it, nor in another segment. */
  void clear() {
    set(0, 0, 0);
  }

  void set(int shift, long origin, long mask) {
    this.shift = shift;
    this.origin = origin;
    this.mask = mask;
  }

  /** Width of a bin, as a power of two of nanoseconds. */
  int shift() {
    return shift;
  }

  /** Number of the bin that bit 0 stands for. */
  long origin() {
    return origin;
  }

  long mask() {
    return mask;
  }
}
