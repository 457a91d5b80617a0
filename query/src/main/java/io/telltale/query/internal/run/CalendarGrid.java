package io.telltale.query.internal.run;

import io.telltale.query.CalendarSpan;
import java.util.Arrays;

/**
 * Buckets of a calendar. Where they start is asked of java.time once for each page of some 26 days
 * that readings lie in, and kept.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a page of up to some 630 starts when a time
 * of it is first asked for. <b>Lifetime:</b> that of its query.
 */
public final class CalendarGrid implements BucketGrid {
  private static final int PAGE_BITS = 51;
  private static final int PAGES = 1 << (Long.SIZE - PAGE_BITS);

  private final CalendarStarts starts;

  /** Per page: the start of the bucket that its first time lies in, and all starts after it. */
  private final long[][] pages = new long[PAGES][];

  private long startNs;
  private long lastNs;

  /** Creates a grid. */
  public CalendarGrid(CalendarSpan span) {
    starts = new CalendarStarts(span);
  }

  @Override
  public void aim(long timeNs) {
    long[] page = page(timeNs);
    int bucket = find(page, timeNs);
    startNs = page[bucket];
    lastNs = last(page, bucket);
  }

  @Override
  public long startNs() {
    return startNs;
  }

  @Override
  public long lastNs() {
    return lastNs;
  }

  @Override
  public boolean isOneBucket(long firstNs, long lastNs) {
    long[] page = page(firstNs);
    return last(page, find(page, firstNs)) >= lastNs;
  }

  private long[] page(long timeNs) {
    int index = (int) (timeNs >> PAGE_BITS) + PAGES / 2;
    long[] page = pages[index];
    if (page == null) {
      long firstNs = timeNs >> PAGE_BITS << PAGE_BITS;
      page = starts.around(firstNs, firstNs + ((1L << PAGE_BITS) - 1));
      pages[index] = page;
    }
    return page;
  }

  /** Returns the index of the last start at or before a time. */
  private static int find(long[] page, long timeNs) {
    int at = Arrays.binarySearch(page, timeNs);
    return at >= 0 ? at : -at - 2;
  }

  /** The bucket without a next start reaches beyond all times. */
  private static long last(long[] page, int bucket) {
    return bucket + 1 < page.length ? page[bucket + 1] - 1 : Long.MAX_VALUE;
  }
}
