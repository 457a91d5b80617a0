package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * One frame copied out of the journal, checked and spread over arrays. Reused; one thread; needs no
 * class of Chronicle's and no JVM flags.
 */
public final class Frame {
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(FrameLayout.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final LongBuffer values64 =
      bytes
          .duplicate()
          .position(FrameLayout.HEADER_BYTES)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer();
  private final CRC32C crc = new CRC32C();
  private final long[] times = new long[FrameLayout.MAX_READINGS];
  private final long[] values = new long[FrameLayout.MAX_READINGS];
  private final int[] series = new int[FrameLayout.MAX_READINGS];
  private int count;

  /** The buffer that a reader copies a frame into. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Checks the frame in the buffer and takes it apart.
   *
   * @return null when it is sound, else what is wrong
   */
  @HotPath
  public String unpack() {
    int length = bytes.limit();
    if (length < FrameLayout.HEADER_BYTES) {
      return "frame shorter than its header";
    }
    if (bytes.getInt(FrameLayout.MAGIC_OFFSET) == FrameLayout.OLD_MAGIC) {
      return "a frame of a layout that was never released, TTF1";
    }
    if (bytes.getInt(FrameLayout.MAGIC_OFFSET) != FrameLayout.MAGIC) {
      return "not a frame";
    }
    int n = bytes.getInt(FrameLayout.COUNT_OFFSET);
    int timeWidth = bytes.get(FrameLayout.TIME_WIDTH_OFFSET);
    int seriesWidth = bytes.get(FrameLayout.SERIES_WIDTH_OFFSET);
    boolean sound =
        n >= 1
            && n <= FrameLayout.MAX_READINGS
            && timeWidth >= 1
            && timeWidth <= Long.BYTES
            && seriesWidth >= 1
            && seriesWidth <= Integer.BYTES
            && FrameLayout.frameBytes(n, timeWidth, seriesWidth) == length;
    if (!sound) {
      return "count and length of the frame disagree";
    }
    if (checksum(crc, bytes) != bytes.getInt(FrameLayout.CRC_OFFSET)) {
      return "checksum of the frame does not match";
    }
    values64.get(0, values, 0, n);
    takeTimes(n, timeWidth);
    takeSeries(n, timeWidth, seriesWidth);
    count = n;
    return null;
  }

  private void takeTimes(int n, int width) {
    long base = bytes.getLong(FrameLayout.BASE_OFFSET);
    int shift = Long.SIZE - (width << 3);
    // a word ends where its integer ends: so it begins in what stands before, never behind the end
    int at = FrameLayout.timesOffset(n) + width - Long.BYTES;
    for (int i = 0; i < n; i++) {
      times[i] = base + (bytes.getLong(at) >>> shift);
      at += width;
    }
  }

  private void takeSeries(int n, int timeWidth, int width) {
    int shift = Integer.SIZE - (width << 3);
    int at = FrameLayout.seriesOffset(n, timeWidth) + width - Integer.BYTES;
    for (int i = 0; i < n; i++) {
      series[i] = bytes.getInt(at) >>> shift;
      at += width;
    }
  }

  /**
   * Checksum of a frame from byte 0 to its limit, without the magic and the checksum itself.
   *
   * @param crc scratch
   * @param frame position is left at the limit
   * @return CRC32C
   */
  @HotPath
  public static int checksum(CRC32C crc, ByteBuffer frame) {
    int limit = frame.limit();
    crc.reset();
    frame.position(FrameLayout.COUNT_OFFSET).limit(FrameLayout.CRC_OFFSET);
    crc.update(frame);
    frame.limit(limit).position(FrameLayout.TIME_WIDTH_OFFSET);
    crc.update(frame);
    return (int) crc.getValue();
  }

  public int count() {
    return count;
  }

  public long[] times() {
    return times;
  }

  public long[] values() {
    return values;
  }

  public int[] series() {
    return series;
  }
}
