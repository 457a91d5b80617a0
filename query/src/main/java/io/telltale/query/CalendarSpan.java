package io.telltale.query;

import java.time.ZoneId;
import java.util.Objects;

/**
 * Spans as a calendar and a clock on the wall show them. A day, week or month starts where
 * java.time says that its first day does ({@code LocalDate.atStartOfDay(zone)}), so that a day may
 * be of 23 or 25 hours. An hour starts when the clock shows a full hour, and when it is changed:
 * the hour that is shown twice is two, and a change by half an hour starts an hour too.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object. <b>Lifetime:</b> as long as
 * wanted.
 *
 * @param unit how long
 * @param zone whose calendar and clock
 */
public record CalendarSpan(Unit unit, ZoneId zone) {
  /** How long a span is. */
  public enum Unit {
    /** Full hours of the clock. */
    HOUR,
    /** Days, from midnight or the first moment of a day that has none. */
    DAY,
    /** Weeks, from Monday on. */
    WEEK,
    /** Months. */
    MONTH
  }

  public CalendarSpan {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(zone, "zone");
  }
}
