package io.telltale.query.internal.run;

import io.telltale.query.internal.Times;

/**
 * Buckets of equal length, aligned to 1970-01-01T00:00Z.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class EqualGrid implements BucketGrid {
  private final long spanNs;
  private long startNs;
  private long lastNs;

  /** Creates a grid. */
  public EqualGrid(long spanNs) {
    this.spanNs = spanNs;
  }

  @Override
  public void aim(long timeNs) {
    long into = Math.floorMod(timeNs, spanNs);
    startNs = Times.minus(timeNs, into);
    lastNs = Times.plus(timeNs, spanNs - 1 - into);
  }

  @Override
  public long startNs() {
    return startNs;
  }

  @Override
  public long lastNs() {
    return lastNs;
  }

  @Override
  public boolean isOneBucket(long firstNs, long lastNs) {
    return Math.floorDiv(firstNs, spanNs) == Math.floorDiv(lastNs, spanNs);
  }
}
