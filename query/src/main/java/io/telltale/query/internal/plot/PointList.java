package io.telltale.query.internal.plot;

import java.util.Arrays;

/**
 * Points in order of time; one whose value is NaN parts two lines.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> by growing only. <b>Lifetime:</b> reused,
 * each time from {@link #clear}.
 */
public final class PointList {
  private static final int FIRST_CAPACITY = 1_024;

  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  /** Empties the list. */
  public void clear() {
    size = 0;
  }

  /** Adds a point. */
  public void add(long timeNs, double value) {
    if (size == times.length) {
      int capacity = Math.addExact(size, size);
      times = Arrays.copyOf(times, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    times[size] = timeNs;
    values[size] = value;
    size++;
  }

  /** Adds a point unless it is not after the last one of its line. */
  void addLater(long timeNs, double value) {
    if (size == 0 || Double.isNaN(values[size - 1]) || timeNs > times[size - 1]) {
      add(timeNs, value);
    }
  }

  /** Adds what parts two lines. */
  void addGap(long timeNs) {
    add(timeNs, Double.NaN);
  }

  /** Returns how many points there are. */
  public int size() {
    return size;
  }

  /** Returns a point's time. */
  public long timeNs(int point) {
    return times[point];
  }

  /** Returns a point's value. */
  public double value(int point) {
    return values[point];
  }
}
