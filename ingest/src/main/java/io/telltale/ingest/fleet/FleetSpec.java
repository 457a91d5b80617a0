package io.telltale.ingest.fleet;

/**
 * How large a simulated fleet is.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> each {@code with} method makes a copy.
 * <b>Lifetime:</b> as long as wanted.
 *
 * @param devices number of devices, at least {@link #MIN_DEVICES}
 * @param readings number of readings, enough for two hours of every series
 * @param seed everything follows from it
 * @param lateShare share of readings that arrive late, 0 to 1
 */
public record FleetSpec(int devices, long readings, long seed, double lateShare) {
  /** One device for each kind of anomaly. */
  public static final int MIN_DEVICES = 5;

  /** The size of the fleet when there are readings enough. */
  public static final int DEFAULT_DEVICES = 2_000;

  /** Readings of the default fleet. */
  public static final long DEFAULT_READINGS = 20_000_000;

  /** Shorter runs leave no room for a door that is left open for half an hour. */
  static final long MIN_TICKS = 720;

  private static final double DEFAULT_LATE_SHARE = 0.005;
  private static final int CHANNELS = FleetChannel.values().length;

  /** Checks its parts. */
  public FleetSpec {
    if (devices < MIN_DEVICES) {
      throw new IllegalArgumentException(
          "a fleet needs at least " + MIN_DEVICES + " devices, not " + devices);
    }
    if (readings < devices * CHANNELS * MIN_TICKS) {
      throw new IllegalArgumentException(
          String.format(
              "%d readings are too few for %d devices: at least %d, two hours of each series",
              readings, devices, devices * CHANNELS * MIN_TICKS));
    }
    if (!(lateShare >= 0 && lateShare <= 1)) {
      throw new IllegalArgumentException("lateShare must be 0 to 1, not " + lateShare);
    }
  }

  /**
   * The default fleet: 2,000 devices, 20 million readings, 0.5 % of them late.
   *
   * @return the specification
   */
  public static FleetSpec defaults() {
    return ofReadings(DEFAULT_READINGS);
  }

  /**
   * A fleet of up to 2,000 devices, fewer when the readings would not last for two hours.
   *
   * @param readings number of readings, at least 18,000
   * @return the specification
   */
  public static FleetSpec ofReadings(long readings) {
    long devices = Math.min(DEFAULT_DEVICES, readings / (CHANNELS * MIN_TICKS));
    return new FleetSpec((int) Math.max(MIN_DEVICES, devices), readings, 42, DEFAULT_LATE_SHARE);
  }

  /**
   * The same with another seed.
   *
   * @param newSeed any number
   * @return a copy
   */
  public FleetSpec withSeed(long newSeed) {
    return new FleetSpec(devices, readings, newSeed, lateShare);
  }

  /**
   * The same with another share of late readings.
   *
   * @param share 0 to 1
   * @return a copy
   */
  public FleetSpec withLateShare(double share) {
    return new FleetSpec(devices, readings, seed, share);
  }

  /** Ticks that the readings last for when no device is silent. */
  long ticks() {
    return readings / ((long) devices * CHANNELS);
  }
}
