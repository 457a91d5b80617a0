package io.telltale.ingest.fleet;

import java.util.Arrays;

/** Readings on their way, ordered by arrival: a binary heap on arrays. */
final class LateReadings {
  private long[] arrivals = new long[256];
  private long[] times = new long[256];
  private long[] values = new long[256];
  private int[] series = new int[256];
  private int size;

  /** When the next one arrives; {@link Long#MAX_VALUE} when none is on its way. */
  long nextArrival() {
    return size == 0 ? Long.MAX_VALUE : arrivals[0];
  }

  int nextSeries() {
    return series[0];
  }

  long nextTime() {
    return times[0];
  }

  long nextValue() {
    return values[0];
  }

  void add(long arrival, int seriesNumber, long time, long value) {
    if (size == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      series = Arrays.copyOf(series, 2 * size);
    }
    int slot = size++;
    while (slot > 0 && arrivals[(slot - 1) / 2] > arrival) {
      copy((slot - 1) / 2, slot);
      slot = (slot - 1) / 2;
    }
    set(slot, arrival, seriesNumber, time, value);
  }

  void removeNext() {
    int last = --size;
    int slot = 0;
    while (true) {
      int child = 2 * slot + 1;
      if (child + 1 < last && arrivals[child + 1] < arrivals[child]) {
        child++;
      }
      if (child >= last || arrivals[child] >= arrivals[last]) {
        break;
      }
      copy(child, slot);
      slot = child;
    }
    copy(last, slot);
  }

  private void copy(int from, int to) {
    set(to, arrivals[from], series[from], times[from], values[from]);
  }

  private void set(int slot, long arrival, int seriesNumber, long time, long value) {
    arrivals[slot] = arrival;
    series[slot] = seriesNumber;
    times[slot] = time;
    values[slot] = value;
  }
}
