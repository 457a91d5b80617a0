package io.telltale.query.internal.prune;

import static io.telltale.core.internal.segment.BlockColumn.LARGEST_GAP;
import static io.telltale.core.internal.segment.BlockColumn.T0;
import static io.telltale.core.internal.segment.BlockColumn.T1;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.ChannelBlocks;
import io.telltale.query.internal.scan.Statistics;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Proves that no two neighbours are silent apart. No block reaches across such a gap. So if there
 * were one, some block before it would be followed, in order of arrival, by one behind it, unless
 * those before it came last: but each block begins at most the duration after the end of the one
 * that came before, and the last one to come ends at most that before now.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query.
 */
public final class SilenceProof implements DeviceProof {
  /** Nothing is a duration behind it. */
  private static final long NOT_SEEN = Long.MAX_VALUE;

  private final long silentNs;
  private long fromNs;
  private long toNs;
  private int firstDevice;
  private int devices;

  /** By device, from the first one on: the end of the block that came last. */
  private long[] lastTimes = new long[0];

  /** For a duration. */
  public SilenceProof(long silentNs) {
    this.silentNs = silentNs;
  }

  @Override
  public void startRun(
      Catalog catalog, long speaksNs, long from, long to, int newFirstDevice, int endDevice) {
    fromNs = from;
    toNs = to;
    firstDevice = newFirstDevice;
    devices = Math.max(0, endDevice - firstDevice);
    if (devices > lastTimes.length) {
      lastTimes = new long[devices];
    }
    Arrays.fill(lastTimes, 0, devices, NOT_SEEN);
  }

  @Override
  public void look(ChannelBlocks blocks, BitSet open) {
    long[] gaps = blocks.column(LARGEST_GAP);
    long[] t0 = blocks.column(T0);
    long[] t1 = blocks.column(T1);
    if (gaps == null) {
      DeviceProof.openAll(blocks, open);
      return;
    }
    for (int row = blocks.firstRow(); row < blocks.endRow(); row++) {
      int device = blocks.device(row);
      int end = blocks.endBlock(row);
      long last = lastTimes[device - firstDevice];
      boolean silent = false;
      for (int block = blocks.firstBlock(row); block < end; block++) {
        silent |= Times.minus(t0[block], last) > silentNs && t0[block] >= fromNs && last <= toNs;
        silent |= gaps[block] > silentNs && t1[block] >= fromNs && t0[block] <= toNs;
        last = t1[block];
      }
      lastTimes[device - firstDevice] = last;
      if (silent) {
        open.set(device);
      }
    }
  }

  @Override
  public boolean isAboutReadings() {
    return false;
  }

  @Override
  public void finish(long nowNs, BitSet open) {
    for (int i = 0; i < devices; i++) {
      if (Times.minus(nowNs, lastTimes[i]) > silentNs && lastTimes[i] <= toNs) {
        open.set(firstDevice + i);
      }
    }
  }

  /** Returns whether no two neighbours inside a part are more than a duration apart. */
  public static boolean hasNoGap(Statistics parts, int part, long silentNs) {
    return parts.isBlock(part)
        && parts.has(part, LARGEST_GAP)
        && parts.statistic(part, LARGEST_GAP) <= silentNs;
  }
}
