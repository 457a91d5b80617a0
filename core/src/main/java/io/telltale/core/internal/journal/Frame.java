package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * One frame copied out of the journal, checked and then taken slice by slice: arrays of a whole one
 * would push out of a core's cache what readings are put into. Reused; one thread; needs no class
 * of Chronicle's and no JVM flags.
 */
public final class Frame {
  /** The most readings of a slice. */
  static final int SLICE = 512;

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
  private final long[] times = new long[SLICE];
  private final long[] values = new long[SLICE];
  private final int[] series = new int[SLICE];
  private int count;
  private int timeWidth;
  private int seriesWidth;

  /** The buffer that a reader copies a frame into. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Checks the frame in the buffer.
   *
   * @return null when it is sound, else what is wrong
   */
  @HotPath
  public String check() {
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
    timeWidth = bytes.get(FrameLayout.TIME_WIDTH_OFFSET);
    seriesWidth = bytes.get(FrameLayout.SERIES_WIDTH_OFFSET);
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
    count = n;
    return null;
  }

  /** Whether all of its series are among the first so many. */
  @HotPath
  public boolean hasSeriesBelow(int known) {
    int most = 0;
    int bits = 0;
    for (int from = 0; from < count; from += SLICE) {
      int n = Math.min(SLICE, count - from);
      takeSeries(from, n);
      for (int i = 0; i < n; i++) {
        most = Math.max(most, series[i]);
        bits |= series[i];
      }
    }
    return most < known && bits >= 0;
  }

  /**
   * Takes the readings from one on into {@link #series()}, {@link #times()} and {@link #values()}.
   *
   * @param from number of the first, below {@link #count()}
   * @return how many were taken, at least one
   */
  @HotPath
  public int take(int from) {
    int n = Math.min(SLICE, count - from);
    values64.get(from, values, 0, n);
    takeTimes(from, n);
    takeSeries(from, n);
    return n;
  }

  /** How many readings are of a series that is not among the first so many. */
  public int countUnknown(int known) {
    int unknown = 0;
    for (int from = 0; from < count; ) {
      int n = take(from);
      unknown += n - keepKnown(n, known);
      from += n;
    }
    return unknown;
  }

  /**
   * Of the readings that were taken last, moves those of the first so many series to the front.
   *
   * @param n how many were taken
   * @return how many these are
   */
  public int keepKnown(int n, int known) {
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (series[i] >= 0 && series[i] < known) {
        series[kept] = series[i];
        times[kept] = times[i];
        values[kept] = values[i];
        kept++;
      }
    }
    return kept;
  }

  private void takeTimes(int from, int n) {
    int width = timeWidth;
    long base = bytes.getLong(FrameLayout.BASE_OFFSET);
    int shift = Long.SIZE - (width << 3);
    // a word ends where its integer ends: so it begins in what stands before, never behind the end
    int at = FrameLayout.timesOffset(count) + (from + 1) * width - Long.BYTES;
    for (int i = 0; i < n; i++) {
      times[i] = base + (bytes.getLong(at) >>> shift);
      at += width;
    }
  }

  private void takeSeries(int from, int n) {
    int width = seriesWidth;
    int shift = Integer.SIZE - (width << 3);
    int at = FrameLayout.seriesOffset(count, timeWidth) + (from + 1) * width - Integer.BYTES;
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
