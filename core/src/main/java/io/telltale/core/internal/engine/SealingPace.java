package io.telltale.core.internal.engine;

import io.telltale.core.internal.journal.Journal;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets sealing step back while someone appends and readings wait to be indexed: they are not
 * visible yet, and where an appender, the indexer and the sealer share few processors, sealing
 * would take theirs. It goes on once nobody appends, once all is indexed, once the arena that
 * readings go to is half full, or when someone waits for it.
 *
 * <p><b>Threading:</b> the sealer.
 */
final class SealingPace {
  /** From this many processors on, sealing has one of its own. */
  private static final int ENOUGH_PROCESSORS = 4;

  private static final long STEP_NS = 200_000;

  /** Readings to seal, some milliseconds' worth, before it is asked again whether one appends. */
  private static final int UNASKED_READINGS = 1 << 16;

  private final Journal journal;
  private final Progress progress;
  private final Heads heads;
  private final MemoryAhead ahead;
  private final boolean stepsBack;
  private int unasked;

  /**
   * Makes one.
   *
   * @param ownThreads whether the indexer gets on while the sealer waits
   * @param processors of the machine
   */
  SealingPace(
      Journal journal,
      Progress progress,
      Heads heads,
      MemoryAhead ahead,
      boolean ownThreads,
      int processors) {
    this.journal = journal;
    this.progress = progress;
    this.heads = heads;
    this.ahead = ahead;
    this.stepsBack = ownThreads && processors < ENOUGH_PROCESSORS;
  }

  /** Returns when so many readings may be sealed. */
  void await(int readings) {
    unasked -= readings;
    while (stepsBack && unasked < 0 && isIndexingBehind() && !isUrgent()) {
      if (ahead.step()) {
        continue;
      }
      long before = journal.lastPosition();
      LockSupport.parkNanos(STEP_NS);
      if (journal.lastPosition() == before) {
        unasked = UNASKED_READINGS;
      }
    }
    unasked = Math.max(unasked, 0);
  }

  private boolean isIndexingBehind() {
    return progress.indexed() < journal.lastPosition();
  }

  private boolean isUrgent() {
    return heads.active().isCrowded()
        || progress.sealRequested() > progress.sealed()
        || progress.hasFailed()
        || Thread.currentThread().isInterrupted();
  }
}
