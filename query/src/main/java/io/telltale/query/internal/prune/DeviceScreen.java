package io.telltale.query.internal.prune;

import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.scan.ChannelRows;
import io.telltale.query.internal.scan.SegmentBlocks;
import java.util.BitSet;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which devices can have a window at all: a pass over the block tables, segment by segment, finds
 * those of which statistics prove that they have none that overlaps the range. They need not be
 * looked at one by one. Where few devices reported in the time that matters, the bitmaps of who did
 * say as much without that pass. A device with readings that are not sealed is left open.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query; its answer until the next {@link #run}.
 */
public final class DeviceScreen {
  /** Fewer devices than one in so many that report are looked at one by one. */
  private static final int FEW_SHARE = 8;

  private final int channel;
  private final DeviceProof proof;
  private final SegmentBlocks blocks = new SegmentBlocks();
  private final ChannelRows rows = new ChannelRows();

  /** Devices that may have a window. */
  private final BitSet open = new BitSet();

  /** Opens one of the devices from one to before another. */
  private final IntConsumer opener = this::open;

  private int openFrom;
  private int openEnd;
  private long notReporting;
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
    boolean few = proof.isAboutReadings() && fewReport(view, fromNs, toNs);
    if (few) {
      openReporting(view, fromNs, toNs, firstDevice, endDevice);
    } else {
      proof.startRun(view.catalog(), speaksNs, fromNs, toNs, firstDevice, endDevice);
      look(view, fromNs, toNs, firstDevice, endDevice);
      proof.finish(nowNs, open);
    }
    if (view.hasUnsealed()) {
      openUnsealed(view, firstDevice, endDevice);
    }
    notReporting = few ? countClosed(of, firstDevice, endDevice) : 0;
    countProven(view, of, firstDevice, endDevice);
  }

  /**
   * Whether so few of all devices report in a time that looking at each of those is cheaper than a
   * look at all blocks.
   */
  private boolean fewReport(View view, long fromNs, long toNs) {
    long told = 0;
    for (int s = 0; s < view.segmentCount(); s++) {
      told += view.segment(s).countReporting(channel, fromNs, toNs);
    }
    return told < view.catalog().deviceCount() / FEW_SHARE;
  }

  private void openReporting(View view, long fromNs, long toNs, int firstDevice, int endDevice) {
    openFrom = firstDevice;
    openEnd = endDevice;
    for (int s = 0; s < view.segmentCount(); s++) {
      view.segment(s).devicesReporting(channel, fromNs, toNs, opener);
    }
  }

  private void open(int device) {
    if (device >= openFrom && device < openEnd) {
      open.set(device);
    }
  }

  private void look(View view, long fromNs, long toNs, int firstDevice, int endDevice) {
    for (int s = 0; s < view.segmentCount(); s++) {
      SegmentReader segment = view.segment(s);
      if (!proof.takesEachBlockAlone() || !segment.isOutside(fromNs, toNs)) {
        blocks.of(segment, channel, firstDevice, endDevice);
        proof.look(blocks, open);
      }
    }
  }

  private long countClosed(RoaringBitmap of, int firstDevice, int endDevice) {
    if (of == null) {
      return endDevice - firstDevice - open.cardinality();
    }
    long closed = 0;
    for (int device = firstDevice; device < endDevice; device++) {
      closed += !open.get(device) && of.contains(device) ? 1 : 0;
    }
    return closed;
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
    notReporting = 0;
  }

  /** Returns how many blocks those devices have that were proven to have no window. */
  public long provenBlocks() {
    return provenBlocks;
  }

  /**
   * Returns how many devices that were asked for did not report in the time that matters, if that
   * was all that was looked at, else 0.
   */
  public long notReporting() {
    return notReporting;
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
