package io.telltale.query.internal.live;

import java.util.Arrays;

/**
 * When subjects want to be looked at though no reading comes: a binary heap of times. An entry that
 * a later one has overtaken stays until its time comes, and counts for nothing then.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none once it has grown.
 * <b>Lifetime:</b> that of the live rules.
 */
final class WakeQueue {
  private long[] times = new long[64];
  private int[] subjects = new int[64];
  private int size;

  /** Whether there is a time that has come. */
  boolean isDue(long now) {
    return size > 0 && times[0] <= now;
  }

  /** Returns the earliest time, of which there is one. */
  long earliest() {
    return times[0];
  }

  /** Returns the subject of the earliest time. */
  int subject() {
    return subjects[0];
  }

  /** Adds a time. */
  void add(long time, int subject) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      subjects = Arrays.copyOf(subjects, 2 * size);
    }
    int at = size++;
    while (at > 0 && times[at - 1 >>> 1] > time) {
      int parent = at - 1 >>> 1;
      times[at] = times[parent];
      subjects[at] = subjects[parent];
      at = parent;
    }
    times[at] = time;
    subjects[at] = subject;
  }

  /** Takes the earliest away. */
  void remove() {
    long time = times[--size];
    int subject = subjects[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= time) {
        break;
      }
      times[at] = times[child];
      subjects[at] = subjects[child];
      at = child;
    }
    times[at] = time;
    subjects[at] = subject;
  }
}
