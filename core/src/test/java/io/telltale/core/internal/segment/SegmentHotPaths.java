package io.telltale.core.internal.segment;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.testkit.HotPathCoverage;
import org.roaringbitmap.IntConsumer;

/** Cases for segments: look-ups in directory and block table, blocks read from file and map. */
public final class SegmentHotPaths {
  private static final int ITERATIONS = 200;
  private static final BlockColumn[] COLUMNS = BlockColumn.values();
  private static final int N = BlockBuffer.CAPACITY;

  private final SegmentReader segment;
  private final BlockBuffer buffer = new BlockBuffer();
  private final long[] times = new long[N];
  private final long[] values = new long[N];
  private final long[] row = new long[COLUMNS.length];
  private final IntConsumer counter = this::count;
  private long sink;

  private SegmentHotPaths(SegmentReader segment) {
    this.segment = segment;
    for (int i = 0; i < N; i++) {
      times[i] = i * 1_000L;
      values[i] = Double.doubleToRawLongBits(i % 9 == 0 ? Double.NaN : i % 17);
    }
  }

  /** Adds the cases; the segment holds several series of several blocks. */
  public static void addTo(HotPathCoverage coverage, SegmentReader segment) {
    SegmentHotPaths paths = new SegmentHotPaths(segment);
    coverage.add(
        "look up series and channels of a segment",
        paths::directory,
        ITERATIONS,
        methods(
            SegmentReader.class,
            "directoryRow",
            "channelStart",
            "directoryRowFrom",
            "channelEnd",
            "directorySeries",
            "directoryDevice",
            "directoryChannel",
            "directoryKind",
            "directoryFirstBlock",
            "directoryEndBlock",
            "directoryRowOfBlock"),
        methods(SeriesDirectory.class, "row", "rowFrom", "rowOfBlock"));
    coverage.add(
        "statistics of blocks",
        paths::statistics,
        ITERATIONS,
        methods(
            SegmentReader.class, "statistic", "devicesReporting", "countReporting", "isOutside"),
        methods(Reporting.class, "devices", "count"));
    coverage.add(
        "read verified blocks from the map",
        paths::readMapped,
        ITERATIONS,
        methods(
            SegmentReader.class,
            "read(int,BlockBuffer)",
            "open(int,BlockBuffer)",
            "seekTimes",
            "readTimes",
            "readValues"),
        methods(BlockReader.class, "read", "open", "seekTimes", "decodeTimes", "decodeValues"),
        methods(BlockTable.class, "statistic"),
        methods(Payload.class, "copy"));
    coverage.add(
        "read blocks from the file and check them",
        paths::readUnmapped,
        ITERATIONS,
        methods(Payload.class, "read"));
    coverage.add(
        "compute the statistics of a block",
        paths::compute,
        ITERATIONS,
        methods(BlockStatistics.class, "compute"),
        methods(Rate.class, "perSecond", "seconds", "durationNs", "difference"));
  }

  private void directory() {
    for (int r = 0; r < segment.seriesCount(); r++) {
      int series = segment.directorySeries(r);
      int channel = segment.directoryChannel(r);
      boolean consistent =
          segment.directoryRow(series) == r
              && segment.directoryRowOfBlock(segment.directoryFirstBlock(r)) == r
              && segment.channelStart(channel) <= r
              && segment.channelEnd(channel) > r;
      if (!consistent) {
        throw new AssertionError("row " + r);
      }
      sink += segment.directoryDevice(r) + segment.directoryKind(r).ordinal();
    }
    sink += segment.directoryRow(Integer.MAX_VALUE);
  }

  private void count(int device) {
    sink += device;
  }

  private void statistics() {
    for (BlockColumn column : COLUMNS) {
      sink += segment.statistic(column, segment.blockCount() - 1);
    }
    int channel = segment.directoryChannel(0);
    long told = segment.countReporting(channel, segment.tMin(), segment.tMax());
    segment.devicesReporting(channel, segment.tMin(), segment.tMax(), counter);
    if (told == 0 || segment.isOutside(segment.tMin(), segment.tMax())) {
      throw new AssertionError("nobody reported");
    }
  }

  private void readMapped() {
    for (int block = 0; block < segment.blockCount(); block++) {
      segment.read(block, buffer);
      segment.open(block, buffer);
      segment.seekTimes(block, buffer);
      segment.readTimes(block, buffer);
      segment.readValues(block, 0, buffer.count / 2, buffer);
      sink += buffer.count + buffer.timeSeeker().time(0);
    }
  }

  private void readUnmapped() {
    for (int block = 0; block < segment.blockCount(); block++) {
      segment.readUnmapped(block, buffer);
      sink += buffer.count;
    }
  }

  private void compute() {
    BlockStatistics.compute(times, values, N, Kind.DOUBLE, row);
    sink += row[0];
    BlockStatistics.compute(times, values, N, Kind.LONG, row);
    sink += row[0];
  }
}
