package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which device reported on which channel in which time bin.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none once read. <b>Lifetime:</b> that of its
 * segment.
 */
final class Reporting {
  private final long firstBin;
  private final int shift;
  private final int bins;
  private final int[] channels;
  private final RoaringBitmap[] bitmaps;

  private Reporting(long firstBin, int shift, int[] channels, int bins, RoaringBitmap[] bitmaps) {
    this.firstBin = firstBin;
    this.shift = shift;
    this.channels = channels;
    this.bins = bins;
    this.bitmaps = bitmaps;
  }

  /** Takes the bytes of the section, checked. */
  static Reporting read(Path path, long sectionOffset, ByteBuffer section) {
    try {
      return read(section);
    } catch (IOException
        | InvalidRoaringFormat
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new CorruptStoreException(
          path, sectionOffset, "bitmaps of reporting devices cannot be read: " + e.getMessage());
    }
  }

  private static Reporting read(ByteBuffer section) throws IOException {
    int shift = section.getInt(SegmentLayout.REPORTING_SHIFT_OFFSET);
    int bins = section.getInt(SegmentLayout.REPORTING_BINS_OFFSET);
    int channelCount = section.getInt(SegmentLayout.REPORTING_CHANNELS_OFFSET);
    if (shift < 0 || shift >= Long.SIZE || bins < 0 || bins > SegmentLayout.MAX_BINS) {
      throw new IllegalArgumentException("shift=" + shift + " bins=" + bins);
    }
    if (channelCount < 0 || channelCount > section.capacity() / Integer.BYTES) {
      throw new IllegalArgumentException("channels=" + channelCount);
    }
    int[] channels = new int[channelCount];
    section.position(SegmentLayout.REPORTING_CHANNEL_IDS_OFFSET);
    for (int i = 0; i < channelCount; i++) {
      channels[i] = section.getInt();
    }
    int offsetsAt = section.position();
    if (((long) channelCount * bins + 1) * Integer.BYTES > section.remaining()) {
      throw new IllegalArgumentException("channels=" + channelCount + " bins=" + bins);
    }
    RoaringBitmap[] bitmaps = new RoaringBitmap[channelCount * bins];
    int dataAt = offsetsAt + (bitmaps.length + 1) * Integer.BYTES;
    for (int i = 0; i < bitmaps.length; i++) {
      bitmaps[i] = new RoaringBitmap();
      int from = section.getInt(offsetsAt + i * Integer.BYTES);
      int to = section.getInt(offsetsAt + (i + 1) * Integer.BYTES);
      if (from != to) {
        section.limit(dataAt + to).position(dataAt + from);
        bitmaps[i].deserialize(section);
        section.limit(section.capacity());
      }
    }
    return new Reporting(
        section.getLong(SegmentLayout.REPORTING_FIRST_BIN_OFFSET), shift, channels, bins, bitmaps);
  }

  /**
   * Tells the devices that reported in any bin that the half-open range touches, bin by bin; the
   * range and the readings of the segment touch.
   */
  @HotPath
  void devices(int channel, long fromNs, long toNs, IntConsumer told) {
    int index = Arrays.binarySearch(channels, channel);
    int to = endBin(toNs);
    for (int bin = firstBin(fromNs); index >= 0 && bin < to; bin++) {
      bitmaps[index * bins + bin].forEach(told);
    }
  }

  /** Returns how many devices that would tell. */
  @HotPath
  long count(int channel, long fromNs, long toNs) {
    int index = Arrays.binarySearch(channels, channel);
    int to = endBin(toNs);
    long count = 0;
    for (int bin = firstBin(fromNs); index >= 0 && bin < to; bin++) {
      count += bitmaps[index * bins + bin].getLongCardinality();
    }
    return count;
  }

  /** Of a time at or before the last reading, the bin of it or the first. */
  private int firstBin(long fromNs) {
    return (int) (Math.max(fromNs >> shift, firstBin) - firstBin);
  }

  /** Of a time behind the first reading, the bin behind that of the last time before it. */
  private int endBin(long toNs) {
    return toNs == Long.MAX_VALUE
        ? bins
        : (int) (Math.min(toNs - 1 >> shift, firstBin + bins - 1) - firstBin) + 1;
  }
}
