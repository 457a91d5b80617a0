package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;

/**
 * What the segments of a view hold of one channel, device by device: the rows of each series
 * directory are ordered by device, so that all of them are gone through once.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the segments.
 * <b>Lifetime:</b> reused; valid while the view it was opened with is pinned.
 */
public final class ChannelRows {
  private View view;
  private int[] rows = new int[16];
  private int[] ends = new int[16];

  /** Stands before the first device. */
  public void open(View newView, int channel) {
    view = newView;
    int segments = view.segmentCount();
    if (segments > rows.length) {
      rows = new int[2 * segments];
      ends = new int[2 * segments];
    }
    for (int s = 0; s < segments; s++) {
      rows[s] = view.segment(s).channelStart(channel);
      ends[s] = view.segment(s).channelEnd(channel);
    }
  }

  /**
   * Returns the row of a device in a segment, -1 when the segment has none; devices of a segment
   * are asked for in ascending order.
   */
  public int row(int segment, int device) {
    SegmentReader reader = view.segment(segment);
    int end = ends[segment];
    int row = rows[segment];
    int step = 1;
    while (row < end && reader.directoryDevice(row) < device) {
      int further = Math.min(row + step, end - 1);
      // in larger and larger steps, and back to small ones where that went too far
      if (step > 1 && reader.directoryDevice(further) >= device) {
        step = 1;
      } else {
        row += step;
        step *= 2;
      }
    }
    rows[segment] = row;
    return row < end && reader.directoryDevice(row) == device ? row : -1;
  }
}
