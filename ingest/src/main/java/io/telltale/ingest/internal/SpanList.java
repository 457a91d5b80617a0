package io.telltale.ingest.internal;

import java.util.Arrays;

/**
 * A list of stretches of an array, reused.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> when it grows. <b>Lifetime:</b> as long as
 * wanted.
 */
public final class SpanList {
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int size;

  /** Makes an empty one. */
  public SpanList() {}

  /** Forgets all. */
  public void clear() {
    size = 0;
  }

  /**
   * Adds a stretch.
   *
   * @param start where it starts
   * @param end where it ends, exclusive
   */
  public void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  /**
   * Counts the stretches.
   *
   * @return their number
   */
  public int size() {
    return size;
  }

  /**
   * Where a stretch starts.
   *
   * @param index which one, from 0
   * @return its start
   */
  public int start(int index) {
    return starts[index];
  }

  /**
   * Where a stretch ends.
   *
   * @param index which one, from 0
   * @return its end, exclusive
   */
  public int end(int index) {
    return ends[index];
  }
}
