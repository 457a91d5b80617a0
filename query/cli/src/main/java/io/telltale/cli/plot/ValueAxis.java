package io.telltale.cli.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Where values stand on an axis, and their texts. */
final class ValueAxis {
  private static final MathContext DIGITS = new MathContext(6);
  private static final int LEAST_PLAIN_EXPONENT = -5;
  private static final int MOST_PLAIN_EXPONENT = 9;

  private final double min;
  private final double max;

  /** Creates an axis; values that are all the same get some room around them. */
  ValueAxis(double least, double most) {
    double room = least == most ? Math.max(1, Math.abs(least) / 10) : 0;
    min = Math.max(-Double.MAX_VALUE, least - room);
    max = Math.min(Double.MAX_VALUE, most + room);
  }

  /** Returns the row of a value, 0 being the top. */
  int row(double value, int rows) {
    // Halves, as the whole may be more than a double can hold.
    double part = (max / 2 - value / 2) / (max / 2 - min / 2);
    return (int) Math.round(part * (rows - 1));
  }

  /** Returns the value in the middle of a row. */
  double value(int row, int rows) {
    double part = rows == 1 ? 0.5 : row / (rows - 1.0);
    return max * (1 - part) + min * part;
  }

  /** Returns the text of the value in the middle of a row, with the digits that tell rows apart. */
  String text(int row, int rows) {
    double value = value(row, rows);
    double step = (max / 2 - min / 2) / rows;
    int places = Math.max(0, (int) Math.ceil(1 - Math.log10(step)));
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    BigDecimal shortest = rounded.setScale(Math.min(places, rounded.scale()), RoundingMode.HALF_UP);
    if (shortest.signum() == 0) {
      return "0";
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    return exponent < LEAST_PLAIN_EXPONENT || exponent > MOST_PLAIN_EXPONENT
        ? shortest.toString()
        : shortest.toPlainString();
  }
}
