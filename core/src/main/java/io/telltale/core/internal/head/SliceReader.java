package io.telltale.core.internal.head;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;

/**
 * Reads a series of an arena in slices: up to 1,024 readings that arrived one after another, which
 * a caller treats like blocks that may overlap. Plans them with their time bounds, then loads one
 * by one.
 *
 * <p><b>Threading:</b> one thread, beside the arena's writer. <b>Allocation:</b> none.
 */
public final class SliceReader {
  private static final int SLICE_READINGS = BlockBuffer.CAPACITY;

  private final ArrivalSorter sorter = new ArrivalSorter();
  private final long[] readings = new long[2 << HeadLayout.MAX_PAGE_SHIFT];
  private HeadArena arena;
  private boolean ordered;
  private int left;
  private int page;
  private int slicePage;
  private int sliceCount;
  private long firstTime;
  private long lastTime;

  /** Before the first slice of a series. */
  @HotPath
  public void open(HeadArena from, int series) {
    arena = from;
    left = from.count(series);
    // asked after the count: a reading that came since can only make it say "not ordered" too early
    ordered = from.isOrdered(series);
    page = left > 0 ? from.firstPage(series) : -1;
  }

  /** Moves to the next slice and finds its bounds. */
  @HotPath
  public boolean next() {
    if (left == 0) {
      return false;
    }
    slicePage = page;
    sliceCount = Math.min(left, SLICE_READINGS);
    left -= sliceCount;
    firstTime = Long.MAX_VALUE;
    lastTime = Long.MIN_VALUE;
    int pageReadings = 1 << arena.pageShift();
    int at = slicePage;
    for (int done = 0; done < sliceCount; done += pageReadings) {
      int n = Math.min(pageReadings, sliceCount - done);
      bound(at, n);
      if (done + n < sliceCount || left > 0) {
        at = arena.nextPage(at);
      }
    }
    page = at;
    return true;
  }

  private void bound(int at, int n) {
    if (ordered) {
      firstTime = Math.min(firstTime, arena.time(at, 0));
      lastTime = arena.time(at, n - 1);
      return;
    }
    arena.copyPage(at, n, readings);
    long first = firstTime;
    long last = lastTime;
    for (int i = 0; i < n; i++) {
      first = Math.min(first, readings[2 * i]);
      last = Math.max(last, readings[2 * i]);
    }
    firstTime = first;
    lastTime = last;
  }

  /** A handle of the current slice for {@link #load}. */
  public int slicePage() {
    return slicePage;
  }

  public int sliceCount() {
    return sliceCount;
  }

  public long firstTime() {
    return firstTime;
  }

  public long lastTime() {
    return lastTime;
  }

  /** Copies all of a series that has one slice, sorted by time, one reading a time. */
  @HotPath
  public void loadAll(HeadArena from, int series, boolean lastWins, BlockBuffer into) {
    load(from, from.firstPage(series), from.count(series), lastWins, into);
  }

  /**
   * Copies a slice, sorted by time, one reading a time.
   *
   * @param lastWins which of several readings of one time stays: the one that arrived last, or
   *     first
   */
  @HotPath
  public void load(HeadArena from, int firstPage, int count, boolean lastWins, BlockBuffer into) {
    int pageReadings = 1 << from.pageShift();
    int at = firstPage;
    for (int done = 0; done < count; ) {
      int n = Math.min(pageReadings, count - done);
      from.copyPage(at, n, readings);
      spread(n, into.times, into.values, done);
      done += n;
      if (done < count) {
        at = from.nextPage(at);
      }
    }
    into.count = sorter.sort(into.times, into.values, count, lastWins);
  }

  private void spread(int n, long[] times, long[] values, int at) {
    for (int i = 0; i < n; i++) {
      times[at + i] = readings[2 * i];
      values[at + i] = readings[2 * i + 1];
    }
  }
}
