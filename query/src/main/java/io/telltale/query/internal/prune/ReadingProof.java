package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.plan.Verdict;
import io.telltale.query.internal.scan.Statistics;

/**
 * Proves that no reading is TRUE. Blocks that overlap in time prove as much as others unless a
 * reading's truth depends on its neighbour: some readings of one may be superseded by those of
 * another, and none is added.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class ReadingProof implements DeviceProof {
  private final Truth truth;
  private final boolean looksBack;
  private boolean any;
  private long lastTime;

  /** With a truth of its own: it has state. */
  public ReadingProof(Truth truth) {
    this.truth = truth;
    looksBack = truth.looksBack();
  }

  @Override
  public void startRun(Catalog catalog, long speaksNs) {
    truth.startRun(catalog, speaksNs);
  }

  @Override
  public void begin(Statistics blocks) {
    truth.begin(blocks, 0);
    any = false;
  }

  @Override
  public boolean provesNone(Statistics blocks, int block) {
    if (looksBack) {
      if (any && blocks.firstTime(block) <= lastTime) {
        return false;
      }
      any = true;
      lastTime = blocks.lastTime(block);
    }
    if (truth.verdict(blocks, block) != Verdict.NONE) {
      return false;
    }
    truth.skip(blocks, block);
    return true;
  }

  @Override
  public boolean endsWithNone(long nowNs) {
    return true;
  }
}
