package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.scan.Statistics;

/**
 * Proves from the statistics of a series' blocks, told one after another in order of arrival, that
 * a rule has no window in it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public interface DeviceProof {
  /** Starts a run. */
  void startRun(Catalog catalog, long speaksNs);

  /** Starts a series. */
  void begin(Statistics blocks);

  /** Returns whether a block, and what lies between it and those before it, has no window. */
  boolean provesNone(Statistics blocks, int block);

  /** Returns whether there is no window behind the last block either. */
  boolean endsWithNone(long nowNs);
}
