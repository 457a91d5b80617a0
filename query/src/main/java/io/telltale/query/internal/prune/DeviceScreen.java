package io.telltale.query.internal.prune;

import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.scan.ChannelRows;
import io.telltale.query.internal.scan.SegmentBlocks;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which devices can have a window at all: a pass over the block tables of all segments, channel by
 * channel as they lie, finds those of which statistics prove that they have none in all time. They
 * need not be looked at one by one. A device with readings that are not sealed is left open.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query; its answer until the next {@link #run}.
 */
public final class DeviceScreen {
  private final int channel;
  private final DeviceProof proof;
  private final ChannelRows rows = new ChannelRows();
  private final SegmentBlocks blocks = new SegmentBlocks();
  private long[] open = new long[0];
  private int devices;
  private int seenBlocks;
  private int provenDevices;
  private long provenBlocks;

  /** For the series of a channel. */
  public DeviceScreen(int channel, DeviceProof proof) {
    this.channel = channel;
    this.proof = proof;
  }

  /**
   * Looks at devices of a view.
   *
   * @param nowNs of the query
   * @param speaksNs how long a reading speaks
   * @param of which, null: all; others are said to have no window
   * @param firstDevice the first of those looked at
   * @param endDevice the one behind the last, at most as many as there are
   */
  public void run(
      View view, long nowNs, long speaksNs, RoaringBitmap of, int firstDevice, int endDevice) {
    provenDevices = 0;
    provenBlocks = 0;
    devices = view.catalog().deviceCount();
    int words = (devices + Long.SIZE - 1) / Long.SIZE;
    if (words > open.length) {
      open = new long[words];
    }
    Arrays.fill(open, 0, words, 0);
    rows.open(view, channel);
    proof.startRun(view.catalog(), speaksNs);
    boolean unsealed = view.hasUnsealed();
    for (int device = firstDevice; device < endDevice; device++) {
      if (of == null || of.contains(device)) {
        run(view, device, nowNs, unsealed);
      }
    }
  }

  private void run(View view, int device, long nowNs, boolean unsealed) {
    seenBlocks = 0;
    boolean proven = proves(view, device, nowNs);
    if (!proven || unsealed && hasUnsealed(view, device)) {
      open[device / Long.SIZE] |= 1L << device;
    } else if (seenBlocks > 0 || view.catalog().findSeries(device, channel) >= 0) {
      provenDevices++;
      provenBlocks += seenBlocks;
    }
  }

  /** Leaves every device open, without a look at any. */
  public void leaveAllOpen() {
    devices = 0;
    provenDevices = 0;
    provenBlocks = 0;
  }

  /** Returns how many devices with a series of the channel were proven to have no window. */
  public int provenDevices() {
    return provenDevices;
  }

  /** Returns how many blocks those have. */
  public long provenBlocks() {
    return provenBlocks;
  }

  /** Returns whether a device may have a window. */
  public boolean isOpen(int device) {
    return device >= devices || (open[device / Long.SIZE] >>> device & 1) != 0;
  }

  private boolean proves(View view, int device, long nowNs) {
    proof.begin(blocks);
    for (int s = 0; s < view.segmentCount(); s++) {
      int row = rows.row(s, device);
      if (row >= 0 && !proves(view.segment(s), row)) {
        return false;
      }
    }
    return proof.endsWithNone(nowNs);
  }

  private boolean proves(SegmentReader segment, int row) {
    blocks.of(segment);
    int first = segment.directoryFirstBlock(row);
    int end = segment.directoryEndBlock(row);
    seenBlocks += end - first;
    for (int block = first; block < end; block++) {
      if (!proof.provesNone(blocks, block)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasUnsealed(View view, int device) {
    return view.hasUnsealedOf(view.catalog().findSeries(device, channel));
  }
}
