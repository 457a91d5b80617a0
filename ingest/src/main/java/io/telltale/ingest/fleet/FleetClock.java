package io.telltale.ingest.fleet;

/**
 * The fleet's own time: ticks of ten seconds in which each device reports once, each at a moment of
 * its own.
 */
final class FleetClock {
  static final long SECOND_NS = 1_000_000_000L;
  static final long MINUTE_NS = 60 * SECOND_NS;
  static final long HOUR_NS = 60 * MINUTE_NS;
  static final long TICK_NS = 10 * SECOND_NS;

  /** 2026-01-01T00:00:00Z. */
  static final long START_NS = 1_767_225_600L * SECOND_NS;

  private final long devices;

  FleetClock(int devices) {
    this.devices = devices;
  }

  /** When a device is due to report in a tick. */
  long dueNs(int device, long tick) {
    return START_NS + tick * TICK_NS + device * TICK_NS / devices;
  }

  /** The first tick in which a device is due at this time or later. */
  long firstTickFrom(int device, long timeNs) {
    return Math.max(0, -Math.floorDiv(dueNs(device, 0) - timeNs, TICK_NS));
  }
}
