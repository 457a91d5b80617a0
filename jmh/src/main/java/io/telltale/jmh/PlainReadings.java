package io.telltale.jmh;

/**
 * Readings one after the other in plain arrays: what the simplest staging area would do.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted; a
 * full one begins anew.
 */
final class PlainReadings {
  private final int[] series;
  private final long[] times;
  private final long[] bits;
  private int count;

  PlainReadings(int size) {
    series = new int[size];
    times = new long[size];
    bits = new long[size];
  }

  void add(int seriesId, long timeNs, long valueBits) {
    if (count == series.length) {
      count = 0;
    }
    series[count] = seriesId;
    times[count] = timeNs;
    bits[count] = valueBits;
    count++;
  }
}
