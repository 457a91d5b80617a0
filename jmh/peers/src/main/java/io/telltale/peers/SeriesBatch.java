package io.telltale.peers;

import java.util.Arrays;

/** Readings collected for one bulk write, handed out by series, then time. */
final class SeriesBatch {
  private final int[] series;
  private final long[] times;
  private final double[] values;
  private final int[] starts;
  private final int[] order;
  private int count;

  SeriesBatch(int seriesCount, int capacity) {
    series = new int[capacity];
    times = new long[capacity];
    values = new double[capacity];
    order = new int[capacity];
    starts = new int[seriesCount + 1];
  }

  void add(int seriesNumber, long timeNs, double value) {
    series[count] = seriesNumber;
    times[count] = timeNs;
    values[count++] = value;
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == series.length;
  }

  void clear() {
    count = 0;
  }

  /** Orders what is there: by counting, then late readings are put in place. */
  void sort() {
    Arrays.fill(starts, 0);
    for (int i = 0; i < count; i++) {
      starts[series[i] + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    for (int i = 0; i < count; i++) {
      order[starts[series[i]]++] = i;
    }
    for (int i = 1; i < count; i++) {
      int moved = order[i];
      int slot = i;
      while (slot > 0
          && series[order[slot - 1]] == series[moved]
          && times[order[slot - 1]] > times[moved]) {
        order[slot] = order[slot - 1];
        slot--;
      }
      order[slot] = moved;
    }
  }

  /** Series of the i-th reading in order. */
  int series(int i) {
    return series[order[i]];
  }

  /** Its time. */
  long time(int i) {
    return times[order[i]];
  }

  /** Its value. */
  double value(int i) {
    return values[order[i]];
  }
}
