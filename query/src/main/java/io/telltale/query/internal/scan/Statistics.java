package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.BlockColumn;

/**
 * What is known of stretches of readings without looking at them.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> while
 * the view behind it is pinned.
 */
public interface Statistics {
  /** Returns the number of parts. */
  int count();

  /** Returns the time of a part's first reading. */
  long firstTime(int part);

  /** Returns the time of a part's last reading. */
  long lastTime(int part);

  /** Returns whether a part is one sealed block. */
  boolean isBlock(int part);

  /** Returns whether a block has this statistic; one that is missing proves nothing. */
  boolean has(int part, BlockColumn column);

  /** Returns a statistic of a block as raw bits. */
  long statistic(int part, BlockColumn column);
}
