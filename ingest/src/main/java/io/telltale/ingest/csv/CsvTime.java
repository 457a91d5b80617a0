package io.telltale.ingest.csv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;

/** Reads a time as one format writes it. */
abstract class CsvTime {
  private static final Map<String, Integer> UNIT_DIGITS = Map.of("ns", 0, "us", 3, "ms", 6, "s", 9);
  private static final String ZONE_LETTERS = "VzOXxZ";

  /** Epoch nanoseconds, or an IllegalArgumentException that says what is wrong. */
  abstract long parse(String text);

  /** Picks the reader of a format; the zone, of times that name none, may be null. */
  static CsvTime of(String format, ZoneId zone) {
    Integer digits = UNIT_DIGITS.get(format);
    if (digits != null) {
      return new Epoch(digits);
    }
    if (format.equals("iso")) {
      return new Calendar(DateTimeFormatter.ISO_DATE_TIME, zone);
    }
    if (zone == null && !namesZone(format)) {
      throw new IllegalArgumentException(
          "no zone (--zone), and the time format (--time-format) has none: " + format);
    }
    try {
      DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
      return new Calendar(builder.appendPattern(format).toFormatter(Locale.ENGLISH), zone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "time format (--time-format) " + format + ": " + e.getMessage(), e);
    }
  }

  private static boolean namesZone(String pattern) {
    boolean quoted = false;
    for (char c : pattern.toCharArray()) {
      quoted ^= c == '\'';
      if (!quoted && ZONE_LETTERS.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A number of units since 1970, with a fraction if it is whole nanoseconds. */
  private static final class Epoch extends CsvTime {
    private static final int LONGEST = 40;

    private final int digits;

    Epoch(int digits) {
      this.digits = digits;
    }

    @Override
    long parse(String text) {
      if (text.length() <= LONGEST && text.matches("-?[0-9]+(\\.[0-9]+)?")) {
        try {
          return new BigDecimal(text).movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
          throw new IllegalArgumentException(
              "time " + text + " is beyond the years 1677 to 2262 or finer than a nanosecond", e);
        }
      }
      throw new IllegalArgumentException("time " + text + " is not a number");
    }
  }

  /** A date and time of day. */
  private static final class Calendar extends CsvTime {
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    Calendar(DateTimeFormatter formatter, ZoneId zone) {
      this.formatter = formatter;
      this.zone = zone;
    }

    @Override
    long parse(String text) {
      try {
        TemporalAccessor parsed =
            formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        Instant instant = instant(parsed, text);
        return Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("time " + text + " is not as the format says", e);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("time " + text + " is beyond the years 1677 to 2262", e);
      }
    }

    private Instant instant(TemporalAccessor parsed, String text) {
      if (parsed instanceof ZonedDateTime zoned) {
        return zoned.toInstant();
      }
      if (zone == null) {
        throw new IllegalArgumentException(
            "time " + text + " has no offset, and no zone was given");
      }
      LocalDateTime local =
          parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
      return local.atZone(zone).toInstant();
    }
  }
}
