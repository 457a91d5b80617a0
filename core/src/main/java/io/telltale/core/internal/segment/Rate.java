package io.telltale.core.internal.segment;

import io.telltale.core.HotPath;

/**
 * Change per second between two readings. Statistics and conditions reckon with this one
 * definition, so that what a statistic excludes no reading can show.
 */
public final class Rate {
  private static final double NANOS_PER_SECOND = 1e9;

  private Rate() {}

  /**
   * Returns {@code difference / (durationNs / 1e9)}.
   *
   * @param difference of two values
   * @param durationNs time between them, above 0
   */
  @HotPath
  public static double perSecond(double difference, long durationNs) {
    return difference / seconds(durationNs);
  }

  /** Returns {@code durationNs / 1e9}. */
  @HotPath
  public static double seconds(long durationNs) {
    return durationNs / NANOS_PER_SECOND;
  }

  /**
   * Returns later - earlier, {@link Long#MAX_VALUE} where that does not fit; later must be later.
   */
  @HotPath
  public static long durationNs(long earlier, long later) {
    long duration = later - earlier;
    return duration < 0 ? Long.MAX_VALUE : duration;
  }

  /** Returns the double nearest to the exact {@code to - from}, also where that exceeds 64 bits. */
  @HotPath
  public static double difference(long from, long to) {
    long difference = to - from;
    if (((to ^ from) & (to ^ difference)) >= 0) {
      return difference;
    }
    return to > from ? unsigned(difference) : -unsigned(-difference);
  }

  /** The double nearest to an unsigned integer of 2^63 or more. */
  private static double unsigned(long bits) {
    // The lost low bit is kept as a sticky one, so that the rounding is right.
    return (double) (bits >>> 1 | bits & 1) * 2;
  }
}
