package io.telltale.query.internal.prune;

import static io.telltale.core.internal.segment.BlockColumn.FIRST;
import static io.telltale.core.internal.segment.BlockColumn.LAST;
import static io.telltale.core.internal.segment.BlockColumn.NOT_FINITE_COUNT;
import static io.telltale.core.internal.segment.BlockColumn.STEEPEST_FALL;
import static io.telltale.core.internal.segment.BlockColumn.STEEPEST_RISE;
import static io.telltale.core.internal.segment.BlockColumn.T0;
import static io.telltale.core.internal.segment.BlockColumn.T1;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.scan.ChannelBlocks;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Proves that no two neighbours are steep. A reading that comes late between two others makes new
 * neighbours, so the blocks of a series have to lie one behind the other; the pair between two of
 * them is looked at. Nothing is proven where a value is not finite.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query.
 */
final class RateProof implements DeviceProof {
  private final RateTruth truth;
  private long fromNs;
  private long toNs;
  private int firstDevice;

  /** By device, from the first one on: whether it has had a block. */
  private final BitSet seen = new BitSet();

  /** The last reading of the block that came last. */
  private long[] lastTimes = new long[0];

  private long[] lastBits = new long[0];

  /** Whether that reading is known: all values of the block are finite. */
  private final BitSet known = new BitSet();

  /** With a truth of its own. */
  RateProof(RateTruth truth) {
    this.truth = truth;
  }

  @Override
  public void startRun(
      Catalog catalog, long speaksNs, long from, long to, int newFirstDevice, int endDevice) {
    truth.startRun(catalog, speaksNs);
    fromNs = from;
    toNs = to;
    firstDevice = newFirstDevice;
    seen.clear();
    int devices = Math.max(0, endDevice - firstDevice);
    if (devices > lastTimes.length) {
      lastTimes = Arrays.copyOf(lastTimes, devices);
      lastBits = Arrays.copyOf(lastBits, devices);
    }
  }

  @Override
  public void look(ChannelBlocks blocks, BitSet open) {
    long[] notFinite = blocks.column(NOT_FINITE_COUNT);
    long[] rises = blocks.column(STEEPEST_RISE);
    long[] falls = blocks.column(STEEPEST_FALL);
    long[] firsts = blocks.column(FIRST);
    long[] lasts = blocks.column(LAST);
    if (notFinite == null || rises == null || falls == null || firsts == null || lasts == null) {
      DeviceProof.openAll(blocks, open);
      return;
    }
    long[] t0 = blocks.column(T0);
    long[] t1 = blocks.column(T1);
    for (int row = blocks.firstRow(); row < blocks.endRow(); row++) {
      int device = blocks.device(row);
      int index = device - firstDevice;
      int end = blocks.endBlock(row);
      boolean any = seen.get(index);
      boolean knows = known.get(index);
      long time = lastTimes[index];
      long bits = lastBits[index];
      boolean gentle = true;
      for (int block = blocks.firstBlock(row); block < end; block++) {
        boolean finite = notFinite[block] == 0;
        gentle &= !any || t0[block] > time;
        if (t1[block] >= fromNs && (t0[block] < toNs || toNs == Long.MAX_VALUE)) {
          gentle &=
              finite
                  && truth.isGentle(rises[block], falls[block])
                  && (!any || knows && !truth.isSteep(time, bits, t0[block], firsts[block]));
        }
        any = true;
        knows = finite;
        time = t1[block];
        bits = lasts[block];
      }
      seen.set(index);
      known.set(index, knows);
      lastTimes[index] = time;
      lastBits[index] = bits;
      if (!gentle) {
        open.set(device);
      }
    }
  }

  @Override
  public void finish(long nowNs, BitSet open) {}
}
