package io.telltale.ingest;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Which event times are taken. A device whose clock is wrong sends readings of 1970 or of 2099; one
 * of the latter makes all others look silent, since a store's newest event time is what queries
 * take for now.
 *
 * <p><b>Threading:</b> immutable; the clock is read on the appending thread. <b>Allocation:</b>
 * each {@code with} method makes a copy. <b>Lifetime:</b> as long as wanted.
 */
public final class TimeLimits {
  /** Takes every time. */
  public static final TimeLimits NONE = new TimeLimits(Long.MIN_VALUE, Long.MAX_VALUE, null);

  private final long floorNs;
  private final long aheadNs;
  private final LongSupplier clockNs;

  private TimeLimits(long floorNs, long aheadNs, LongSupplier clockNs) {
    this.floorNs = floorNs;
    this.aheadNs = aheadNs;
    this.clockNs = clockNs;
  }

  /**
   * Refuses what lies before a floor.
   *
   * @param newFloorNs the earliest time that is taken, epoch nanoseconds
   * @return a copy
   */
  public TimeLimits withFloor(long newFloorNs) {
    return new TimeLimits(newFloorNs, aheadNs, clockNs);
  }

  /**
   * Refuses what lies further in the future than a limit.
   *
   * @param ahead how far ahead of the clock a time may lie
   * @param newClockNs tells the time, epoch nanoseconds; must not allocate, and is asked only when
   *     a time lies beyond what the last answer allows: a clock that was set back is noticed late
   * @return a copy
   * @throws IllegalArgumentException when {@code ahead} is negative
   */
  public TimeLimits withFuture(Duration ahead, LongSupplier newClockNs) {
    Objects.requireNonNull(newClockNs, "newClockNs");
    if (ahead.isNegative()) {
      throw new IllegalArgumentException("negative limit: ahead=" + ahead);
    }
    return new TimeLimits(floorNs, ahead.toNanos(), newClockNs);
  }

  /**
   * The earliest time that is taken.
   *
   * @return epoch nanoseconds
   */
  public long floorNs() {
    return floorNs;
  }

  /**
   * How far ahead of the clock a time may lie.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} when there is no limit
   */
  public long aheadNs() {
    return aheadNs;
  }

  /**
   * The latest time that is taken now.
   *
   * @return epoch nanoseconds; {@link Long#MAX_VALUE} when there is no limit
   */
  public long ceilingNs() {
    if (clockNs == null) {
      return Long.MAX_VALUE;
    }
    long now = clockNs.getAsLong();
    return now > Long.MAX_VALUE - aheadNs ? Long.MAX_VALUE : now + aheadNs;
  }
}
