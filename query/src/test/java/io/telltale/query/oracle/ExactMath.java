package io.telltale.query.oracle;

import io.telltale.core.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** The arithmetic of the contract, slow and exact. */
final class ExactMath {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private ExactMath() {}

  /** a + b, saturated: both are times or durations. */
  static long sum(long a, long b) {
    return saturated(BigInteger.valueOf(a).add(BigInteger.valueOf(b)));
  }

  /** a - b, saturated. */
  static long difference(long a, long b) {
    return saturated(BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)));
  }

  /** a - n * b, saturated. */
  static long back(long a, int n, long b) {
    return saturated(
        BigInteger.valueOf(a).subtract(BigInteger.valueOf(n).multiply(BigInteger.valueOf(b))));
  }

  private static long saturated(BigInteger exact) {
    return exact.min(GREATEST).max(LEAST).longValueExact();
  }

  /** The number that the bits of a numeric kind mean: Double for DOUBLE, else Long. */
  static Number number(Kind kind, long bits) {
    if (kind == Kind.DOUBLE) {
      return Double.longBitsToDouble(bits);
    }
    return bits;
  }

  static boolean isNaN(Kind kind, long bits) {
    return kind == Kind.DOUBLE && Double.isNaN(Double.longBitsToDouble(bits));
  }

  static boolean isFinite(Kind kind, long bits) {
    return kind != Kind.DOUBLE || Double.isFinite(Double.longBitsToDouble(bits));
  }

  /** Compares two numbers, none of them NaN, as the real numbers that they are. */
  static int compare(Number a, Number b) {
    return isInfinite(a) || isInfinite(b)
        ? Double.compare(bounded(a), bounded(b))
        : decimal(a).compareTo(decimal(b));
  }

  /** The exact difference of two values of one kind as the nearest double. */
  static double valueDifference(Kind kind, long bits, long previousBits) {
    if (kind == Kind.DOUBLE) {
      return Double.longBitsToDouble(bits) - Double.longBitsToDouble(previousBits);
    }
    return BigInteger.valueOf(bits).subtract(BigInteger.valueOf(previousBits)).doubleValue();
  }

  /**
   * Mean of numbers that are not NaN; NaN when there are none or when both infinities are among
   * them.
   */
  static double mean(List<Number> numbers) {
    if (numbers.isEmpty()) {
      return Double.NaN;
    }
    double infinite = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (Number number : numbers) {
      if (isInfinite(number)) {
        infinite += number.doubleValue();
      } else {
        sum = sum.add(decimal(number));
      }
    }
    return infinite != 0
        ? infinite
        : sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128).doubleValue();
  }

  /** Sum of finite numbers. */
  static BigDecimal sum(List<Number> numbers) {
    return numbers.stream().map(ExactMath::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The real number itself. */
  static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal exact) {
      return exact;
    }
    return number instanceof Long exact
        ? BigDecimal.valueOf(exact)
        : new BigDecimal(number.doubleValue());
  }

  static boolean isInfinite(Number number) {
    return number instanceof Double real && real.isInfinite();
  }

  /**
   * Beside an infinity the size of a number does not matter, and no finite one may look like it.
   */
  private static double bounded(Number number) {
    return isInfinite(number) ? number.doubleValue() : 0;
  }
}
