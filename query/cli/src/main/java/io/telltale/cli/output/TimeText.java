package io.telltale.cli.output;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/**
 * Times as text: ISO-8601 in UTC, always with nine digits of fraction, so that texts of one width
 * sort like the times.
 */
public final class TimeText {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final Pattern EPOCH = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private TimeText() {}

  /**
   * The text of a time.
   *
   * @param timeNs epoch nanoseconds
   * @return for instance {@code 2026-01-01T00:00:00.000000000Z}
   */
  public static String of(long timeNs) {
    long second = Math.floorDiv(timeNs, NS_PER_SECOND);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
    int ofDay = (int) Math.floorMod(second, (long) SECONDS_PER_DAY);
    char[] text = "0000-00-00T00:00:00.000000000Z".toCharArray();
    digits(text, 0, 4, date.getYear());
    digits(text, 5, 2, date.getMonthValue());
    digits(text, 8, 2, date.getDayOfMonth());
    digits(text, 11, 2, ofDay / 3_600);
    digits(text, 14, 2, ofDay / 60 % 60);
    digits(text, 17, 2, ofDay % 60);
    digits(text, 20, 9, (int) Math.floorMod(timeNs, NS_PER_SECOND));
    return new String(text);
  }

  /**
   * Reads a time: ISO-8601 with a zone, a date (its first moment in UTC) or epoch nanoseconds.
   *
   * @param text what was written
   * @return epoch nanoseconds
   * @throws IllegalArgumentException when it is none of them, or outside of the years 1677 to 2262
   */
  public static long parse(String text) {
    try {
      if (EPOCH.matcher(text).matches()) {
        return Long.parseLong(text);
      }
      if (DATE.matcher(text).matches()) {
        return epochNs(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return epochNs(parseZoned(text));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' does not fit 64 bits of nanoseconds (1677-09-21 to 2262-04-11)", e);
    }
  }

  private static Instant parseZoned(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notAnOffset) {
      try {
        return ZonedDateTime.parse(text).toInstant();
      } catch (DateTimeException notAZone) {
        throw new IllegalArgumentException(reason(text), notAZone);
      }
    }
  }

  private static String reason(String text) {
    try {
      LocalDateTime.parse(text);
      return "'" + text + "' has no zone: write " + text + "Z for UTC";
    } catch (DateTimeException notATime) {
      return "'" + text + "' is not a time: write 2026-01-31T12:00:00Z, 2026-01-31 or epoch ns";
    }
  }

  private static long epochNs(Instant instant) {
    long seconds = instant.getEpochSecond();
    int nanos = instant.getNano();
    if (seconds < 0 && nanos > 0) {
      // Towards zero first: the earliest times fit although their whole second does not.
      return Math.addExact(
          Math.multiplyExact(seconds + 1, NS_PER_SECOND), (long) nanos - NS_PER_SECOND);
    }
    return Math.addExact(Math.multiplyExact(seconds, NS_PER_SECOND), (long) nanos);
  }

  private static void digits(char[] text, int offset, int length, int number) {
    int rest = number;
    for (int i = offset + length - 1; i >= offset; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
