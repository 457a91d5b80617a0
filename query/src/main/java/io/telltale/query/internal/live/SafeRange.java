package io.telltale.query.internal.live;

import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.LongRangeTruth;
import io.telltale.query.internal.plan.Truth;
import java.util.List;
import java.util.Objects;

/**
 * Values of which none of some value conditions is TRUE, as one range: what most readings of a
 * device that is well are found in by two comparisons.
 *
 * <p><b>Threading:</b> one thread, while it is made; then immutable. <b>Allocation:</b> when made.
 * <b>Lifetime:</b> that of its watch.
 */
final class SafeRange {
  private final boolean doubles;
  private double lo = Double.NEGATIVE_INFINITY;
  private double hi = Double.POSITIVE_INFINITY;
  private long least = Long.MIN_VALUE;
  private long most = Long.MAX_VALUE;

  /**
   * Finds the range.
   *
   * @param doubles whether values are doubles, else integers
   * @param values the conditions
   * @param raising two bits for each of them: those that matter have the upper one set
   */
  SafeRange(boolean doubles, List<Truth> values, long raising) {
    this.doubles = doubles;
    for (int i = 0; i < values.size(); i++) {
      if ((raising >>> 2 * i & 2) != 0) {
        exclude(values.get(i));
      }
    }
  }

  private void exclude(Truth truth) {
    if (truth instanceof DoubleRangeTruth range) {
      exclude(range);
    } else if (truth instanceof LongRangeTruth range) {
      exclude(range);
    } else {
      excludeAll();
    }
  }

  private void exclude(DoubleRangeTruth range) {
    if (range.isNegated()) {
      lo = Math.max(lo, range.lo());
      hi = Math.min(hi, range.hi());
    } else if (range.hi() == Double.POSITIVE_INFINITY) {
      hi = Math.min(hi, Math.nextDown(range.lo()));
      // nothing lies below the least there is
      lo = range.lo() == Double.NEGATIVE_INFINITY ? Double.NaN : lo;
    } else if (range.lo() == Double.NEGATIVE_INFINITY) {
      lo = Math.max(lo, Math.nextUp(range.hi()));
    } else {
      excludeAll();
    }
  }

  private void exclude(LongRangeTruth range) {
    if (range.isNegated()) {
      least = Math.max(least, range.lo());
      most = Math.min(most, range.hi());
    } else if (range.lo() > Long.MIN_VALUE && (range.hi() == Long.MAX_VALUE || range.lo() > 0)) {
      most = Math.min(most, range.lo() - 1);
    } else if (range.lo() == Long.MIN_VALUE && range.hi() < Long.MAX_VALUE) {
      least = Math.max(least, range.hi() + 1);
    } else {
      excludeAll();
    }
  }

  private void excludeAll() {
    lo = Double.NaN;
    hi = Double.NaN;
    least = Long.MAX_VALUE;
    most = Long.MIN_VALUE;
  }

  /** Returns whether a value surely is among them. */
  boolean has(long bits) {
    if (doubles) {
      double v = Double.longBitsToDouble(bits);
      return v >= lo && v <= hi;
    }
    return bits >= least && bits <= most;
  }

  /** Returns the values that are among those of another range of the same channel, too. */
  SafeRange and(SafeRange other) {
    SafeRange both = new SafeRange(doubles, List.of(), 0);
    both.lo = Math.max(lo, other.lo);
    both.hi = Math.min(hi, other.hi);
    both.least = Math.max(least, other.least);
    both.most = Math.min(most, other.most);
    return both;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeRange range
        && doubles == range.doubles
        && Double.compare(lo, range.lo) == 0
        && Double.compare(hi, range.hi) == 0
        && least == range.least
        && most == range.most;
  }

  @Override
  public int hashCode() {
    return Objects.hash(doubles, lo, hi, least, most);
  }
}
