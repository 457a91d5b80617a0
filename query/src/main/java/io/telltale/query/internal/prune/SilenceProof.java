package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Statistics;

/**
 * Proves that no two neighbours are silent apart. No block reaches across such a gap. So if there
 * were one, some block before it would be followed, in order of arrival, by one behind it, unless
 * those before it came last: but each block begins at most the duration after the end of the one
 * that came before, and the last one to come ends at most that before now.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class SilenceProof implements DeviceProof {
  private final long silentNs;
  private boolean any;

  /** The end of the block that came last. */
  private long lastNs;

  /** For a duration. */
  public SilenceProof(long silentNs) {
    this.silentNs = silentNs;
  }

  @Override
  public void startRun(Catalog catalog, long speaksNs) {}

  @Override
  public void begin(Statistics blocks) {
    any = false;
  }

  @Override
  public boolean provesNone(Statistics blocks, int block) {
    boolean joins = !any || Times.minus(blocks.firstTime(block), lastNs) <= silentNs;
    any = true;
    lastNs = blocks.lastTime(block);
    return joins && hasNoGap(blocks, block, silentNs);
  }

  @Override
  public boolean endsWithNone(long nowNs) {
    return !any || Times.minus(nowNs, lastNs) <= silentNs;
  }

  /** Returns whether no two neighbours inside a part are more than a duration apart. */
  public static boolean hasNoGap(Statistics parts, int part, long silentNs) {
    return parts.isBlock(part)
        && parts.has(part, BlockColumn.LARGEST_GAP)
        && parts.statistic(part, BlockColumn.LARGEST_GAP) <= silentNs;
  }
}
