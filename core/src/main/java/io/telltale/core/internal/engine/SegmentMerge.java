package io.telltale.core.internal.engine;

import io.telltale.core.internal.segment.SegmentInfo;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.view.View;
import java.util.List;

/**
 * Neighbouring segments being written as one, step by step.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> close it always; unless it was finished, no
 * file is left. The segments stay open until then.
 */
final class SegmentMerge implements AutoCloseable {
  /** Forced as it grows: forcing a large file whole would keep a head waiting to be sealed. */
  private static final long FORCE_BYTES = 16L << 20;

  private final List<SegmentReader> segments;
  private final View view;
  private final SegmentWriter writer;
  private final SeriesUnion union;
  private final SeriesBlocks blocks = new SeriesBlocks();
  private long forcedBytes;

  /** Takes over the writer, and the view of just these segments. */
  SegmentMerge(List<SegmentReader> segments, View view, SegmentWriter writer) {
    this.segments = List.copyOf(segments);
    this.view = view;
    this.writer = writer;
    this.union = new SeriesUnion(segments);
  }

  /** What is merged, in order of arrival. */
  List<SegmentReader> segments() {
    return segments;
  }

  /** Writes some series or chunks of one; false when all are written. */
  boolean step(int units) {
    for (int left = units; left > 0; left--) {
      if (!blocks.isInSeries()) {
        if (!union.next()) {
          return false;
        }
        blocks.begin(view, union.series(), union.device(), union.channel(), union.kind(), writer);
      }
      left -= blocks.write(left);
    }
    if (writer.payloadBytes() - forcedBytes > FORCE_BYTES) {
      writer.force();
      forcedBytes = writer.payloadBytes();
    }
    return true;
  }

  /** Makes the segment durable under its name; no manifest names it yet. */
  SegmentInfo finish() {
    long appended = 0;
    for (SegmentReader segment : segments) {
      appended += segment.appended();
    }
    return writer.finish(segments.get(segments.size() - 1).lastPosition(), appended);
  }

  @Override
  public void close() {
    writer.close();
    view.release();
  }
}
