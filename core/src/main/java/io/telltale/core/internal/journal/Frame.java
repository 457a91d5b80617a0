package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/** One frame copied out of the journal, checked and spread over arrays. Reused; one thread. */
public final class Frame {
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(FrameLayout.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final LongBuffer longs =
      bytes
          .duplicate()
          .order(ByteOrder.LITTLE_ENDIAN)
          .position(FrameLayout.HEADER_BYTES)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer();
  private final IntBuffer ints = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
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
    if (bytes.getInt(FrameLayout.MAGIC_OFFSET) != FrameLayout.MAGIC) {
      return "not a frame";
    }
    int n = bytes.getInt(FrameLayout.COUNT_OFFSET);
    if (n < 1 || n > FrameLayout.MAX_READINGS || FrameLayout.frameBytes(n) != length) {
      return "count and length of the frame disagree";
    }
    if (checksum(crc, bytes) != bytes.getInt(FrameLayout.CRC_OFFSET)) {
      return "checksum of the frame does not match";
    }
    longs.get(0, times, 0, n);
    longs.get(n, values, 0, n);
    ints.get(FrameLayout.seriesOffset(n) >> 2, series, 0, n);
    count = n;
    return null;
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
    frame.limit(limit).position(FrameLayout.ZERO_OFFSET);
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
