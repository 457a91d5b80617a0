package io.telltale.core;

import java.time.Duration;
import java.util.Objects;

/**
 * What a caller declares of a channel when registering it.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> each {@code with} method makes a copy.
 * <b>Lifetime:</b> as long as wanted.
 *
 * @param name unique name
 * @param kind what the 64 bits of a value mean
 * @param unit unit of measure, empty when unknown
 * @param periodNs declared time between two readings in nanoseconds, 0 when not declared
 * @param staleAfterNs how long a reading speaks in nanoseconds, 0 when not declared
 */
public record ChannelSpec(String name, Kind kind, String unit, long periodNs, long staleAfterNs) {
  public ChannelSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(unit, "unit");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a channel needs a name");
    }
    if (periodNs < 0 || staleAfterNs < 0) {
      throw new IllegalArgumentException(
          "negative duration: periodNs=" + periodNs + " staleAfterNs=" + staleAfterNs);
    }
  }

  /**
   * Declares a channel of doubles without unit, period or staleness.
   *
   * @param name unique name
   * @return the declaration
   */
  public static ChannelSpec ofDouble(String name) {
    return of(name, Kind.DOUBLE);
  }

  /**
   * Declares a channel without unit, period or staleness.
   *
   * @param name unique name
   * @param kind what the 64 bits of a value mean
   * @return the declaration
   */
  public static ChannelSpec of(String name, Kind kind) {
    return new ChannelSpec(name, kind, "", 0, 0);
  }

  /**
   * The same with a unit.
   *
   * @param newUnit unit of measure
   * @return a copy
   */
  public ChannelSpec withUnit(String newUnit) {
    return new ChannelSpec(name, kind, newUnit, periodNs, staleAfterNs);
  }

  /**
   * The same with a declared period.
   *
   * @param period time between two readings
   * @return a copy
   */
  public ChannelSpec withPeriod(Duration period) {
    return new ChannelSpec(name, kind, unit, period.toNanos(), staleAfterNs);
  }

  /**
   * The same with a staleness limit.
   *
   * @param staleAfter how long a reading speaks
   * @return a copy
   */
  public ChannelSpec withStaleAfter(Duration staleAfter) {
    return new ChannelSpec(name, kind, unit, periodNs, staleAfter.toNanos());
  }
}
