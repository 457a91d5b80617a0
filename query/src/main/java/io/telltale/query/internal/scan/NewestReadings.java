package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;

/**
 * The newest reading of each series of a channel, from the block tables alone where they tell it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the segments.
 * <b>Lifetime:</b> reused; valid while the view it was opened with is pinned.
 */
public final class NewestReadings {
  private final ChannelRows rows = new ChannelRows();
  private View view;
  private int channel;
  private boolean unsealed;

  /** By segment: the newest time in all segments before it. */
  private long[] newestBefore = new long[16];

  private long timeNs;
  private long bits;

  /** What the block tables tell of a device. */
  public enum Finding {
    /** It has no reading. */
    NONE,
    /** Its newest reading is known. */
    KNOWN,
    /** Only its readings can tell. */
    OPEN
  }

  /** Stands before the first device. */
  public void open(View newView, int newChannel) {
    view = newView;
    channel = newChannel;
    rows.open(view, channel);
    int segments = view.segmentCount();
    if (segments > newestBefore.length) {
      newestBefore = new long[2 * segments];
    }
    long newest = Long.MIN_VALUE;
    for (int s = 0; s < segments; s++) {
      newestBefore[s] = newest;
      newest = Math.max(newest, view.segment(s).tMax());
    }
    unsealed = view.hasUnsealed();
  }

  /** Looks for a device, after all that were asked for before. */
  public Finding find(int device) {
    if (unsealed && view.hasUnsealedOf(view.catalog().findSeries(device, channel))) {
      return Finding.OPEN;
    }
    int segment = -1;
    int block = -1;
    boolean twice = false;
    for (int s = view.segmentCount() - 1; s >= 0; s--) {
      int row = rows.row(s, device);
      if (row >= 0) {
        int last = view.segment(s).directoryEndBlock(row) - 1;
        long time = view.segment(s).statistic(BlockColumn.T1, last);
        twice = segment >= 0 && time == timeNs || twice && time < timeNs;
        if (segment < 0 || time > timeNs) {
          segment = s;
          block = last;
          timeNs = time;
        }
      }
      if (segment >= 0 && timeNs > newestBefore[s]) {
        break;
      }
    }
    if (segment < 0) {
      return Finding.NONE;
    }
    return !twice && tellsLast(view.segment(segment), block) ? Finding.KNOWN : Finding.OPEN;
  }

  private boolean tellsLast(SegmentReader segment, int block) {
    if (!segment.has(BlockColumn.LAST)
        || !segment.has(BlockColumn.NOT_FINITE_COUNT)
        || segment.statistic(BlockColumn.NOT_FINITE_COUNT, block) != 0) {
      return false;
    }
    bits = segment.statistic(BlockColumn.LAST, block);
    return true;
  }

  /** Returns the time of the reading that is known. */
  public long timeNs() {
    return timeNs;
  }

  /** Returns the value of the reading that is known, as bits. */
  public long bits() {
    return bits;
  }
}
