package io.telltale.query.internal.replay;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.View;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * The readings of one stretch of time after the other, each in order of time. A stretch is as long
 * as makes for some hundred thousand readings.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> until its arrays have grown. <b>Lifetime:</b>
 * that of the pinned view.
 */
public final class TimeSlice {
  private static final int WANTED = 1 << 18;
  private static final int MOST = 1 << 21;
  private static final int INDEX_BITS = 21;

  /** So that a time in the slice and an index fit into one number. */
  private static final long LONGEST_NS = 1L << Long.SIZE - 1 - INDEX_BITS;

  private static final long FIRST_NS = 1_000_000_000L;

  private final View view;
  private final Catalog catalog;
  private final RoaringBitmap devices;
  private final long endNs;
  private final SeriesScan scan = new SeriesScan();
  private long fromNs;
  private long lengthNs = FIRST_NS;

  /** Time of the first reading behind the slice, Long.MAX_VALUE: there is none. */
  private long nextNs;

  private boolean ended;
  private int count;
  private int[] series = new int[WANTED];
  private long[] bits = new long[WANTED];

  /** Time since the slice's begin and place among those collected. */
  private long[] keys = new long[WANTED];

  /**
   * Begins before the first slice.
   *
   * @param devices whose readings, null: all
   * @param toNs end of the last slice, not part of it
   */
  public TimeSlice(View view, RoaringBitmap devices, long fromNs, long toNs) {
    this.view = view;
    catalog = view.catalog();
    this.devices = devices;
    this.fromNs = fromNs;
    endNs = toNs;
    nextNs = fromNs;
  }

  /** Moves to the next slice that has readings; false when there is none. */
  public boolean next() {
    while (!ended) {
      fromNs = nextNs;
      if (fromNs >= endNs) {
        ended = true;
      } else if (!collect()) {
        shorten();
      } else if (count > 0) {
        Arrays.sort(keys, 0, count);
        lengthNs = count < WANTED / 2 ? Math.min(2 * lengthNs, LONGEST_NS) : lengthNs;
        return true;
      }
    }
    count = 0;
    return false;
  }

  /** Too much was collected: begins anew with less. */
  private void shorten() {
    if (lengthNs == 1) {
      throw new IllegalStateException("more than " + MOST + " readings at " + fromNs + " ns");
    }
    lengthNs = Math.max(1, lengthNs / 4);
    nextNs = fromNs;
  }

  /** Collects what lies in the slice; false when it is too much. */
  private boolean collect() {
    long to = fromNs + lengthNs < fromNs ? endNs : Math.min(endNs, fromNs + lengthNs);
    count = 0;
    nextNs = Long.MAX_VALUE;
    int known = catalog.seriesCount();
    for (int s = 0; s < known; s++) {
      if ((devices == null || devices.contains(catalog.seriesDevice(s))) && !collect(s, to)) {
        return false;
      }
    }
    return true;
  }

  private boolean collect(int ofSeries, long to) {
    scan.open(view, ofSeries);
    int parts = scan.partCount();
    int part = firstReaching(parts);
    if (part < parts && scan.partFirstTime(part) >= to) {
      nextNs = Math.min(nextNs, scan.partFirstTime(part));
      return true;
    }
    scan.seek(part);
    while (scan.next()) {
      scan.load();
      long[] times = scan.times();
      for (int i = 0; i < scan.size(); i++) {
        if (times[i] >= to) {
          nextNs = Math.min(nextNs, times[i]);
          return true;
        }
        if (times[i] >= fromNs && !add(ofSeries, times[i], scan.values()[i])) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the first part that reaches into the slice or lies behind it. */
  private int firstReaching(int parts) {
    int low = 0;
    int high = parts;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scan.partLastTime(middle) < fromNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean add(int ofSeries, long timeNs, long valueBits) {
    if (count == MOST) {
      return false;
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      series = Arrays.copyOf(series, 2 * count);
      bits = Arrays.copyOf(bits, 2 * count);
    }
    keys[count] = timeNs - fromNs << INDEX_BITS | count;
    series[count] = ofSeries;
    bits[count++] = valueBits;
    return true;
  }

  /** Returns how many readings it has. */
  public int count() {
    return count;
  }

  /** Returns the time of one of them, epoch nanoseconds. */
  public long timeNs(int i) {
    return fromNs + (keys[i] >>> INDEX_BITS);
  }

  /** Returns its series. */
  public int series(int i) {
    return series[(int) keys[i] & MOST - 1];
  }

  /** Returns its value as bits. */
  public long bits(int i) {
    return bits[(int) keys[i] & MOST - 1];
  }
}
