package io.telltale.cli.plot;

import io.telltale.cli.output.TimeText;

/** Round times of UTC for the marks of an axis. */
final class TimeAxis {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] ROUND_NS = {
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    5 * DAY,
    10 * DAY,
    20 * DAY,
    50 * DAY,
    100 * DAY,
    200 * DAY,
    500 * DAY,
    1_000 * DAY,
    2_000 * DAY,
    5_000 * DAY,
    10_000 * DAY,
    20_000 * DAY
  };
  private static final int DATE_END = 10;
  private static final int TIME_START = 11;
  private static final int MINUTE_END = 16;
  private static final int SECOND_END = 19;

  private final long stepNs;

  /** Creates an axis for a span that is to have at most so many marks. */
  TimeAxis(long spanNs, int marks) {
    long least = spanNs < 0 ? Long.MAX_VALUE / marks * 2 : spanNs / marks + 1;
    stepNs = least < SECOND ? decimal(least) : round(least);
  }

  private static long decimal(long least) {
    long power = 1;
    while (power * 10 <= least) {
      power *= 10;
    }
    for (long factor : new long[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static long round(long least) {
    for (long step : ROUND_NS) {
      if (step >= least) {
        return step;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Returns the first mark at or after a time, or Long.MAX_VALUE. */
  long firstAtOrAfter(long timeNs) {
    long rest = Math.floorMod(timeNs, stepNs);
    return rest == 0 ? timeNs : after(timeNs - rest);
  }

  /** Returns the mark after a mark, or Long.MAX_VALUE. */
  long after(long markNs) {
    return markNs > Long.MAX_VALUE - stepNs ? Long.MAX_VALUE : markNs + stepNs;
  }

  /**
   * Returns a date where the time of day is midnight, or as much of the time as tells marks apart.
   */
  String text(long timeNs) {
    String text = TimeText.of(timeNs);
    if (Math.floorMod(timeNs, DAY) == 0) {
      return text.substring(0, DATE_END);
    }
    if (stepNs % MINUTE == 0) {
      return text.substring(TIME_START, MINUTE_END);
    }
    int end = stepNs % SECOND == 0 ? SECOND_END : text.length() - 1;
    String time = text.substring(TIME_START, end);
    return stepNs % SECOND == 0 ? time : time.replaceFirst("[.]?0+$", "");
  }
}
