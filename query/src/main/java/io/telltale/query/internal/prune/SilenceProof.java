package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Statistics;

/**
 * Proves that no two neighbours are silent apart. Blocks that overlap in time only close each
 * other's gaps, as long as each reaches from what came before to behind it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class SilenceProof implements DeviceProof {
  private final long silentNs;
  private boolean any;

  /** From the first reading to here no two neighbours are silent apart. */
  private long reachesNs;

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
    boolean joins =
        !any
            || Times.minus(blocks.firstTime(block), reachesNs) <= silentNs
                && blocks.lastTime(block) >= reachesNs;
    any = true;
    reachesNs = blocks.lastTime(block);
    return joins && hasNoGap(blocks, block, silentNs);
  }

  @Override
  public boolean endsWithNone(long nowNs) {
    return !any || Times.minus(nowNs, reachesNs) <= silentNs;
  }

  /** Returns whether no two neighbours inside a part are more than a duration apart. */
  public static boolean hasNoGap(Statistics parts, int part, long silentNs) {
    return parts.isBlock(part)
        && parts.has(part, BlockColumn.LARGEST_GAP)
        && parts.statistic(part, BlockColumn.LARGEST_GAP) <= silentNs;
  }
}
