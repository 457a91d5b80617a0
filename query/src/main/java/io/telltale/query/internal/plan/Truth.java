package io.telltale.query.internal.plan;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.scan.ChannelBlocks;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.Statistics;

/**
 * A condition about readings, compiled: which readings it is TRUE on, and what statistics prove.
 *
 * <p>Fed with chunks in time order: {@link #evaluate} for decoded ones, {@link #skip} for blocks
 * whose {@link #verdict} was not MAYBE.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * reused series after series, each begun by {@link #begin}.
 */
public abstract sealed class Truth permits RangeTruth, StateTruth, RateTruth {
  /** How long a reading speaks in this run. */
  protected long speaksNs = Long.MAX_VALUE;

  /** Starts a run: what the catalog says may have changed since the last one. */
  public void startRun(Catalog catalog, long newSpeaksNs) {
    speaksNs = newSpeaksNs;
  }

  /**
   * Starts a series at a part; returns false when what came before that part matters and only its
   * readings can tell, so that the caller has to start earlier. Part 0 is always possible.
   */
  public abstract boolean begin(Statistics parts, int part);

  /**
   * Sets a bit for each reading of a decoded chunk on which the condition is TRUE; the times may be
   * null where they are not read.
   */
  public abstract void evaluate(long[] times, long[] values, int size, TruthBits truth);

  /**
   * As {@link #evaluate} for the first readings of a block that has strips, opened but not decoded:
   * decodes the strips only that their bounds leave open.
   *
   * @return how many readings were decoded; -1 when strips are of no use to it, and nothing has
   *     been done
   */
  public int evaluateStrips(Parts parts, int size, TruthBits truth) {
    return -1;
  }

  /** Returns whether {@link #evaluate} looks at the times. */
  public boolean readsTimes() {
    return false;
  }

  /** Decides a block at which the evaluation stands, knowing what came before it. */
  public abstract Verdict verdict(Statistics parts, int part);

  /**
   * Returns the first of some blocks of a segment that may have a reading that is TRUE by itself,
   * whatever lies before the block; the end when statistics prove that none has.
   */
  public int firstPossible(ChannelBlocks blocks, int from, int end) {
    int block = from;
    while (block < end && verdict(blocks, block) == Verdict.NONE) {
      block++;
    }
    return block;
  }

  /** Returns whether statistics alone prove that no reading of a part is TRUE, wherever begun. */
  public abstract boolean provesNone(Statistics parts, int part);

  /** Takes note of a block that is not decoded. */
  public abstract void skip(Statistics parts, int part);
}
