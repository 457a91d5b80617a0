package io.telltale.query.internal.plan;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.Rate;
import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.LatchCondition;

/**
 * The one limit of a condition, beyond which values lie: what makes one value the peak, and how far
 * beyond it is. Without one limit the largest value is the peak.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none after construction. <b>Lifetime:</b> that
 * of its query.
 */
public final class Limit {
  private static final double HALF = 0.5;
  private static final double NANOS_PER_SECOND = 1e9;

  private final boolean doubles;
  private final boolean states;

  /** The limit below which values lie beyond, or null. */
  private final Number lo;

  /** The limit above which values lie beyond, or null. */
  private final Number hi;

  private final boolean measured;
  private final boolean byDistance;

  private Limit(Kind kind, Number lo, Number hi, boolean measured) {
    doubles = kind == Kind.DOUBLE;
    states = kind == Kind.STATE;
    this.lo = lo;
    this.hi = hi;
    this.measured = measured;
    byDistance = lo != null && hi != null || isInfinite(lo) || isInfinite(hi);
  }

  private static boolean isInfinite(Number limit) {
    return limit != null && Double.isInfinite(limit.doubleValue());
  }

  /** Finds the limit of a condition on a channel of a kind. */
  public static Limit of(Condition condition, Kind kind) {
    Condition one = condition;
    if (condition instanceof LatchCondition.Debounce debounce) {
      one = debounce.condition();
    } else if (condition instanceof LatchCondition.Hysteresis hysteresis) {
      one = hysteresis.enter();
    }
    boolean lone = one == condition;
    if (one instanceof Condition.Outside outside) {
      return new Limit(kind, outside.lo(), outside.hi(), lone);
    }
    if (one instanceof Condition.Compare c && c.comparison() != Comparison.EQUAL_TO) {
      boolean upper = c.comparison() == Comparison.ABOVE || c.comparison() == Comparison.AT_LEAST;
      return new Limit(kind, upper ? null : c.limit(), upper ? c.limit() : null, lone);
    }
    return new Limit(kind, null, null, false);
  }

  /** Whether the excess beyond the limit is told. */
  public boolean isMeasured() {
    return measured;
  }

  /** Whether a value can be a peak: NaN and states cannot. */
  public boolean accepts(long bits) {
    return !states && !(doubles && Double.isNaN(Double.longBitsToDouble(bits)));
  }

  /** Whether one value lies farther beyond the limit than another. */
  public boolean isFarther(long bits, long than) {
    // Of values within 64 bits, order says more than distances, which are rounded; from an infinite
    // limit all are equally far.
    if (byDistance) {
      double a = distance(bits, 1);
      double b = distance(than, 1);
      return a == b && Double.isInfinite(a) ? distance(bits, HALF) > distance(than, HALF) : a > b;
    }
    boolean downwards = lo != null;
    if (doubles) {
      double a = Double.longBitsToDouble(bits);
      double b = Double.longBitsToDouble(than);
      return downwards ? a < b : a > b;
    }
    return downwards ? bits < than : bits > than;
  }

  /** Returns how far beyond the limit a value is, 0 on it, times a duration in seconds. */
  public double area(long bits, long durationNs) {
    double scale = scale(bits);
    return distance(bits, scale) * Rate.seconds(durationNs) / scale;
  }

  /** Returns what rounding took from {@link #area}. */
  public double areaLost(long bits, long durationNs) {
    double scale = scale(bits);
    double distance = distance(bits, scale);
    double seconds = Rate.seconds(durationNs);
    double product = distance * seconds;
    if (!Double.isFinite(product)) {
      return 0;
    }
    double lost =
        Math.fma(distance, seconds, -product) + distance * secondsLost(durationNs, seconds);
    return lost / scale;
  }

  /** What rounding took from a duration in seconds. */
  private static double secondsLost(long durationNs, double seconds) {
    double nanos = durationNs;
    double ofQuotient = Math.fma(-seconds, NANOS_PER_SECOND, nanos);
    return (ofQuotient + (durationNs - (long) nanos)) / NANOS_PER_SECOND;
  }

  /** What the distance has to be multiplied by so that it fits. */
  private double scale(long bits) {
    return Double.isInfinite(distance(bits, 1)) ? HALF : 1;
  }

  /** A distance of two numbers of which each is scaled: half of it may fit where all does not. */
  private double distance(long bits, double scale) {
    double beyond = Double.NEGATIVE_INFINITY;
    if (lo != null) {
      beyond = -above(bits, lo, scale);
    }
    if (hi != null) {
      beyond = Math.max(beyond, above(bits, hi, scale));
    }
    return beyond;
  }

  private double above(long bits, Number limit, double scale) {
    if (!doubles && limit instanceof Long exact) {
      return Rate.difference(exact, bits) * scale;
    }
    double value = doubles ? Double.longBitsToDouble(bits) : bits;
    double edge = limit.doubleValue();
    return value == edge ? 0 : value * scale - edge * scale;
  }
}
