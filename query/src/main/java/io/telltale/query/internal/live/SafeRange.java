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
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when made. <b>Lifetime:</b> that of its watch.
 */
final class SafeRange {
  /** All bits. */
  static final SafeRange ALL = new SafeRange(0, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Integers up to it are doubles. */
  private static final double EXACT = 1L << 52;

  /** All doubles but NaN and the infinities. */
  static final SafeRange FINITE = between(true, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Turns the order of negative doubles round, so that bits compare as what they stand for. */
  private final long turns;

  private final long least;
  private final long most;

  private SafeRange(long turns, long least, long most) {
    this.turns = turns;
    this.least = least;
    this.most = most;
  }

  /**
   * Finds the range.
   *
   * @param doubles whether values are doubles, else integers
   * @param values the conditions
   * @param raising two bits for each of them: those that matter have the upper one set
   */
  static SafeRange of(boolean doubles, List<Truth> values, long raising) {
    SafeRange range = doubles ? all(Long.MAX_VALUE) : ALL;
    for (int i = 0; i < values.size(); i++) {
      if ((raising >>> 2 * i & 2) != 0) {
        range = range.and(without(values.get(i), range));
      }
    }
    return range;
  }

  /** Returns finite values that surely lie between two limits, as doubles. */
  static SafeRange between(boolean doubles, double lo, double hi) {
    if (doubles) {
      double least = Math.max(Math.nextUp(lo), -Double.MAX_VALUE);
      return doubles(Long.MAX_VALUE, least, Math.min(Math.nextDown(hi), Double.MAX_VALUE));
    }
    boolean below = lo == Double.NEGATIVE_INFINITY;
    boolean above = hi == Double.POSITIVE_INFINITY;
    boolean exact = (below || Math.abs(lo) < EXACT) && (above || Math.abs(hi) < EXACT);
    return exact
        ? new SafeRange(
            0,
            below ? Long.MIN_VALUE : (long) Math.floor(lo) + 1,
            above ? Long.MAX_VALUE : (long) Math.ceil(hi) - 1)
        : ALL.none();
  }

  /** Returns all doubles but NaN. */
  private static SafeRange all(long turns) {
    return doubles(turns, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static SafeRange doubles(long turns, double lo, double hi) {
    if (Double.isNaN(lo) || Double.isNaN(hi)) {
      return new SafeRange(turns, Long.MAX_VALUE, Long.MIN_VALUE);
    }
    // -0.0 equals 0.0
    double least = lo == 0 ? -0.0 : lo;
    double most = hi == 0 ? 0.0 : hi;
    return new SafeRange(
        turns,
        inOrder(Double.doubleToLongBits(least), turns),
        inOrder(Double.doubleToLongBits(most), turns));
  }

  private static SafeRange without(Truth truth, SafeRange of) {
    if (truth instanceof DoubleRangeTruth range) {
      return without(range, of);
    }
    return truth instanceof LongRangeTruth range ? without(range, of) : of.none();
  }

  private static SafeRange without(DoubleRangeTruth range, SafeRange of) {
    if (range.isNegated()) {
      return doubles(of.turns, range.lo(), range.hi());
    }
    if (range.hi() == Double.POSITIVE_INFINITY) {
      // nothing lies below the least there is
      return range.lo() == Double.NEGATIVE_INFINITY
          ? of.none()
          : doubles(of.turns, Double.NEGATIVE_INFINITY, Math.nextDown(range.lo()));
    }
    return range.lo() == Double.NEGATIVE_INFINITY
        ? doubles(of.turns, Math.nextUp(range.hi()), Double.POSITIVE_INFINITY)
        : of.none();
  }

  private static SafeRange without(LongRangeTruth range, SafeRange of) {
    if (range.isNegated()) {
      return new SafeRange(of.turns, range.lo(), range.hi());
    }
    if (range.lo() > Long.MIN_VALUE && (range.hi() == Long.MAX_VALUE || range.lo() > 0)) {
      return new SafeRange(of.turns, Long.MIN_VALUE, range.lo() - 1);
    }
    return range.lo() == Long.MIN_VALUE && range.hi() < Long.MAX_VALUE
        ? new SafeRange(of.turns, range.hi() + 1, Long.MAX_VALUE)
        : of.none();
  }

  private SafeRange none() {
    return new SafeRange(turns, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  private static long inOrder(long bits, long turns) {
    return bits ^ bits >> Long.SIZE - 1 & turns;
  }

  /** Returns whether a value surely is among them. */
  boolean has(long bits) {
    long value = inOrder(bits, turns);
    // no branch that depends on the channel
    return value >= least & value <= most;
  }

  /** Returns the values that are among those of another range of the same channel, too. */
  SafeRange and(SafeRange other) {
    return new SafeRange(
        turns | other.turns, Math.max(least, other.least), Math.min(most, other.most));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeRange range
        && turns == range.turns
        && least == range.least
        && most == range.most;
  }

  @Override
  public int hashCode() {
    return Objects.hash(turns, least, most);
  }
}
