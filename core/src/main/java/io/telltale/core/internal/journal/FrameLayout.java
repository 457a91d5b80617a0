package io.telltale.core.internal.journal;

/**
 * One frame of the journal: a header and three arrays, little-endian. Times count from a base, and
 * they and the series take as few bytes as all of the frame fit into: what is written here is fresh
 * memory, which costs more than to write it does.
 *
 * <pre>
 *   0        4        8        12       13       14       16            24
 *   +--------+--------+--------+--------+--------+--------+-------------+
 *   | magic  | count c| crc32c | u8 t   | u8 s   | zero   | i64 base    |
 *   +--------+--------+--------+--------+--------+--------+-------------+
 *   24              24+8c                   24+(8+t)c            24+(8+t+s)c
 *   +---------------+-----------------------+--------------------+
 *   | c x i64 value | c x time - base       | c x series         |
 *   |               | t bytes each, 1 to 8  | s bytes, 1 to 4    |
 *   +---------------+-----------------------+--------------------+
 * </pre>
 *
 * The checksum covers count and everything behind the checksum field.
 */
public final class FrameLayout {
  public static final int MAGIC = 0x32465454; // "TTF2"

  /** The layout before: never released, so that it is only refused by name. */
  static final int OLD_MAGIC = 0x31465454;

  public static final int MAX_READINGS = 8192;
  public static final int MAGIC_OFFSET = 0;
  public static final int COUNT_OFFSET = 4;
  public static final int CRC_OFFSET = 8;
  public static final int TIME_WIDTH_OFFSET = 12;
  public static final int SERIES_WIDTH_OFFSET = 13;
  public static final int ZERO_OFFSET = 14;
  public static final int BASE_OFFSET = 16;
  public static final int HEADER_BYTES = 24;
  public static final int MAX_BYTES = HEADER_BYTES + MAX_READINGS * 20;

  private FrameLayout() {}

  static int timesOffset(int count) {
    return HEADER_BYTES + Long.BYTES * count;
  }

  static int seriesOffset(int count, int timeWidth) {
    return timesOffset(count) + timeWidth * count;
  }

  static int frameBytes(int count, int timeWidth, int seriesWidth) {
    return seriesOffset(count, timeWidth) + seriesWidth * count;
  }

  /** Bytes that hold an integer without sign, 1 to 8. */
  static int widthOf(long most) {
    return Math.max(1, (Long.SIZE + 7 - Long.numberOfLeadingZeros(most)) >>> 3);
  }
}
