package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;

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

  private final Memory memory = OS.memory();
  private final long address = Jvm.address(frame);
  private final LongBuffer longs;
  private final CRC32C crc = new CRC32C();
  private int count;

  public FrameWriter() {
    longs =
        frame
            .duplicate()
            .position(FrameLayout.HEADER_BYTES)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
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

  /** Lays out what was collected, at least one; the buffer's position to limit is the frame. */
  @HotPath
  public ByteBuffer layOut() {
    int spreadBits = Long.SIZE - Long.numberOfLeadingZeros(spread());
    // distances are from -2^spreadBits on and below 2^spreadBits
    long base = times[0] - (1L << spreadBits);
    int timeWidth = (spreadBits >>> 3) + 1;
    int seriesWidth = FrameLayout.widthOf(seriesBits() & 0xFFFF_FFFFL);
    frame.clear();
    frame.putInt(FrameLayout.MAGIC_OFFSET, FrameLayout.MAGIC);
    frame.putInt(FrameLayout.COUNT_OFFSET, count);
    frame.put(FrameLayout.TIME_WIDTH_OFFSET, (byte) timeWidth);
    frame.put(FrameLayout.SERIES_WIDTH_OFFSET, (byte) seriesWidth);
    frame.putShort(FrameLayout.ZERO_OFFSET, (short) 0);
    frame.putLong(FrameLayout.BASE_OFFSET, base);
    longs.put(0, values, 0, count);
    putTimes(base, timeWidth);
    putSeries(timeWidth, seriesWidth);
    frame.limit(FrameLayout.frameBytes(count, timeWidth, seriesWidth));
    frame.putInt(FrameLayout.CRC_OFFSET, Frame.checksum(crc, frame));
    return frame.position(0);
  }

  /** All bits that a distance from the first time has, negative ones turned round. */
  private long spread() {
    long first = times[0];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long distance = times[i] - first;
      bits |= distance ^ distance >> Long.SIZE - 1;
    }
    return bits;
  }

  /** All bits of the series. */
  private int seriesBits() {
    int bits = 0;
    for (int i = 0; i < count; i++) {
      bits |= series[i];
    }
    return bits;
  }

  private void putTimes(long base, int width) {
    long at = address + FrameLayout.timesOffset(count);
    for (int i = 0; i < count; i++) {
      memory.writeLong(at, times[i] - base);
      at += width;
    }
  }

  private void putSeries(int timeWidth, int width) {
    long at = address + FrameLayout.seriesOffset(count, timeWidth);
    for (int i = 0; i < count; i++) {
      memory.writeInt(at, series[i]);
      at += width;
    }
  }
}
