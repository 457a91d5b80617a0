package io.telltale.core.internal.segment;

import io.telltale.core.internal.io.SectionFileWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * Gathers which device reported on which channel in which time bin.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> 25 bytes a series. <b>Lifetime:</b> one
 * segment.
 */
final class ReportingWriter {
  private int[] channels = new int[64];
  private int[] devices = new int[64];
  private byte[] shifts = new byte[64];
  private long[] origins = new long[64];
  private long[] masks = new long[64];
  private int rows;

  /** The widest bins of a series so far. */
  private int widest;

  void endSeries(int device, int channel, ReportedBins bins) {
    if (rows == masks.length) {
      int capacity = rows + (rows >> 1);
      channels = Arrays.copyOf(channels, capacity);
      devices = Arrays.copyOf(devices, capacity);
      shifts = Arrays.copyOf(shifts, capacity);
      origins = Arrays.copyOf(origins, capacity);
      masks = Arrays.copyOf(masks, capacity);
    }
    channels[rows] = channel;
    devices[rows] = device;
    shifts[rows] = (byte) bins.shift();
    origins[rows] = bins.origin();
    masks[rows] = bins.mask();
    widest = Math.max(widest, bins.shift());
    rows++;
  }

  /** Writes the section; the segment's readings span tMin to tMax. */
  void writeTo(SectionFileWriter file, long tMin, long tMax) {
    int finalShift = rows == 0 ? 0 : TimeBins.shiftFor(tMin, tMax, widest);
    long firstBin = rows == 0 ? 0 : tMin >> finalShift;
    int bins = rows == 0 ? 0 : TimeBins.count(tMin, tMax, finalShift);
    int channelCount = countChannels();
    byte[][] bitmaps = new byte[channelCount * bins][];
    ByteBuffer head = allocate(headBytes(channelCount, bins));
    head.putLong(firstBin).putInt(finalShift).putInt(bins).putInt(channelCount).putInt(0);
    int channel = 0;
    for (int row = 0; row < rows; channel++) {
      int end = endOfChannel(row);
      head.putInt(channels[row]);
      RoaringBitmap[] byBin = byBin(row, end, finalShift, firstBin, bins);
      for (int bin = 0; bin < bins; bin++) {
        bitmaps[channel * bins + bin] = serialize(byBin[bin]);
      }
      row = end;
    }
    int offset = 0;
    for (byte[] bitmap : bitmaps) {
      head.putInt(offset);
      offset = Math.addExact(offset, bitmap.length);
    }
    head.putInt(offset);
    file.beginSection(SegmentLayout.SECTION_REPORTING);
    file.write(head.flip());
    for (byte[] bitmap : bitmaps) {
      file.write(ByteBuffer.wrap(bitmap));
    }
    file.endSection();
  }

  private RoaringBitmap[] byBin(int from, int end, int finalShift, long firstBin, int bins) {
    RoaringBitmap[] byBin = new RoaringBitmap[bins];
    for (int bin = 0; bin < bins; bin++) {
      byBin[bin] = new RoaringBitmap();
    }
    for (int row = from; row < end; row++) {
      for (long rest = masks[row]; rest != 0; rest &= rest - 1) {
        long bin = origins[row] + Long.numberOfTrailingZeros(rest);
        byBin[(int) ((bin >> finalShift - shifts[row]) - firstBin)].add(devices[row]);
      }
    }
    return byBin;
  }

  private int countChannels() {
    int count = 0;
    for (int row = 0; row < rows; row = endOfChannel(row)) {
      count++;
    }
    return count;
  }

  private int endOfChannel(int row) {
    int end = row + 1;
    while (end < rows && channels[end] == channels[row]) {
      end++;
    }
    return end;
  }

  private static int headBytes(int channels, int bins) {
    return SegmentLayout.REPORTING_CHANNEL_IDS_OFFSET
        + (channels + Math.addExact(Math.multiplyExact(channels, bins), 1)) * Integer.BYTES;
  }

  private static byte[] serialize(RoaringBitmap bitmap) {
    if (bitmap.isEmpty()) {
      return new byte[0];
    }
    bitmap.runOptimize();
    ByteBuffer bytes = allocate(bitmap.serializedSizeInBytes());
    bitmap.serialize(bytes);
    return bytes.array();
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
