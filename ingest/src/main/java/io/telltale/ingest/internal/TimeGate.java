package io.telltale.ingest.internal;

import io.telltale.core.HotPath;
import io.telltale.ingest.TimeLimits;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps times out that the limits do not allow, and counts them.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none but for {@link #reason}.
 * <b>Lifetime:</b> as long as wanted.
 */
public final class TimeGate {
  private final TimeLimits limits;
  private final long floorNs;
  private long ceilingNs;
  private long early;
  private long late;

  /**
   * Makes one.
   *
   * @param limits which times are taken
   */
  public TimeGate(TimeLimits limits) {
    this.limits = limits;
    this.floorNs = limits.floorNs();
    this.ceilingNs = limits.ceilingNs();
  }

  /**
   * Asks for a time; counts it when it is refused.
   *
   * @param timeNs epoch nanoseconds
   * @return whether it is taken
   */
  @HotPath
  public boolean admits(long timeNs) {
    if (timeNs >= floorNs && timeNs <= ceilingNs) {
      return true;
    }
    return admitsNow(timeNs);
  }

  /**
   * Counts the times before the floor.
   *
   * @return their number
   */
  public long early() {
    return early;
  }

  /**
   * Counts the times too far in the future.
   *
   * @return their number
   */
  public long late() {
    return late;
  }

  /**
   * Says why a time is not taken.
   *
   * @param timeNs a time that was refused
   * @return the reason
   */
  public String reason(long timeNs) {
    if (timeNs < floorNs) {
      return "time " + text(timeNs) + " lies before " + text(floorNs) + ", the earliest allowed";
    }
    return "time "
        + text(timeNs)
        + " lies in the future: "
        + Duration.ofNanos(limits.aheadNs())
        + " ahead of the clock is allowed, now up to "
        + text(ceilingNs);
  }

  private boolean admitsNow(long timeNs) {
    if (timeNs < floorNs) {
      early++;
      return false;
    }
    ceilingNs = limits.ceilingNs();
    if (timeNs > ceilingNs) {
      late++;
      return false;
    }
    return true;
  }

  private static String text(long timeNs) {
    return Instant.EPOCH.plusNanos(timeNs).toString();
  }
}
