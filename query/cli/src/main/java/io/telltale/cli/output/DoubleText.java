package io.telltale.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as the decimal of fewest digits that reads back to the same bits, the same on every JDK
 * ({@link Double#toString(double)} gives other digits before 19). Of several such decimals it is
 * the one closest to the number. From 1e-7 up to 1e21 it is written without an exponent, a whole
 * number without a point.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> the text and little else for numbers that
 * came from short decimals; some big numbers for the others.
 */
public final class DoubleText {
  /** Two different decimals of so many digits never read back to one normal double. */
  private static final int UNIQUE_DIGITS = 15;

  /** So many digits always suffice. */
  private static final int MOST_DIGITS = 17;

  private static final long UNIQUE_LIMIT = 1_000_000_000_000_000L;
  private static final int LEAST_PLAIN_EXPONENT = -7;
  private static final int MOST_PLAIN_EXPONENT = 20;

  /** Powers of ten that are doubles exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private DoubleText() {}

  /**
   * The text of a double.
   *
   * @param value any double
   * @return {@code NaN}, {@code Infinity}, {@code -Infinity} or a decimal
   */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    StringBuilder text = new StringBuilder(24);
    if (Double.doubleToRawLongBits(value) < 0) {
      text.append('-');
    }
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return text.append('0').toString();
    }
    if (!appendShortDecimal(text, magnitude)) {
      append(text, shortest(magnitude));
    }
    return text.toString();
  }

  /**
   * Most telemetry was a decimal of a few places once: m / 10^d, with both exact doubles, is
   * rounded once, just as reading the decimal is. The first d that fits has the fewest digits.
   */
  private static boolean appendShortDecimal(StringBuilder text, double magnitude) {
    if (magnitude >= UNIQUE_LIMIT || magnitude < 1e-5) {
      return false;
    }
    for (int places = 0; places < POWERS.length; places++) {
      double scaled = magnitude * POWERS[places];
      if (scaled >= UNIQUE_LIMIT) {
        return false;
      }
      long digits = Math.round(scaled);
      if (digits > 0 && digits / POWERS[places] == magnitude) {
        appendPlain(text, Long.toString(digits), places);
        return true;
      }
    }
    return false;
  }

  private static BigDecimal shortest(double magnitude) {
    BigDecimal exact = new BigDecimal(magnitude);
    int digits = magnitude < Double.MIN_NORMAL ? 1 : UNIQUE_DIGITS;
    for (; digits < MOST_DIGITS; digits++) {
      BigDecimal closest = closest(exact, digits, magnitude);
      if (closest != null) {
        return closest.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /** Both neighbours count: below a power of two the doubles lie closer together than above it. */
  private static BigDecimal closest(BigDecimal exact, int digits, double magnitude) {
    BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
    BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
    boolean belowReadsBack = readsBack(below, magnitude);
    boolean aboveReadsBack = readsBack(above, magnitude);
    if (belowReadsBack && aboveReadsBack) {
      return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
    return belowReadsBack ? below : aboveReadsBack ? above : null;
  }

  private static boolean readsBack(BigDecimal decimal, double magnitude) {
    return Double.parseDouble(decimal.toString()) == magnitude;
  }

  private static void append(StringBuilder text, BigDecimal decimal) {
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent <= MOST_PLAIN_EXPONENT) {
      appendPlain(text, digits, decimal.scale());
      return;
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent);
  }

  /** Writes digits x 10^-places without an exponent. */
  private static void appendPlain(StringBuilder text, String digits, int places) {
    if (places <= 0) {
      text.append(digits).append("0".repeat(-places));
      return;
    }
    int whole = digits.length() - places;
    if (whole > 0) {
      text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
    } else {
      text.append("0.").append("0".repeat(-whole)).append(digits);
    }
  }
}
