package io.telltale.query.internal.prune;

import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.scan.ChannelRows;
import io.telltale.query.internal.scan.SegmentBlocks;
import java.util.BitSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which devices can have a window at all: a pass over the block tables, segment by segment, finds
 * those of which statistics prove that they have none that overlaps the range. They need not be
 * looked at one by one. A device with readings that are not sealed is left open.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query; its answer until the next {@link #run}.
 */
public final class DeviceScreen {
  private final int channel;
  private final DeviceProof proof;
  private final SegmentBlocks blocks = new SegmentBlocks();
  private final ChannelRows rows = new ChannelRows();

  /** Devices that may have a window. */
  private final BitSet open = new BitSet();

  private boolean leavesAllOpen;
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
   * @param fromNs see {@link Reach#mattersFrom}
   * @param toNs see {@link Reach#mattersUntil}
   * @param of those asked for, null: all; of others nothing is said
   * @param firstDevice the first of those looked at
   * @param endDevice the one behind the last, at most as many as there are
   */
  public void run(
      View view,
      long nowNs,
      long speaksNs,
      long fromNs,
      long toNs,
      RoaringBitmap of,
      int firstDevice,
      int endDevice) {
    leaveAllOpen();
    leavesAllOpen = false;
    open.clear();
    proof.startRun(view.catalog(), speaksNs, fromNs, toNs, firstDevice, endDevice);
    for (int s = 0; s < view.segmentCount(); s++) {
      blocks.of(view.segment(s), channel, firstDevice, endDevice);
      proof.look(blocks, open);
    }
    proof.finish(nowNs, open);
    if (view.hasUnsealed()) {
      openUnsealed(view, firstDevice, endDevice);
    }
    countProven(view, of, firstDevice, endDevice);
  }

  private void openUnsealed(View view, int firstDevice, int endDevice) {
    for (int device = firstDevice; device < endDevice; device++) {
      if (view.hasUnsealedOf(view.catalog().findSeries(device, channel))) {
        open.set(device);
      }
    }
  }

  private void countProven(View view, RoaringBitmap of, int firstDevice, int endDevice) {
    rows.open(view, channel);
    if (of != null) {
      for (int device = firstDevice; device < endDevice; device++) {
        if (!open.get(device) && of.contains(device)) {
          provenBlocks += blocksOf(view, device);
        }
      }
      return;
    }
    for (int s = 0; s < view.segmentCount(); s++) {
      blocks.of(view.segment(s), channel, firstDevice, endDevice);
      if (blocks.firstRow() < blocks.endRow()) {
        provenBlocks += blocks.endBlock(blocks.endRow() - 1) - blocks.firstBlock(blocks.firstRow());
      }
    }
    for (int device = open.nextSetBit(0); device >= 0; device = open.nextSetBit(device + 1)) {
      provenBlocks -= blocksOf(view, device);
    }
  }

  private int blocksOf(View view, int device) {
    int count = 0;
    for (int s = 0; s < view.segmentCount(); s++) {
      int row = rows.row(s, device);
      if (row >= 0) {
        SegmentReader segment = view.segment(s);
        count += segment.directoryEndBlock(row) - segment.directoryFirstBlock(row);
      }
    }
    return count;
  }

  /** Leaves every device open, without a look at any. */
  public void leaveAllOpen() {
    leavesAllOpen = true;
    provenBlocks = 0;
  }

  /** Returns how many blocks those devices have that were proven to have no window. */
  public long provenBlocks() {
    return provenBlocks;
  }

  /** Returns whether a device may have a window. */
  public boolean isOpen(int device) {
    return leavesAllOpen || open.get(device);
  }

  /**
   * Returns the first device, not before this one, that may have a window; Integer.MAX_VALUE when
   * none may.
   */
  public int nextOpen(int device) {
    int next = leavesAllOpen ? device : open.nextSetBit(device);
    return next < 0 ? Integer.MAX_VALUE : next;
  }
}
