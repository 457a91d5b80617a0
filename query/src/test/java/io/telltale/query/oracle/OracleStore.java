package io.telltale.query.oracle;

import io.telltale.core.DuplicatePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The readings that a store should hold: section 1 of the contract with sorted maps. */
public final class OracleStore {
  private record SeriesKey(int device, int channel) {}

  private final DuplicatePolicy policy;
  private final Map<SeriesKey, NavigableMap<Long, OracleReading>> series =
      new java.util.HashMap<>();
  private long arrivals;

  public OracleStore(DuplicatePolicy policy) {
    this.policy = policy;
  }

  /** Takes the next reading in journal order. */
  public void append(int device, int channel, long time, long bits) {
    OracleReading reading = new OracleReading(device, channel, time, bits, arrivals++);
    NavigableMap<Long, OracleReading> readings =
        series.computeIfAbsent(new SeriesKey(device, channel), key -> new TreeMap<>());
    if (policy == DuplicatePolicy.LAST_ARRIVED) {
      readings.put(time, reading);
    } else {
      readings.putIfAbsent(time, reading);
    }
  }

  /**
   * Readings of one series with times of at most {@code now}, in time order, duplicates resolved.
   */
  public List<OracleReading> readings(int device, int channel, long now) {
    NavigableMap<Long, OracleReading> readings = series.get(new SeriesKey(device, channel));
    return readings == null ? List.of() : new ArrayList<>(readings.headMap(now, true).values());
  }

  /** Newest time held, Long.MIN_VALUE when nothing is. */
  public long newest() {
    return series.values().stream().mapToLong(NavigableMap::lastKey).max().orElse(Long.MIN_VALUE);
  }

  /** Oldest time held, Long.MAX_VALUE when nothing is. */
  public long oldest() {
    return series.values().stream().mapToLong(NavigableMap::firstKey).min().orElse(Long.MAX_VALUE);
  }

  /** Readings after duplicates. */
  public long count() {
    return series.values().stream().mapToLong(NavigableMap::size).sum();
  }

  /** Readings after duplicates of one channel. */
  public long count(int channel) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().channel() == channel)
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }

  /** Readings before duplicates. */
  public long appended() {
    return arrivals;
  }
}
