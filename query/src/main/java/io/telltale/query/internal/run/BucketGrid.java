package io.telltale.query.internal.run;

/**
 * Where buckets start and end: intervals without holes or overlaps.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query.
 */
public interface BucketGrid {
  /** Makes the bucket that a time lies in the current one. */
  void aim(long timeNs);

  /** Returns where the current bucket starts; Long.MIN_VALUE also when it starts before. */
  long startNs();

  /** Returns the last time of the current bucket; Long.MAX_VALUE also when it reaches beyond. */
  long lastNs();

  /** Returns whether two times lie in one bucket, the first not after the second. */
  boolean isOneBucket(long firstNs, long lastNs);
}
