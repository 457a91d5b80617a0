package io.telltale.cli.output;

/** Durations as text: {@code 90s}, {@code 1h30m}, {@code 7d}, {@code 250ms}; exact both ways. */
public final class DurationText {
  /** From the largest to the smallest; "ms" stands before "m" wherever a text is matched. */
  private enum Unit {
    DAYS("d", 86_400_000_000_000L),
    HOURS("h", 3_600_000_000_000L),
    MINUTES("m", 60_000_000_000L),
    SECONDS("s", 1_000_000_000L),
    MILLISECONDS("ms", 1_000_000L),
    MICROSECONDS("us", 1_000L),
    NANOSECONDS("ns", 1L);

    private final String label;
    private final long ns;

    Unit(String label, long ns) {
      this.label = label;
      this.ns = ns;
    }

    private static Unit of(String label) {
      for (Unit unit : values()) {
        if (unit.label.equals(label)) {
          return unit;
        }
      }
      return null;
    }
  }

  private DurationText() {}

  /**
   * The text of a duration.
   *
   * @param durationNs nanoseconds, not negative
   * @return for instance {@code 1h30m}; {@code 0s} for none
   */
  public static String of(long durationNs) {
    if (durationNs < 0) {
      throw new IllegalArgumentException("negative duration: durationNs=" + durationNs);
    }
    if (durationNs == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = durationNs;
    for (Unit unit : Unit.values()) {
      long count = rest / unit.ns;
      if (count > 0) {
        text.append(count).append(unit.label);
        rest -= count * unit.ns;
      }
    }
    return text.toString();
  }

  /**
   * Reads a duration.
   *
   * @param text whole numbers, each with a unit: d, h, m, s, ms, us or ns, the largest first
   * @return nanoseconds, not negative
   * @throws IllegalArgumentException when it is none, or too long for 64 bits
   */
  public static long parse(String text) {
    long total = 0;
    int at = 0;
    Unit last = null;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      int label = at;
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      Unit unit = Unit.of(text.substring(label, at));
      if (digits == label || unit == null || last != null && unit.compareTo(last) <= 0) {
        throw notADuration(text);
      }
      total = plus(total, text.substring(digits, label), unit, text);
      last = unit;
    }
    if (last == null) {
      throw notADuration(text);
    }
    return total;
  }

  private static long plus(long total, String digits, Unit unit, String text) {
    try {
      return Math.addExact(total, Math.multiplyExact(Long.parseLong(digits), unit.ns));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is longer than 292 years", e);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException notADuration(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration: write 90s, 5m, 1h30m, 7d or 250ms");
  }
}
