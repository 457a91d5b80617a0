package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Which series a segment holds, ordered by channel and device, and where their blocks are.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none after it has been read. <b>Lifetime:</b>
 * that of its segment.
 */
final class SeriesDirectory {
  private final int[] series;
  private final int[] devices;
  private final int[] channels;
  private final byte[] kinds;
  private final int[] firstBlocks;

  /** Series in the high half, ascending, row in the low half. */
  private final long[] bySeries;

  private SeriesDirectory(
      int[] series, int[] devices, int[] channels, byte[] kinds, int[] firstBlocks) {
    this.series = series;
    this.devices = devices;
    this.channels = channels;
    this.kinds = kinds;
    this.firstBlocks = firstBlocks;
    this.bySeries = new long[series.length];
    for (int row = 0; row < series.length; row++) {
      bySeries[row] = (long) series[row] << 32 | row;
    }
    Arrays.sort(bySeries);
  }

  /** Reads and checks it. */
  static SeriesDirectory read(
      Path path, long sectionOffset, ColumnReader section, int rows, int blocks) {
    int[] series = toInts(section.next(rows));
    int[] devices = toInts(section.next(rows));
    int[] channels = toInts(section.next(rows));
    byte[] kinds = toKinds(section.next(rows));
    int[] firstBlocks = Arrays.copyOf(toInts(section.next(rows)), rows + 1);
    firstBlocks[rows] = blocks;
    section.end();
    SeriesDirectory directory = new SeriesDirectory(series, devices, channels, kinds, firstBlocks);
    String fault = directory.fault();
    if (fault != null) {
      throw new CorruptStoreException(path, sectionOffset, "series directory: " + fault);
    }
    return directory;
  }

  private static int[] toInts(long[] column) {
    int[] ints = new int[column.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) column[i];
    }
    return ints;
  }

  private static byte[] toKinds(long[] column) {
    byte[] kinds = new byte[column.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) column[i];
    }
    return kinds;
  }

  private String fault() {
    if (firstBlocks[0] != 0) {
      return "the first series does not begin at block 0";
    }
    for (int row = 0; row < series.length; row++) {
      if (firstBlocks[row] >= firstBlocks[row + 1]) {
        return "row " + row + " has no block";
      }
      if (kinds[row] < 0 || kinds[row] >= Kind.values().length) {
        return "row " + row + " has kind " + kinds[row];
      }
      if (row > 0 && compare(row - 1, row) >= 0) {
        return "row " + row + " is out of order";
      }
      if (row > 0 && bySeries[row - 1] >>> 32 == bySeries[row] >>> 32) {
        return "series " + (bySeries[row] >>> 32) + " is there twice";
      }
    }
    return null;
  }

  private int compare(int a, int b) {
    int byChannel = Integer.compare(channels[a], channels[b]);
    return byChannel != 0 ? byChannel : Integer.compare(devices[a], devices[b]);
  }

  int rows() {
    return series.length;
  }

  /** The row of a series, or -1 when the segment holds none of it. */
  @HotPath
  int row(int wanted) {
    int low = 0;
    int high = bySeries.length - 1;
    // where a segment has all series, the first look is the last
    int middle = high < 0 ? 0 : wanted - (int) (bySeries[0] >> 32);
    if (middle < 0 || middle > high) {
      middle = high >>> 1;
    }
    for (; low <= high; middle = (low + high) >>> 1) {
      int found = (int) (bySeries[middle] >> 32);
      if (found < wanted) {
        low = middle + 1;
      } else if (found > wanted) {
        high = middle - 1;
      } else {
        return (int) bySeries[middle];
      }
    }
    return -1;
  }

  /** The first row of this channel and device, or of later ones. */
  @HotPath
  int rowFrom(int channel, int device) {
    int low = 0;
    int high = channels.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (channels[middle] < channel || channels[middle] == channel && devices[middle] < device) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The row that a block belongs to. */
  @HotPath
  int rowOfBlock(int block) {
    int low = 0;
    int high = series.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstBlocks[middle] <= block) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  int series(int row) {
    return series[row];
  }

  int device(int row) {
    return devices[row];
  }

  int channel(int row) {
    return channels[row];
  }

  Kind kind(int row) {
    return Kind.of(kinds[row]);
  }

  int firstBlock(int row) {
    return firstBlocks[row];
  }

  int endBlock(int row) {
    return firstBlocks[row + 1];
  }
}
