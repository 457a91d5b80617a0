package io.telltale.core.internal.head;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;

/**
 * Reads a series of an arena in slices: up to 1,024 readings, or fewer, that arrived one after
 * another, which a caller treats like blocks that may overlap. Plans them with their time bounds,
 * then loads one by one.
 *
 * <p><b>Threading:</b> one thread, beside the arena's writer. <b>Allocation:</b> none.
 */
public final class SliceReader {
  /** So many slices at the end are small; where each begins and ends costs a look into memory. */
  private static final int FINE_SLICES = 8;

  /** The most readings of a slice at the end, a power of two. */
  private final int sliceReadings;

  private final ArrivalSorter sorter = new ArrivalSorter();
  private final long[] readings = new long[2 << HeadLayout.MAX_PAGE_SHIFT];
  private HeadArena arena;
  private boolean ordered;
  private int left;
  private int page;
  private int slot;
  private int slicePlace;
  private int sliceCount;
  private long firstTime;
  private long lastTime;

  /** Reads slices of up to 1,024 readings. */
  public SliceReader() {
    this(BlockBuffer.CAPACITY);
  }

  /**
   * Reads smaller slices at the end, for those who want the newest readings of a series.
   *
   * @param sliceReadings at most so many readings each, a power of two up to 1,024
   */
  public SliceReader(int sliceReadings) {
    if (Integer.bitCount(sliceReadings) != 1 || sliceReadings > BlockBuffer.CAPACITY) {
      throw new IllegalArgumentException("sliceReadings=" + sliceReadings);
    }
    this.sliceReadings = sliceReadings;
  }

  /** Before the first slice of a series. */
  @HotPath
  public void open(HeadArena from, int series) {
    arena = from;
    left = from.count(series);
    // asked after the count: a reading that came since can only make it say "not ordered" too early
    ordered = from.isOrdered(series);
    page = left > 0 ? from.firstPage(series) : -1;
    slot = 0;
  }

  /** Moves to the next slice and finds its bounds. */
  @HotPath
  public boolean next() {
    if (left == 0) {
      return false;
    }
    int shift = arena.pageShift();
    slicePlace = (page << shift) + slot;
    int tail = FINE_SLICES * sliceReadings;
    sliceCount =
        left > tail ? Math.min(left - tail, BlockBuffer.CAPACITY) : Math.min(left, sliceReadings);
    left -= sliceCount;
    firstTime = Long.MAX_VALUE;
    lastTime = Long.MIN_VALUE;
    for (int done = 0; done < sliceCount; ) {
      int n = Math.min((1 << shift) - slot, sliceCount - done);
      bound(n);
      done += n;
      slot += n;
      if (slot == 1 << shift && (done < sliceCount || left > 0)) {
        page = arena.nextPage(page);
        slot = 0;
      }
    }
    return true;
  }

  private void bound(int n) {
    if (ordered || arena.ascends(page)) {
      firstTime = Math.min(firstTime, arena.time(page, slot));
      lastTime = Math.max(lastTime, arena.time(page, slot + n - 1));
      return;
    }
    arena.copyPage(page, slot, n, readings);
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
  public int slicePlace() {
    return slicePlace;
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
    load(from, from.firstPage(series) << from.pageShift(), from.count(series), lastWins, into);
  }

  /**
   * Copies a slice, sorted by time, one reading a time.
   *
   * @param place its {@link #slicePlace}
   * @param lastWins which of several readings of one time stays: the one that arrived last, or
   *     first
   */
  @HotPath
  public void load(HeadArena from, int place, int count, boolean lastWins, BlockBuffer into) {
    int pageReadings = 1 << from.pageShift();
    int at = place >> from.pageShift();
    int first = place & pageReadings - 1;
    for (int done = 0; done < count; ) {
      int n = Math.min(pageReadings - first, count - done);
      from.copyPage(at, first, n, readings);
      spread(n, into.times, into.values, done);
      done += n;
      first = 0;
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
