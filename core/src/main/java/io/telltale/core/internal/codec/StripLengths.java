package io.telltale.core.internal.codec;

/**
 * How long a strip may last, by the number that stands in files. All above a second divide an hour
 * or a day, and days one another, so that the buckets people ask for are made of whole strips.
 */
final class StripLengths {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final long[] LENGTHS = {
    SECOND / 1_000_000,
    SECOND / 100_000,
    SECOND / 10_000,
    SECOND / 1000,
    SECOND / 200,
    SECOND / 100,
    SECOND / 20,
    SECOND / 10,
    SECOND / 2,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    4 * DAY,
    16 * DAY,
    64 * DAY
  };

  private StripLengths() {}

  static int count() {
    return LENGTHS.length;
  }

  static long nanos(int number) {
    return LENGTHS[number];
  }

  /** The longest, in nanoseconds. */
  static long longest() {
    return LENGTHS[LENGTHS.length - 1];
  }
}
