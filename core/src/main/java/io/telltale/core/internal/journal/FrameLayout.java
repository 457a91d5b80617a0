package io.telltale.core.internal.journal;

/**
 * One frame of the journal: a header and three arrays, little-endian.
 *
 * <pre>
 *   0        4        8        12       16              16+8c          16+16c       16+20c
 *   +--------+--------+--------+--------+----------------+--------------+------------+
 *   | magic  | count c| crc32c | zero   | c x i64 time   | c x i64 value| c x i32 series |
 *   +--------+--------+--------+--------+----------------+--------------+------------+
 * </pre>
 *
 * The checksum covers count and everything behind the checksum field.
 */
public final class FrameLayout {
  public static final int MAGIC = 0x31465454; // "TTF1"
  public static final int MAX_READINGS = 2048;
  public static final int MAGIC_OFFSET = 0;
  public static final int COUNT_OFFSET = 4;
  public static final int CRC_OFFSET = 8;
  public static final int ZERO_OFFSET = 12;
  public static final int HEADER_BYTES = 16;
  public static final int BYTES_A_READING = 20;
  public static final int MAX_BYTES = HEADER_BYTES + MAX_READINGS * BYTES_A_READING;

  private FrameLayout() {}

  public static int timesOffset() {
    return HEADER_BYTES;
  }

  public static int valuesOffset(int count) {
    return HEADER_BYTES + 8 * count;
  }

  public static int seriesOffset(int count) {
    return HEADER_BYTES + 16 * count;
  }

  /** Bytes of so many frames with so many readings in all. */
  public static long bytesOf(long frames, long readings) {
    return HEADER_BYTES * frames + BYTES_A_READING * readings;
  }

  /** Readings of a frame of so many bytes. */
  public static int readings(int frameBytes) {
    return (frameBytes - HEADER_BYTES) / BYTES_A_READING;
  }

  public static int frameBytes(int count) {
    return HEADER_BYTES + BYTES_A_READING * count;
  }
}
