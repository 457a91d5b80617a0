package io.telltale.query.internal.run;

import io.telltale.query.internal.scan.Parts;

/**
 * Turns one series into windows, a chunk at each step.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> reused
 * run after run and series after series.
 */
public abstract sealed class SeriesEvaluator permits ReadingEvaluator, SilenceEvaluator {
  /** Starts a series: finds where its evaluation has to begin. */
  public abstract void open(Parts parts, long fromNs, long nowNs);

  /** Evaluates the next chunk; false when nothing of the series is left. */
  public abstract boolean step();
}
