package io.telltale.query.internal.live;

import io.telltale.query.internal.Times;

/**
 * How far a value may be from the one before it, so that no condition about the two holds.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when made. <b>Lifetime:</b> that of its watch.
 *
 * @param below what it may fall in a nanosecond, not quite; below 0, or NaN when there is no such
 * @param above what it may rise in a nanosecond, not quite
 * @param most what it may differ
 */
record Neighbours(double below, double above, double most) {
  /** Any finite values are. */
  static final Neighbours ANY =
      new Neighbours(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Whether two finite values, the second later, surely are near enough. */
  boolean fit(long beforeTime, long before, long time, long bits) {
    double rise = Double.longBitsToDouble(bits) - Double.longBitsToDouble(before);
    double lasts = Times.minus(time, beforeTime);
    // one branch, as most are
    return rise < above * lasts & rise > below * lasts & Math.abs(rise) <= most;
  }

  /** Returns the limits that are those of both. */
  Neighbours and(Neighbours other) {
    return new Neighbours(
        Math.max(below, other.below), Math.min(above, other.above), Math.min(most, other.most));
  }
}
