package io.telltale.core.internal.engine;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.List;

/**
 * Walks the series of several segments in the order of a segment, (channel, device), each once.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after it was made.
 */
final class SeriesUnion {
  private final SegmentReader[] segments;

  /** Of each segment the next row of its directory. */
  private final int[] rows;

  private SegmentReader holder;
  private int row;

  SeriesUnion(List<SegmentReader> segments) {
    this.segments = segments.toArray(new SegmentReader[0]);
    this.rows = new int[this.segments.length];
  }

  /** Moves to the next series; false behind the last. */
  boolean next() {
    long lowest = Long.MAX_VALUE;
    holder = null;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < segments[i].seriesCount() && key(i) < lowest) {
        lowest = key(i);
        holder = segments[i];
        row = rows[i];
      }
    }
    for (int i = 0; holder != null && i < rows.length; i++) {
      if (rows[i] < segments[i].seriesCount() && key(i) == lowest) {
        rows[i]++;
      }
    }
    return holder != null;
  }

  private long key(int segment) {
    int at = rows[segment];
    return (long) segments[segment].directoryChannel(at) << 32
        | segments[segment].directoryDevice(at);
  }

  int series() {
    return holder.directorySeries(row);
  }

  int device() {
    return holder.directoryDevice(row);
  }

  int channel() {
    return holder.directoryChannel(row);
  }

  Kind kind() {
    return holder.directoryKind(row);
  }
}
