package io.telltale.ingest.csv;

import java.util.List;

/** Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 250ms}. */
final class DurationCell {
  private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms", "us", "ns");
  private static final long[] UNIT_NS = {
    86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L
  };

  private DurationCell() {}

  /** Nanoseconds; the largest unit comes first, each at most once. */
  static long parse(String text) {
    long total = 0;
    int lastUnit = -1;
    int at = 0;
    try {
      while (at < text.length()) {
        int unitAt = skip(text, at, true);
        int end = skip(text, unitAt, false);
        int unit = UNITS.indexOf(text.substring(unitAt, end));
        if (unitAt == at || unit <= lastUnit) {
          throw new IllegalArgumentException(
              text + " is no duration such as 90s, 5m, 1h30m, 7d or 250ms");
        }
        long count = Long.parseLong(text.substring(at, unitAt));
        total = Math.addExact(total, Math.multiplyExact(count, UNIT_NS[unit]));
        lastUnit = unit;
        at = end;
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(text + " is longer than 106751 days", e);
    }
    return total;
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
      at++;
    }
    return at;
  }
}
