package io.telltale.query.internal.live;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.RateTruth;

/**
 * A quick way to see that a condition about several readings does not hold, at the cost of not
 * always seeing it. What it finds of each reading has to be so for as long as the condition looks
 * back.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none after construction.
 * <b>Lifetime:</b> that of its rule.
 */
abstract class Hunch {
  /** By this much a value has to be away from a limit, for sums are rounded: of the limit. */
  private static final double MARGIN = 1e-6;

  private static final double NS_PER_SECOND = 1e9;

  /** Whether the values are doubles, else integers. */
  private final boolean doubles;

  private Hunch(boolean doubles) {
    this.doubles = doubles;
  }

  /**
   * Returns whether a finite reading gives no reason for the condition to hold.
   *
   * @param state two words of its own from here on
   * @param beforeTime time of the finite reading before, {@link PlaceLayout#NEVER} without one
   */
  abstract boolean holdsNot(
      long[] state, int at, long time, long bits, long beforeTime, long before);

  /** Whether a reading and the one before it are all that it goes by. */
  boolean judgesNeighbours() {
    return true;
  }

  /** Whether it goes by the reading before. */
  boolean needsBefore() {
    return true;
  }

  /**
   * Returns finite values of which none gives a reason that is near to the one before, as {@link
   * #neighbours} says; null: it takes more to see that.
   */
  SafeRange safe() {
    return null;
  }

  /** Returns how near a value has to be to the one before. */
  Neighbours neighbours() {
    return Neighbours.ANY;
  }

  final double number(long bits) {
    return doubles ? Double.longBitsToDouble(bits) : bits;
  }

  private static double margin(double limit) {
    return Math.abs(limit) * MARGIN + Double.MIN_NORMAL;
  }

  private static double finiteMargin(double limit) {
    return Double.isInfinite(limit) ? 0 : margin(limit);
  }

  /** The mean, the least or the most of a span is not beyond limits that no value is beyond. */
  static final class Within extends Hunch {
    private final double lo;
    private final double hi;
    private final SafeRange safe;

    /** Creates one; an infinite limit is none. */
    Within(boolean doubles, double lo, double hi) {
      super(doubles);
      this.lo = lo + finiteMargin(lo);
      this.hi = hi - finiteMargin(hi);
      safe = SafeRange.between(doubles, this.lo, this.hi);
    }

    @Override
    boolean needsBefore() {
      return false;
    }

    @Override
    SafeRange safe() {
      return safe;
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      double v = number(bits);
      return v > lo && v < hi;
    }
  }

  /** The range of a span, hence its deviation, is no wider than a band that all values are in. */
  static final class Band extends Hunch {
    private final double width;

    Band(boolean doubles, double limit) {
      super(doubles);
      this.width = limit - margin(limit);
    }

    @Override
    boolean judgesNeighbours() {
      return false;
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      double v = number(bits);
      double lo = Double.longBitsToDouble(state[at]);
      double hi = Double.longBitsToDouble(state[at + 1]);
      boolean inside = beforeTime != PlaceLayout.NEVER && Math.max(hi, v) - Math.min(lo, v) < width;
      state[at] = Double.doubleToRawLongBits(inside ? Math.min(lo, v) : v);
      state[at + 1] = Double.doubleToRawLongBits(inside ? Math.max(hi, v) : v);
      return inside;
    }
  }

  /** A span in which two neighbours are farther apart than eps is not flat. */
  static final class Step extends Hunch {
    private final double eps;
    private final long spanNs;

    Step(boolean doubles, double eps, long spanNs) {
      super(doubles);
      this.eps = eps + margin(eps);
      this.spanNs = spanNs;
    }

    @Override
    boolean judgesNeighbours() {
      return false;
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      if (beforeTime == PlaceLayout.NEVER) {
        state[at] = PlaceLayout.NEVER;
        return false;
      }
      if (Math.abs(number(bits) - number(before)) > eps) {
        state[at] = beforeTime;
      }
      return state[at] != PlaceLayout.NEVER && Times.minus(time, state[at]) < spanNs;
    }
  }

  /** The rate, reckoned as the condition does. */
  static final class Rate extends Hunch {
    private final boolean ofDoubles;
    private final double below;
    private final double above;

    /** The same a nanosecond, and so much nearer to 0 that no rounding matters. */
    private final Neighbours surely;

    Rate(boolean doubles, double below, double above) {
      super(doubles);
      this.ofDoubles = doubles;
      this.below = below;
      this.above = above;
      surely =
          new Neighbours(
              below < 0 ? (below + finiteMargin(below)) / NS_PER_SECOND : Double.NaN,
              above > 0 ? (above - finiteMargin(above)) / NS_PER_SECOND : Double.NaN,
              Double.POSITIVE_INFINITY);
    }

    @Override
    SafeRange safe() {
      return ofDoubles ? SafeRange.FINITE : null;
    }

    @Override
    Neighbours neighbours() {
      return surely;
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      if (beforeTime == PlaceLayout.NEVER) {
        return false;
      }
      if (ofDoubles && surely.fit(beforeTime, before, time, bits)) {
        return true;
      }
      double rate = RateTruth.rate(ofDoubles, time, bits, beforeTime, before);
      return rate <= above && rate >= below;
    }
  }

  /** The distance, of doubles. */
  static final class Jump extends Hunch {
    private final Neighbours near;

    Jump(boolean doubles, double distance) {
      super(doubles);
      near =
          new Neighbours(
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              doubles ? distance - margin(distance) : Double.NaN);
    }

    @Override
    SafeRange safe() {
      return SafeRange.FINITE;
    }

    @Override
    Neighbours neighbours() {
      return near;
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      return beforeTime != PlaceLayout.NEVER && near.fit(beforeTime, before, time, bits);
    }
  }

  /** No change at all. */
  static final class Same extends Hunch {
    Same() {
      super(false);
    }

    @Override
    boolean holdsNot(long[] state, int at, long time, long bits, long beforeTime, long before) {
      return beforeTime != PlaceLayout.NEVER && bits == before;
    }
  }
}
