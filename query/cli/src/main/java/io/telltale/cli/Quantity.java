package io.telltale.cli;

import java.util.Locale;

/** Numbers for people. */
final class Quantity {
  private static final String[] SCALES = {"", "k", "M", "G"};

  private Quantity() {}

  /** For instance 1,231,561. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** For instance 2.4 M: three digits at most before the point. */
  static String scaled(double number) {
    double scaled = number;
    int scale = 0;
    while (scaled >= 999.95 && scale < SCALES.length - 1) {
      scaled /= 1_000;
      scale++;
    }
    return scale == 0
        ? String.format(Locale.ROOT, "%.0f", scaled)
        : String.format(Locale.ROOT, "%.1f %s", scaled, SCALES[scale]);
  }

  /** For instance "1 window", "2 windows". */
  static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
