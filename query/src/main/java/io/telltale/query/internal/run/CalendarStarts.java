package io.telltale.query.internal.run;

import io.telltale.query.CalendarSpan;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * Reckons with java.time where the spans of a calendar start.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely. <b>Lifetime:</b> as long as wanted.
 */
final class CalendarStarts {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_PER_HOUR = 3_600;
  private static final int FIRST_CAPACITY = 32;

  private final CalendarSpan.Unit unit;
  private final ZoneId zone;
  private final ZoneRules rules;

  CalendarStarts(CalendarSpan span) {
    unit = span.unit();
    zone = span.zone();
    rules = zone.getRules();
  }

  /**
   * Returns the start of the span that the first time lies in and all later ones up to the first
   * that is after the last time, ascending; without that one where it is beyond all times.
   */
  long[] around(long firstNs, long lastNs) {
    return unit == CalendarSpan.Unit.HOUR ? hours(firstNs, lastNs) : dates(firstNs, lastNs);
  }

  private long[] hours(long firstNs, long lastNs) {
    Starts starts = new Starts(firstNs, lastNs);
    long second = startOfHour(Math.floorDiv(firstNs, NS_PER_SECOND));
    while (starts.add(second)) {
      second = nextHour(second);
    }
    return starts.toArray();
  }

  private long startOfHour(long second) {
    Instant instant = Instant.ofEpochSecond(second);
    long intoHour = Math.floorMod(local(instant), SECONDS_PER_HOUR);
    // Transitions are looked for strictly before a time, and one at this very time counts.
    ZoneOffsetTransition change = rules.previousTransition(instant.plusSeconds(1));
    long start = second - intoHour;
    return change == null ? start : Math.max(start, change.toEpochSecond());
  }

  private long nextHour(long second) {
    Instant instant = Instant.ofEpochSecond(second);
    long next = second + SECONDS_PER_HOUR - Math.floorMod(local(instant), SECONDS_PER_HOUR);
    ZoneOffsetTransition change = rules.nextTransition(instant);
    return change == null ? next : Math.min(next, change.toEpochSecond());
  }

  private long local(Instant instant) {
    return instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
  }

  private long[] dates(long firstNs, long lastNs) {
    Starts starts = new Starts(firstNs, lastNs);
    Instant first = Instant.ofEpochSecond(Math.floorDiv(firstNs, NS_PER_SECOND));
    // A clock put back across midnight shows a date again whose successor has begun, so one
    // earlier.
    LocalDate date = startOfSpan(LocalDate.ofInstant(first, zone).minusDays(1));
    while (starts.add(date.atStartOfDay(zone).toEpochSecond())) {
      date = next(date);
    }
    return starts.toArray();
  }

  private LocalDate startOfSpan(LocalDate date) {
    return switch (unit) {
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
      case DAY, HOUR -> date;
    };
  }

  private LocalDate next(LocalDate date) {
    return switch (unit) {
      case WEEK -> date.plusWeeks(1);
      case MONTH -> date.plusMonths(1);
      case DAY, HOUR -> date.plusDays(1);
    };
  }

  /** Collects starts in ascending order. */
  private static final class Starts {
    private final long firstNs;
    private final long lastNs;
    private long[] times = new long[FIRST_CAPACITY];
    private int size;

    private Starts(long firstNs, long lastNs) {
      this.firstNs = firstNs;
      this.lastNs = lastNs;
    }

    /** Returns whether more are wanted. */
    private boolean add(long second) {
      long timeNs = saturated(second);
      if (timeNs == Long.MAX_VALUE) {
        return false;
      }
      if (size > 0 && timeNs <= firstNs) {
        size = 0;
      }
      // A date that a zone left out starts when its successor does.
      if (size == 0 || timeNs > times[size - 1]) {
        if (size == times.length) {
          times = Arrays.copyOf(times, 2 * size);
        }
        times[size++] = timeNs;
      }
      return timeNs <= lastNs;
    }

    private long[] toArray() {
      return Arrays.copyOf(times, size);
    }

    private static long saturated(long second) {
      if (second > Long.MAX_VALUE / NS_PER_SECOND) {
        return Long.MAX_VALUE;
      }
      return second < Long.MIN_VALUE / NS_PER_SECOND ? Long.MIN_VALUE : second * NS_PER_SECOND;
    }
  }
}
