package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * Collects the readings of one frame and lays them out as {@link FrameLayout} says; reused for
 * frame after frame.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction.
 */
public final class FrameWriter {
  private final long[] times = new long[FrameLayout.MAX_READINGS];
  private final long[] values = new long[FrameLayout.MAX_READINGS];
  private final int[] series = new int[FrameLayout.MAX_READINGS];
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(FrameLayout.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  // Views of everything behind the header: the arrays' offsets are multiples of their elements'
  // sizes.
  private final LongBuffer longs;
  private final IntBuffer ints;
  private final CRC32C crc = new CRC32C();
  private int count;

  public FrameWriter() {
    ByteBuffer body = frame.duplicate().position(FrameLayout.HEADER_BYTES);
    longs = body.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    ints = body.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /** Collects one reading; the caller has asked {@link #isFull}. */
  @HotPath
  public void add(int seriesId, long timeNs, long valueBits) {
    times[count] = timeNs;
    values[count] = valueBits;
    series[count] = seriesId;
    count++;
  }

  /** Readings collected. */
  public int count() {
    return count;
  }

  public boolean isFull() {
    return count == FrameLayout.MAX_READINGS;
  }

  public void clear() {
    count = 0;
  }

  /** Lays out what was collected; the buffer's position to limit is the frame. */
  @HotPath
  public ByteBuffer layOut() {
    int bytes = FrameLayout.frameBytes(count);
    frame.clear();
    frame.putInt(FrameLayout.MAGIC_OFFSET, FrameLayout.MAGIC);
    frame.putInt(FrameLayout.COUNT_OFFSET, count);
    frame.putInt(FrameLayout.ZERO_OFFSET, 0);
    longs.put((FrameLayout.timesOffset() - FrameLayout.HEADER_BYTES) / Long.BYTES, times, 0, count);
    longs.put(
        (FrameLayout.valuesOffset(count) - FrameLayout.HEADER_BYTES) / Long.BYTES,
        values,
        0,
        count);
    ints.put(
        (FrameLayout.seriesOffset(count) - FrameLayout.HEADER_BYTES) / Integer.BYTES,
        series,
        0,
        count);
    frame.limit(bytes);
    frame.putInt(FrameLayout.CRC_OFFSET, Frame.checksum(crc, frame));
    return frame.position(0);
  }
}
