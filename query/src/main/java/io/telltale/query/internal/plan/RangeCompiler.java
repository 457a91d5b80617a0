package io.telltale.query.internal.plan;

import io.telltale.query.Condition.Comparison;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Turns limits, Long or Double, into inclusive ranges of the values that a channel can have. What
 * the limit compares as is exact, whatever the two types.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> no instances.
 */
public final class RangeCompiler {
  private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private RangeCompiler() {}

  /** Compiles a comparison with one limit. */
  public static Truth compare(boolean doubles, Comparison comparison, Number limit) {
    return switch (comparison) {
      case ABOVE -> range(doubles, limit, false, null, true);
      case AT_LEAST -> range(doubles, limit, true, null, true);
      case BELOW -> range(doubles, null, true, limit, false);
      case AT_MOST -> range(doubles, null, true, limit, true);
      case EQUAL_TO -> range(doubles, limit, true, limit, true);
    };
  }

  /** Compiles lo &lt;= v &lt;= hi. */
  public static Truth inside(boolean doubles, Number lo, Number hi) {
    return range(doubles, lo, true, hi, true);
  }

  /** Compiles v &lt; lo or v &gt; hi. */
  public static Truth outside(boolean doubles, Number lo, Number hi) {
    if (doubles) {
      return doubleRange(leastDouble(lo, true), greatestDouble(hi, true), true);
    }
    return longRange(leastLong(lo, true), greatestLong(hi, true), true);
  }

  private static Truth range(
      boolean doubles, Number lo, boolean includesLo, Number hi, boolean includesHi) {
    if (doubles) {
      return doubleRange(
          lo == null ? Double.NEGATIVE_INFINITY : leastDouble(lo, includesLo),
          hi == null ? Double.POSITIVE_INFINITY : greatestDouble(hi, includesHi),
          false);
    }
    return longRange(
        lo == null ? LEAST_LONG : leastLong(lo, includesLo),
        hi == null ? MOST_LONG : greatestLong(hi, includesHi),
        false);
  }

  private static Truth doubleRange(double lo, double hi, boolean negated) {
    // NaN: no double is that large, or that small.
    return lo <= hi
        ? new DoubleRangeTruth(lo, hi, negated)
        : new DoubleRangeTruth(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, negated);
  }

  private static Truth longRange(BigInteger lo, BigInteger hi, boolean negated) {
    BigInteger least = lo.max(LEAST_LONG);
    BigInteger most = hi.min(MOST_LONG);
    return least.compareTo(most) <= 0
        ? new LongRangeTruth(least.longValueExact(), most.longValueExact(), negated)
        : new LongRangeTruth(Long.MAX_VALUE, Long.MIN_VALUE, negated);
  }

  /** The smallest double at or above the limit, or above it; NaN when there is none. */
  private static double leastDouble(Number limit, boolean inclusive) {
    double nearest = limit.doubleValue();
    int order = compareExactly(nearest, limit);
    if (order > 0 || order == 0 && inclusive) {
      return nearest;
    }
    return nearest == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(nearest);
  }

  /** The largest double at or below the limit, or below it; NaN when there is none. */
  private static double greatestDouble(Number limit, boolean inclusive) {
    double nearest = limit.doubleValue();
    int order = compareExactly(nearest, limit);
    if (order < 0 || order == 0 && inclusive) {
      return nearest;
    }
    return nearest == Double.NEGATIVE_INFINITY ? Double.NaN : Math.nextDown(nearest);
  }

  private static int compareExactly(double value, Number limit) {
    return limit instanceof Long exact
        ? new BigDecimal(value).compareTo(BigDecimal.valueOf(exact))
        : 0;
  }

  /** The smallest integer at or above the limit, or above it. */
  private static BigInteger leastLong(Number limit, boolean inclusive) {
    if (limit instanceof Double d && d.isInfinite()) {
      return d > 0 ? MOST_LONG.add(BigInteger.ONE) : LEAST_LONG;
    }
    BigInteger floor = rounded(limit, RoundingMode.FLOOR);
    return inclusive ? rounded(limit, RoundingMode.CEILING) : floor.add(BigInteger.ONE);
  }

  /** The largest integer at or below the limit, or below it. */
  private static BigInteger greatestLong(Number limit, boolean inclusive) {
    if (limit instanceof Double d && d.isInfinite()) {
      return d > 0 ? MOST_LONG : LEAST_LONG.subtract(BigInteger.ONE);
    }
    BigInteger ceiling = rounded(limit, RoundingMode.CEILING);
    return inclusive ? rounded(limit, RoundingMode.FLOOR) : ceiling.subtract(BigInteger.ONE);
  }

  private static BigInteger rounded(Number limit, RoundingMode mode) {
    return limit instanceof Long exact
        ? BigInteger.valueOf(exact)
        : new BigDecimal(limit.doubleValue()).setScale(0, mode).toBigIntegerExact();
  }
}
