package io.telltale.core;

import java.util.Objects;

/**
 * One kind of measurement that devices report, as registered in a store.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object a registration. <b>Lifetime:</b>
 * outlives its store.
 *
 * @param id dense id, from 0
 * @param name unique name, for instance {@code temperature} or {@code readings.velocity}
 * @param kind what the 64 bits of a value mean
 * @param unit unit of measure, empty when unknown
 * @param periodNs declared time between two readings in nanoseconds, 0 when not declared
 * @param staleAfterNs how long a reading speaks in nanoseconds, 0 when not declared
 */
public record Channel(
    int id, String name, Kind kind, String unit, long periodNs, long staleAfterNs) {
  /** Returned by {@link #speaksForNs} when a reading speaks until the next one. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  public Channel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(unit, "unit");
    if (periodNs < 0 || staleAfterNs < 0) {
      throw new IllegalArgumentException(
          "negative duration: periodNs=" + periodNs + " staleAfterNs=" + staleAfterNs);
    }
  }

  /**
   * How long a reading of this channel speaks unless a query says otherwise: {@code staleAfter},
   * else three declared periods, else without limit.
   *
   * @return nanoseconds, or {@link #NO_LIMIT}
   */
  public long speaksForNs() {
    if (staleAfterNs > 0) {
      return staleAfterNs;
    }
    return periodNs > 0 ? (periodNs > NO_LIMIT / 3 ? NO_LIMIT : 3 * periodNs) : NO_LIMIT;
  }
}
