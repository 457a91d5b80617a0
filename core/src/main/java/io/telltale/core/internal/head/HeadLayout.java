package io.telltale.core.internal.head;

/**
 * The memory of a head arena: pages of readings and one state line a series, native byte order,
 * never on disk. Pages of an arena are all of one size: 128 readings, fewer (4 at least) where a
 * page for each series would take too much of it. A reading is in one place, and a line as short as
 * it can be, because of ten thousand series each has a page and a line that the next reading goes
 * to: a core's cache has to hold those.
 *
 * <pre>
 *   page of n readings             state line, 16 bytes, two words
 *   +-----------------------+      +-----------+-----------+-------------+-----------+
 *   | n x (i64 time, value) |      | bits 0-31 | bits 32-62 | bit 63     | i64       |
 *   +-----------------------+      | count     | last page  | disorder   | last time |
 *                                  +-----------+-----------+-------------+-----------+
 * </pre>
 *
 * The writer publishes a reading by writing the first word, which readers acquire. Pages are
 * chained from the first of each series; that and the chain are kept beside, where appending seldom
 * looks.
 */
final class HeadLayout {
  /** Readings of a page, as a power of two: of the largest, and of the smallest. */
  static final int MAX_PAGE_SHIFT = 7;

  static final int MIN_PAGE_SHIFT = 2;

  /** Bytes of a reading, as a power of two: its time and its value. */
  static final int READING_SHIFT = 4;

  /** Bytes of the pages of a chunk, as a power of two: 4 MiB. */
  static final int CHUNK_SHIFT = 22;

  /**
   * Words behind each of the largest pages, a cache line: without it the slots that a fleet in step
   * is about to write lie at the same place of all pages, and fall into few sets of a cache.
   */
  static final int GAP_WORDS = 8;

  /** Pages are allocated in chunks: 4 MiB of the largest ones, and their gaps. */
  static final int CHUNK_BYTES =
      (1 << CHUNK_SHIFT)
          + (1 << CHUNK_SHIFT - READING_SHIFT - MAX_PAGE_SHIFT) * GAP_WORDS * Long.BYTES;

  static final int LINE_WORDS = 2;
  static final int LINE_BYTES = LINE_WORDS * Long.BYTES;

  /** Of a line, in words. */
  static final int STATE = 0;

  static final int LAST_TIME = 1;

  /** Set once a reading came that was not later than the one before it. */
  static final long DISORDER = 1L << 63;

  /** State lines are allocated in chunks of this many series. */
  static final int SERIES_SHIFT = 14;

  static final int CHUNK_SERIES = 1 << SERIES_SHIFT;

  private HeadLayout() {}

  /** Words from one page to the next. */
  static int pageWords(int pageShift) {
    return (2 << pageShift) + (pageShift == MAX_PAGE_SHIFT ? GAP_WORDS : 0);
  }

  static int count(long state) {
    return (int) state;
  }

  static int lastPage(long state) {
    return (int) (state >>> Integer.SIZE) & Integer.MAX_VALUE;
  }

  static long withLastPage(long state, int page) {
    return state & (DISORDER | 0xFFFF_FFFFL) | (long) page << Integer.SIZE;
  }
}
