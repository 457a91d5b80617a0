package io.telltale.core.internal.head;

/**
 * The memory of a head arena: pages of readings and one state line a series, native byte order,
 * never on disk.
 *
 * <pre>
 *   page, 512 bytes          state line, 64 bytes
 *   +------------------+     0       8            12          16          24     32         36
 *   | 32 x i64 time    |     +-------+------------+-----------+-----------+------+----------+------+
 *   | 32 x i64 value   |     | i64   | i32        | i32       | i64       | free | i32      | free |
 *   +------------------+     | count | first page | last page | last time |      | disorder |      |
 *                            +-------+------------+-----------+-----------+------+----------+------+
 * </pre>
 */
final class HeadLayout {
  static final int PAGE_READINGS = 32;
  static final int PAGE_SHIFT = 5;
  static final int PAGE_LONGS = 2 * PAGE_READINGS;
  static final int PAGE_BYTES = PAGE_LONGS * Long.BYTES;

  /** Pages are allocated in chunks of 4 MiB. */
  static final int CHUNK_PAGE_SHIFT = 13;

  static final int CHUNK_PAGES = 1 << CHUNK_PAGE_SHIFT;

  static final int LINE_BYTES = 64;
  static final int COUNT_OFFSET = 0;
  static final int FIRST_PAGE_OFFSET = 8;
  static final int LAST_PAGE_OFFSET = 12;
  static final int LAST_TIME_OFFSET = 16;

  /** Not 0 once a reading came that was not later than the one before it. */
  static final int DISORDER_OFFSET = 32;

  /** State lines are allocated in chunks of this many series. */
  static final int CHUNK_SERIES = 1 << 14;

  private HeadLayout() {}
}
