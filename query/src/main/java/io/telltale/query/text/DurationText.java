package io.telltale.query.text;

import java.util.List;
import java.util.Map;

/** Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 250ms}. */
final class DurationText {
  static final List<String> UNITS = List.of("d", "h", "m", "s", "ms", "us", "ns");
  private static final long[] UNIT_NS = {
    86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L
  };
  private static final String WANTED = "a duration such as 90s, 5m, 1h30m, 7d or 250ms";

  /** Units as people write them elsewhere, and what they are here. */
  private static final Map<String, List<String>> SPOKEN =
      Map.of(
          "d", List.of("day", "days"),
          "h", List.of("hr", "hrs", "hour", "hours"),
          "m", List.of("min", "mins", "minute", "minutes"),
          "s", List.of("sec", "secs", "second", "seconds"));

  private DurationText() {}

  /** Reads a duration, the largest unit first, each unit at most once. */
  static long parse(Token token) {
    if (token.type() != Token.Type.NUMERAL) {
      throw token.expected(WANTED);
    }
    String text = token.text();
    long total = 0;
    int lastUnit = -1;
    int at = 0;
    try {
      while (at < text.length()) {
        int unitAt = skip(text, at, true);
        int end = skip(text, unitAt, false);
        int unit = UNITS.indexOf(text.substring(unitAt, end));
        if (unitAt == at || unit <= lastUnit) {
          throw token.expected(WANTED);
        }
        long count = Long.parseLong(text.substring(at, unitAt));
        total = Math.addExact(total, Math.multiplyExact(count, UNIT_NS[unit]));
        lastUnit = unit;
        at = end;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw token.expected("a duration of at most 106751d (2^63 ns)");
    }
    return total;
  }

  /** What {@code 10 m}, {@code 15 min} or {@code 15min} should be; empty when that is unclear. */
  static String hint(Token token, Token next) {
    if (token.type() != Token.Type.NUMERAL) {
      return "";
    }
    String text = token.text();
    if (next.type() == Token.Type.WORD && UNITS.contains(next.text())) {
      return "write " + text + next.text() + ", without a space";
    }
    int unitAt = skip(text, 0, true);
    String word = unitAt < text.length() ? text.substring(unitAt) : next.text();
    for (Map.Entry<String, List<String>> unit : SPOKEN.entrySet()) {
      if (unit.getValue().contains(word)) {
        return "write " + text.substring(0, unitAt) + unit.getKey();
      }
    }
    return "";
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
      at++;
    }
    return at;
  }

  /** Writes a duration so that {@link #parse} gives the same. */
  static String print(long durationNs) {
    if (durationNs == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = durationNs;
    for (int unit = 0; unit < UNIT_NS.length; unit++) {
      long count = rest / UNIT_NS[unit];
      rest %= UNIT_NS[unit];
      if (count > 0) {
        text.append(count).append(UNITS.get(unit));
      }
    }
    return text.toString();
  }
}
