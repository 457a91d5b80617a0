package io.telltale.core.internal.head;

import static io.telltale.core.internal.head.HeadLayout.PAGE_READINGS;
import static io.telltale.core.internal.head.HeadLayout.PAGE_SHIFT;

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
  private static final int SLICE_PAGES = SLICE_READINGS / PAGE_READINGS;

  private final ArrivalSorter sorter = new ArrivalSorter();
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
    int pages = (sliceCount + PAGE_READINGS - 1) >> PAGE_SHIFT;
    int at = slicePage;
    for (int p = 0; p < pages; p++) {
      int n = Math.min(PAGE_READINGS, sliceCount - (p << PAGE_SHIFT));
      bound(at, n);
      if (p == SLICE_PAGES - 1 && left > 0 || p < pages - 1) {
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
    for (int i = 0; i < n; i++) {
      long time = arena.time(at, i);
      firstTime = Math.min(firstTime, time);
      lastTime = Math.max(lastTime, time);
    }
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

  /**
   * Copies a slice, sorted by time, one reading a time.
   *
   * @param lastWins which of several readings of one time stays: the one that arrived last, or
   *     first
   */
  @HotPath
  public void load(HeadArena from, int firstPage, int count, boolean lastWins, BlockBuffer into) {
    int at = firstPage;
    for (int done = 0; done < count; ) {
      int n = Math.min(PAGE_READINGS, count - done);
      from.copyPage(at, n, into.times, into.values, done);
      done += n;
      if (done < count) {
        at = from.nextPage(at);
      }
    }
    into.count = sorter.sort(into.times, into.values, count, lastWins);
  }
}
