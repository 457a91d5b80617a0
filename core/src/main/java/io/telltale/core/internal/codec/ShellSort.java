package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Sorts a few hundred integers without allocating, which {@link java.util.Arrays#sort(long[])} does
 * on newer JVMs: shell sort with the gaps of M. Ciura, "Best Increments for the Average Case of
 * Shellsort", FCT 2001.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none.
 */
final class ShellSort {
  private static final int[] GAPS = {301, 132, 57, 23, 10, 4, 1};

  private ShellSort() {}

  /** Sorts the first n, ascending. */
  @HotPath
  static void sort(long[] array, int n) {
    for (int gap : GAPS) {
      for (int i = gap; i < n; i++) {
        long moved = array[i];
        int at = i;
        while (at >= gap && array[at - gap] > moved) {
          array[at] = array[at - gap];
          at -= gap;
        }
        array[at] = moved;
      }
    }
  }
}
