package io.telltale.query.internal.truth;

import io.telltale.query.Condition.Comparison;
import io.telltale.query.ValueTest;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.LongRangeTruth;
import io.telltale.query.internal.plan.RangeCompiler;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A comparison of what was reckoned, exact whatever the limits: of doubles, of 64-bit integers, and
 * of 128-bit ones, which differences and sums of 64-bit integers fit into.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none after construction. <b>Lifetime:</b> that
 * of its query.
 */
final class NumberTest {
  private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

  private final DoubleRangeTruth doubles;
  private final LongRangeTruth longs;
  private final boolean negated;
  private final long loHigh;
  private final long loLow;
  private final long hiHigh;
  private final long hiLow;

  private NumberTest(
      DoubleRangeTruth doubles, LongRangeTruth longs, boolean negated, BigInteger[] range) {
    this.doubles = doubles;
    this.longs = longs;
    this.negated = negated;
    BigInteger lo = range[0].max(LEAST);
    BigInteger hi = range[1].min(MOST);
    boolean empty = lo.compareTo(hi) > 0;
    loHigh = empty ? Long.MAX_VALUE : lo.shiftRight(Long.SIZE).longValue();
    loLow = empty ? -1 : lo.longValue();
    hiHigh = empty ? Long.MIN_VALUE : hi.shiftRight(Long.SIZE).longValue();
    hiLow = empty ? 0 : hi.longValue();
  }

  /** Compiles a test. */
  static NumberTest of(ValueTest test) {
    if (test instanceof ValueTest.Inside t) {
      return new NumberTest(
          (DoubleRangeTruth) RangeCompiler.inside(true, t.lo(), t.hi()),
          (LongRangeTruth) RangeCompiler.inside(false, t.lo(), t.hi()),
          false,
          inclusive(t.lo(), t.hi()));
    }
    if (test instanceof ValueTest.Outside t) {
      return new NumberTest(
          (DoubleRangeTruth) RangeCompiler.outside(true, t.lo(), t.hi()),
          (LongRangeTruth) RangeCompiler.outside(false, t.lo(), t.hi()),
          true,
          inclusive(t.lo(), t.hi()));
    }
    ValueTest.Compare t = (ValueTest.Compare) test;
    return of(t.comparison(), t.limit());
  }

  /** Compiles a comparison with one limit. */
  static NumberTest of(Comparison comparison, Number limit) {
    return new NumberTest(
        (DoubleRangeTruth) RangeCompiler.compare(true, comparison, limit),
        (LongRangeTruth) RangeCompiler.compare(false, comparison, limit),
        false,
        range(comparison, limit));
  }

  /** Returns whether a number passes; NaN does not. */
  boolean test(double number) {
    return doubles.test(number);
  }

  /** Returns whether an integer passes. */
  boolean test(long number) {
    return longs.test(number);
  }

  /** Returns whether an integer of 128 bits passes: the high half, signed, and the low half. */
  boolean test(long high, long low) {
    boolean inside =
        compare(high, low, loHigh, loLow) >= 0 && compare(high, low, hiHigh, hiLow) <= 0;
    return inside != negated;
  }

  private static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    return aHigh == bHigh ? Long.compareUnsigned(aLow, bLow) : Long.compare(aHigh, bHigh);
  }

  private static BigInteger[] inclusive(Number lo, Number hi) {
    return new BigInteger[] {rounded(lo, RoundingMode.CEILING), rounded(hi, RoundingMode.FLOOR)};
  }

  private static BigInteger[] range(Comparison comparison, Number limit) {
    BigInteger floor = rounded(limit, RoundingMode.FLOOR);
    BigInteger ceiling = rounded(limit, RoundingMode.CEILING);
    return switch (comparison) {
      case ABOVE -> new BigInteger[] {floor.add(BigInteger.ONE), MOST};
      case AT_LEAST -> new BigInteger[] {ceiling, MOST};
      case BELOW -> new BigInteger[] {LEAST, ceiling.subtract(BigInteger.ONE)};
      case AT_MOST -> new BigInteger[] {LEAST, floor};
      case EQUAL_TO -> new BigInteger[] {ceiling, floor};
    };
  }

  /** The limit as an integer; an infinite one lies beyond all of 128 bits. */
  private static BigInteger rounded(Number limit, RoundingMode mode) {
    if (limit instanceof Long exact) {
      return BigInteger.valueOf(exact);
    }
    double d = limit.doubleValue();
    if (Double.isInfinite(d)) {
      return (d > 0 ? MOST : LEAST).shiftLeft(1);
    }
    return new BigDecimal(d).setScale(0, mode).toBigIntegerExact();
  }
}
