package io.telltale.core.internal.head;

/**
 * The memory of a head arena: pages of readings and one state line a series, native byte order,
 * never on disk. Pages of an arena are all of one size: 128 readings, fewer (4 at least) where a
 * page for each series would take too much of it. A reading is in one place, and a line as short as
 * it can be, because of ten thousand series each has a page and a line that the next reading goes
 * to: a core's cache has to hold those.
 *
 * <pre>
 *   page of n readings             state line, 32 bytes
 *   +-----------------------+      0       8            12          16          24         28     32
 *   | n x (i64 time, value) |      +-------+------------+-----------+-----------+----------+------+
 *   +-----------------------+      | i64   | i32        | i32       | i64       | i32      | free |
 *                                  | count | first page | last page | last time | disorder |      |
 *                                  +-------+------------+-----------+-----------+----------+------+
 * </pre>
 */
final class HeadLayout {
  /** Readings of a page, as a power of two: of the largest, and of the smallest. */
  static final int MAX_PAGE_SHIFT = 7;

  static final int MIN_PAGE_SHIFT = 2;

  /** Bytes of a reading, as a power of two: its time and its value. */
  static final int READING_SHIFT = 4;

  /** Pages are allocated in chunks of 4 MiB. */
  static final int CHUNK_SHIFT = 22;

  static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;

  static final int LINE_BYTES = 32;
  static final int COUNT_OFFSET = 0;
  static final int FIRST_PAGE_OFFSET = 8;
  static final int LAST_PAGE_OFFSET = 12;
  static final int LAST_TIME_OFFSET = 16;

  /** Not 0 once a reading came that was not later than the one before it. */
  static final int DISORDER_OFFSET = 24;

  /** State lines are allocated in chunks of this many series. */
  static final int CHUNK_SERIES = 1 << 14;

  private HeadLayout() {}
}
