package io.telltale.core.internal.head;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;

/**
 * Sorts up to 1,024 readings in arrival order by time and keeps one of each time. A late reading
 * moves back to its place, as in an insertion sort; where that would move too many others, a
 * bottom-up merge sort goes over the ascending runs that are there. Readings that came in order
 * cost one pass.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none.
 */
final class ArrivalSorter {
  /** Moves that insertion may cost a reading, on average, before merging takes over. */
  private static final int MOVES_A_READING = 2;

  private final long[] times = new long[BlockBuffer.CAPACITY];
  private final long[] values = new long[BlockBuffer.CAPACITY];
  private final int[] runs = new int[BlockBuffer.CAPACITY + 1];

  /** Returns how many readings are left in front of both arrays. */
  @HotPath
  int sort(long[] t, long[] v, int n, boolean lastWins) {
    int sorted = insertLate(t, v, n);
    if (sorted < n) {
      mergeRuns(t, v, n);
    }
    return isStrict(t, n) ? n : dropDuplicates(t, v, n, lastWins);
  }

  /** Moves late readings back to their places; returns how many are sorted when it gives up. */
  private static int insertLate(long[] t, long[] v, int n) {
    int moves = MOVES_A_READING * n;
    for (int i = 1; i < n; i++) {
      long time = t[i];
      if (time >= t[i - 1]) {
        continue;
      }
      long value = v[i];
      int at = i;
      // Behind all of its own time: of equal times the earlier arrival comes first.
      while (at > 0 && t[at - 1] > time) {
        at--;
      }
      moves -= i - at;
      if (moves < 0) {
        return i;
      }
      System.arraycopy(t, at, t, at + 1, i - at);
      System.arraycopy(v, at, v, at + 1, i - at);
      t[at] = time;
      v[at] = value;
    }
    return n;
  }

  private void mergeRuns(long[] t, long[] v, int n) {
    int count = findRuns(t, n);
    while (count > 1) {
      int merged = 0;
      for (int r = 0; r < count; r += 2) {
        int from = runs[r];
        if (r + 1 < count) {
          merge(t, v, from, runs[r + 1], runs[r + 2]);
        }
        runs[merged++] = from;
      }
      runs[merged] = n;
      count = merged;
    }
  }

  private static boolean isStrict(long[] t, int n) {
    boolean strict = true;
    for (int i = 1; i < n; i++) {
      strict &= t[i] > t[i - 1];
    }
    return strict;
  }

  private int findRuns(long[] t, int n) {
    int count = 0;
    runs[count++] = 0;
    for (int i = 1; i < n; i++) {
      if (t[i] < t[i - 1]) {
        runs[count++] = i;
      }
    }
    runs[count] = n;
    return count;
  }

  /**
   * Merges two neighbouring runs; of equal times the earlier run's comes first, so arrival order
   * stays.
   */
  private void merge(long[] t, long[] v, int from, int mid, int to) {
    int left = mid - from;
    System.arraycopy(t, from, times, 0, left);
    System.arraycopy(v, from, values, 0, left);
    int a = 0;
    int b = mid;
    int out = from;
    while (a < left && b < to) {
      if (t[b] < times[a]) {
        t[out] = t[b];
        v[out++] = v[b++];
      } else {
        t[out] = times[a];
        v[out++] = values[a++];
      }
    }
    System.arraycopy(times, a, t, out, left - a);
    System.arraycopy(values, a, v, out, left - a);
  }

  private static int dropDuplicates(long[] t, long[] v, int n, boolean lastWins) {
    int out = 0;
    for (int i = 0; i < n; i++) {
      if (out > 0 && t[out - 1] == t[i]) {
        if (lastWins) {
          v[out - 1] = v[i];
        }
      } else {
        t[out] = t[i];
        v[out++] = v[i];
      }
    }
    return out;
  }
}
