package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Series encoded ahead of the file that they go into, so that other threads than the one which
 * writes a segment can encode for it.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> grows to the largest batch that it
 * held. <b>Lifetime:</b> until {@link #clear}, then for the next batch.
 */
public final class SeriesBatch {
  private static final int ROW = BlockColumn.values().length;
  private static final int FEW = 16;

  private int[] series = new int[FEW];
  private int[] devices = new int[FEW];
  private int[] channels = new int[FEW];
  private Kind[] kinds = new Kind[FEW];
  private int[] blockEnds = new int[FEW];
  private byte[] shifts = new byte[FEW];
  private long[] origins = new long[FEW];
  private long[] masks = new long[FEW];
  private int seriesCount;

  private long[] rows = new long[FEW * ROW];
  private int[] byteEnds = new int[FEW];
  private int blockCount;

  private ByteBuffer bytes = ByteBuffer.allocate(1 << 12);

  /** Makes an empty one. */
  public SeriesBatch() {}

  /** Forgets what it holds. */
  public void clear() {
    seriesCount = 0;
    blockCount = 0;
    bytes.clear();
  }

  void beginSeries(int id, int device, int channel, Kind kind) {
    if (seriesCount == series.length) {
      growSeries(2 * seriesCount);
    }
    series[seriesCount] = id;
    devices[seriesCount] = device;
    channels[seriesCount] = channel;
    kinds[seriesCount] = kind;
  }

  /** Copies a block of the series that has begun. */
  void addBlock(EncodedBlock block) {
    if (blockCount == byteEnds.length) {
      byteEnds = Arrays.copyOf(byteEnds, 2 * blockCount);
      rows = Arrays.copyOf(rows, 2 * blockCount * ROW);
    }
    System.arraycopy(block.row(), 0, rows, blockCount * ROW, ROW);
    ByteBuffer encoded = block.bytes();
    if (bytes.remaining() < encoded.remaining()) {
      int needed = bytes.position() + encoded.remaining();
      bytes = ByteBuffer.allocate(2 * needed).put(bytes.flip());
    }
    bytes.put(encoded);
    byteEnds[blockCount] = bytes.position();
    blockCount++;
  }

  void endSeries(ReportedBins bins) {
    blockEnds[seriesCount] = blockCount;
    shifts[seriesCount] = (byte) bins.shift();
    origins[seriesCount] = bins.origin();
    masks[seriesCount] = bins.mask();
    seriesCount++;
  }

  /** Puts all of it into a segment. */
  public void writeTo(SegmentWriter segment) {
    int at = 0;
    ReportedBins reported = new ReportedBins();
    bytes.flip();
    for (int i = 0; i < seriesCount; i++) {
      segment.beginSeries(series[i], devices[i], channels[i], kinds[i]);
      for (; at < blockEnds[i]; at++) {
        segment.add(rows, at * ROW, bytes.limit(byteEnds[at]));
      }
      reported.set(shifts[i], origins[i], masks[i]);
      segment.endSeries(reported);
    }
  }

  private void growSeries(int capacity) {
    series = Arrays.copyOf(series, capacity);
    devices = Arrays.copyOf(devices, capacity);
    channels = Arrays.copyOf(channels, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    blockEnds = Arrays.copyOf(blockEnds, capacity);
    shifts = Arrays.copyOf(shifts, capacity);
    origins = Arrays.copyOf(origins, capacity);
    masks = Arrays.copyOf(masks, capacity);
  }
}
