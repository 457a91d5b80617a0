package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Longer than a frame: narrow integers are put as whole words, each over the end of the last. */
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(FrameLayout.MAX_BYTES + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private final LongBuffer longs;
  private final CRC32C crc = new CRC32C();
  private int count;
  private long earliest;
  private long latest;
  private int seriesBits;

  public FrameWriter() {
    longs =
        frame
            .duplicate()
            .position(FrameLayout.HEADER_BYTES)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
    clear();
  }

  /** Collects one reading; the caller has asked {@link #isFull}. */
  @HotPath
  public void add(int seriesId, long timeNs, long valueBits) {
    times[count] = timeNs;
    values[count] = valueBits;
    series[count] = seriesId;
    earliest = Math.min(earliest, timeNs);
    latest = Math.max(latest, timeNs);
    seriesBits |= seriesId;
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
    earliest = Long.MAX_VALUE;
    latest = Long.MIN_VALUE;
    seriesBits = 0;
  }

  /** Lays out what was collected, at least one; the buffer's position to limit is the frame. */
  @HotPath
  public ByteBuffer layOut() {
    int timeWidth = FrameLayout.widthOf(latest - earliest);
    int seriesWidth = FrameLayout.widthOf(seriesBits & 0xFFFF_FFFFL);
    frame.clear();
    frame.putInt(FrameLayout.MAGIC_OFFSET, FrameLayout.MAGIC);
    frame.putInt(FrameLayout.COUNT_OFFSET, count);
    frame.put(FrameLayout.TIME_WIDTH_OFFSET, (byte) timeWidth);
    frame.put(FrameLayout.SERIES_WIDTH_OFFSET, (byte) seriesWidth);
    frame.putShort(FrameLayout.ZERO_OFFSET, (short) 0);
    frame.putLong(FrameLayout.EARLIEST_OFFSET, earliest);
    longs.put(0, values, 0, count);
    putTimes(timeWidth);
    putSeries(timeWidth, seriesWidth);
    frame.limit(FrameLayout.frameBytes(count, timeWidth, seriesWidth));
    frame.putInt(FrameLayout.CRC_OFFSET, Frame.checksum(crc, frame));
    return frame.position(0);
  }

  private void putTimes(int width) {
    int at = FrameLayout.timesOffset(count);
    long first = earliest;
    for (int i = 0; i < count; i++, at += width) {
      frame.putLong(at, times[i] - first);
    }
  }

  private void putSeries(int timeWidth, int width) {
    int at = FrameLayout.seriesOffset(count, timeWidth);
    for (int i = 0; i < count; i++, at += width) {
      frame.putInt(at, series[i]);
    }
  }
}
