package io.telltale.core.internal.engine;

import io.telltale.core.internal.journal.Journal;

/**
 * Gets memory ready that appenders and the indexer will touch soon, on the sealer's thread while
 * that has nothing to seal, or steps back. Memory that nobody used before may cost more, on a
 * virtual machine, than all that is done with it; here it costs those who are waited for nothing.
 *
 * <p><b>Threading:</b> the sealer.
 */
final class MemoryAhead {
  private final Journal journal;
  private final Heads heads;
  private final boolean ownThreads;

  /**
   * Makes one.
   *
   * @param ownThreads whether others get on meanwhile; else there is nothing to gain
   */
  MemoryAhead(Journal journal, Heads heads, boolean ownThreads) {
    this.journal = journal;
    this.heads = heads;
    this.ownThreads = ownThreads;
  }

  /** Takes one step; returns whether there was one to take. */
  boolean step() {
    if (!ownThreads) {
      return false;
    }
    heads.prepare();
    return journal.prepare();
  }
}
