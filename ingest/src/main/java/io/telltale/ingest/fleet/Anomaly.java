package io.telltale.ingest.fleet;

/** What is wrong with some devices of a simulated fleet, and the rule that finds exactly those. */
public enum Anomaly {
  /**
   * The temperature climbs above 90 within a minute, stays there for 6 to 30 minutes and comes back
   * within five: {@code temperature > 90 for 5m}. The window is from the first reading above 90 to
   * the first at or below it.
   */
  OVERHEATING("temperature > 90 for 5m", 0.01),
  /**
   * The device reports nothing for 10 to 60 minutes: {@code silent(temperature, 5m)}. The window is
   * from five minutes after the last reading to the next one.
   */
  SILENCE("silent(temperature, 5m)", 0.015),
  /**
   * The level of vibration steps from 1 to 2.5 and stays: {@code vibration > 2 for 5m}. The window
   * starts with the first reading after the step and is OPEN.
   */
  VIBRATION_STEP("vibration > 2 for 5m", 0.0075),
  /**
   * The energy counter leaps by 50 to 500 between two readings: {@code rateOutside(energy, 1)},
   * kilowatt hours a second. The window is from the reading behind the leap to the next one.
   */
  COUNTER_JUMP("rateOutside(energy, 1)", 0.005),
  /**
   * The door stands open for 30 to 90 minutes: {@code door == 1 for 15m}. The window is from the
   * first reading that says open to the first that says closed.
   */
  DOOR_LEFT_OPEN("door == 1 for 15m", 0.0125);

  private final String rule;
  private final double share;

  Anomaly(String rule, double share) {
    this.rule = rule;
    this.share = share;
  }

  /**
   * The rule that finds it, as text.
   *
   * @return the rule
   */
  public String rule() {
    return rule;
  }

  /** How many devices of a fleet suffer from it: at least one. */
  int deviceCount(int devices) {
    return Math.max(1, (int) (devices * share));
  }
}
