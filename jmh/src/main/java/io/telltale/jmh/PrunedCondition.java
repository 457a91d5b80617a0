package io.telltale.jmh;

import java.util.List;

/**
 * Rules that statistics decide for nearly all blocks of the shared fleet, by the condition that
 * they are about.
 */
public enum PrunedCondition {
  /** One limit. */
  ABOVE("temperature", 90, 32, "temperature > 90"),
  /** The other comparisons, one after the other. */
  COMPARISONS(
      "temperature",
      90,
      32,
      "temperature < -10",
      "temperature >= 90",
      "temperature <= -10",
      "temperature == 300",
      "inside(temperature, 60, 80)"),
  /** Two limits. */
  OUTSIDE("temperature", 90, 32, "outside(temperature, -10, 90)"),
  /** A state. */
  IS("mode", 1, 32, "mode == \"service\""),
  /** No number. */
  NOT_FINITE("temperature", 90, 32, "notFinite(temperature)"),
  /** Enters and exits. */
  HYSTERESIS("temperature", 90, 16, "enter temperature > 90 exit temperature < 85"),
  /** Readings in a row. */
  DEBOUNCE("temperature", 90, 16, "debounce(temperature > 90, 3, 3)"),
  /** Either way. */
  RATE_OUTSIDE("energy", 1e9, 16, "|rate(energy)| > 1/s"),
  /** One way, each. */
  RATES("energy", 1e9, 4, "rate(energy) > 1/s", "rate(energy) < -1/s"),
  /** A distance. */
  JUMP("energy", 1e9, 8, "jump(energy) > 40"),
  /** Any difference. */
  CHANGED("setpoint", 4.5, 8, "changed(setpoint)"),
  /** No reading. */
  SILENT("temperature", 90, 32, "silent(temperature, 5m)");

  private final RuleCase rules;

  PrunedCondition(String channel, double limit, int devices, String... rules) {
    this.rules = new RuleCase(channel, limit, devices, SharedFleet.READINGS, List.of(rules));
  }

  RuleCase rules() {
    return rules;
  }
}
