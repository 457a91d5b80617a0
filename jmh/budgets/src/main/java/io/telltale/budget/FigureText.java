package io.telltale.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures as people read them: four digits that count, no exponent. */
final class FigureText {
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final double LONG = 1e4;

  private FigureText() {}

  /** A figure, empty if there is none. */
  static String of(double figure) {
    if (Double.isNaN(figure)) {
      return "";
    }
    if (Double.isInfinite(figure)) {
      return figure > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded = new BigDecimal(figure).round(DIGITS);
    if (rounded.signum() == 0) {
      return "0";
    }
    String plain = rounded.stripTrailingZeros().toPlainString();
    return Math.abs(figure) < LONG ? plain : grouped(plain);
  }

  static String of(double figure, String unit) {
    return unit.isEmpty() ? of(figure) : of(figure) + " " + unit;
  }

  /** A change in percent with its sign. */
  static String percent(double change) {
    String text = of(Math.abs(change) < 0.05 ? 0 : Math.round(change * 10) / 10.0);
    return (change >= 0.05 ? "+" : "") + text + " %";
  }

  private static String grouped(String plain) {
    StringBuilder text = new StringBuilder(plain);
    int least = plain.startsWith("-") ? 1 : 0;
    for (int at = plain.length() - 3; at > least; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
