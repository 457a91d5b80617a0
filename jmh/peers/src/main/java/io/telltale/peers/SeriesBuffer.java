package io.telltale.peers;

import java.util.Arrays;

/** Readings of one series, loaded from an engine that leaves computing to its caller. */
final class SeriesBuffer {
  private long[] times = new long[1024];
  private double[] values = new double[1024];
  private int count;
  private boolean inOrder = true;

  void clear() {
    count = 0;
    inOrder = true;
  }

  void add(long timeNs, double value) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    inOrder &= count == 0 || times[count - 1] <= timeNs;
    times[count] = timeNs;
    values[count++] = value;
  }

  /** Puts late readings where they belong: few, and not far from there. */
  void sort() {
    for (int i = 1; i < count && !inOrder; i++) {
      long time = times[i];
      double value = values[i];
      int slot = i;
      while (slot > 0 && times[slot - 1] > time) {
        times[slot] = times[slot - 1];
        values[slot] = values[slot - 1];
        slot--;
      }
      times[slot] = time;
      values[slot] = value;
    }
    inOrder = true;
  }

  int count() {
    return count;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Removes the first readings. */
  void removeFirst(int removed) {
    System.arraycopy(times, removed, times, 0, count - removed);
    System.arraycopy(values, removed, values, 0, count - removed);
    count -= removed;
  }

  /** Copies the first readings out. */
  void copyFirst(int copied, long[] timesTo, double[] valuesTo) {
    System.arraycopy(times, 0, timesTo, 0, copied);
    System.arraycopy(values, 0, valuesTo, 0, copied);
  }
}
