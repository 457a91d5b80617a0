package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.scan.ChannelBlocks;
import java.util.BitSet;

/**
 * Proves that no reading is TRUE by itself. Blocks that overlap in time prove as much as others:
 * some readings of one may be superseded by those of another, and none is added.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
final class ReadingProof implements DeviceProof {
  private final Truth truth;
  private long fromNs;
  private long toNs;

  /** With a truth of its own, which does not look back: it has state. */
  ReadingProof(Truth truth) {
    this.truth = truth;
  }

  @Override
  public void startRun(
      Catalog catalog, long speaksNs, long newFromNs, long newToNs, int firstDevice, int end) {
    truth.startRun(catalog, speaksNs);
    fromNs = newFromNs;
    toNs = newToNs;
  }

  @Override
  public void look(ChannelBlocks blocks, BitSet open) {
    if (blocks.firstRow() == blocks.endRow()) {
      return;
    }
    int end = blocks.endBlock(blocks.endRow() - 1);
    int block = truth.firstPossible(blocks, blocks.firstBlock(blocks.firstRow()), end);
    while (block < end) {
      int next = block + 1;
      if (blocks.lastTime(block) >= fromNs && isBeforeEnd(blocks.firstTime(block))) {
        int row = blocks.rowOf(block);
        open.set(blocks.device(row));
        next = blocks.endBlock(row);
      }
      block = truth.firstPossible(blocks, next, end);
    }
  }

  private boolean isBeforeEnd(long timeNs) {
    return timeNs < toNs || toNs == Long.MAX_VALUE;
  }

  @Override
  public boolean takesEachBlockAlone() {
    return true;
  }

  @Override
  public void finish(long nowNs, BitSet open) {}
}
