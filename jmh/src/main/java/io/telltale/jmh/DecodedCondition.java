package io.telltale.jmh;

import java.util.List;

/**
 * Rules that need the readings of every block of the shared fleet, by the condition that they are
 * about; each is TRUE now and then.
 */
public enum DecodedCondition {
  /** One limit. */
  ABOVE("vibration", 1.3, 4, 16_384, "vibration > 1.3"),
  /** The other comparisons, one after the other. */
  COMPARISONS(
      "vibration",
      1.3,
      1,
      16_384,
      "vibration < 0.7",
      "vibration >= 1.3",
      "vibration <= 0.7",
      "vibration == 1",
      "inside(vibration, 1, 1.003)"),
  /** Two limits. */
  OUTSIDE("vibration", 1.33, 4, 16_384, "outside(vibration, 0.67, 1.33)"),
  /** A state. */
  IS("mode", 0.5, 4, 16_384, "mode == \"fault\""),
  /** No number. */
  NOT_FINITE("flow", 90, 1, 4_096, "notFinite(flow)"),
  /** Enters and exits. */
  HYSTERESIS("vibration", 1.35, 1, 4_096, "enter vibration > 1.35 exit vibration < 1.3"),
  /** Readings in a row. */
  DEBOUNCE("vibration", 1.35, 1, 4_096, "debounce(vibration > 1.25, 2, 2)"),
  /** Either way. */
  RATE_OUTSIDE("vibration", 1.35, 4, 16_384, "|rate(vibration)| > 0.065/s"),
  /** One way, each. */
  RATES("vibration", 1.35, 1, 4_096, "rate(vibration) > 0.05/s", "rate(vibration) < -0.05/s"),
  /** A distance. */
  JUMP("vibration", 1.35, 1, 4_096, "jump(vibration) > 0.65"),
  /** Any difference. */
  CHANGED("mode", 0.5, 1, 4_096, "changed(mode)"),
  /** No reading. */
  SILENT("temperature", 90, 4, 16_384, "silent(temperature, 10s350ms)"),
  /** No reading yet. */
  NEVER_SEEN("temperature", 90, 1, 4_096, "neverSeen(temperature, 1h)"),
  /** The mean of a span. */
  MEAN("vibration", 1.35, 1, 4_096, "mean(vibration, 10m) > 1.05"),
  /** Smallest, largest and distance of both in a span. */
  EXTREMES(
      "vibration",
      1.35,
      1,
      2_048,
      "min(vibration, 10m) > 0.7",
      "max(vibration, 10m) < 1.3",
      "range(vibration, 10m) > 0.7"),
  /** Deviation within a span. */
  STDDEV("vibration", 1.35, 1, 4_096, "stddev(vibration, 10m) > 0.19"),
  /** What a counter rose by. */
  INCREASE("energy", 1e9, 1, 4_096, "increase(energy, 10m) > 0.9"),
  /** It hardly moves. */
  FLAT("vibration", 1.35, 1, 4_096, "flat(vibration, 0.6, 10m)"),
  /** Readings of a span. */
  COUNT("vibration", 1.35, 1, 4_096, "count(vibration > 1.3, 5, 10m)"),
  /** Against the mean before. */
  ZSCORE("vibration", 1.35, 1, 4_096, "zscore(vibration, 2.4, 10m, floor 0.01)"),
  /** Against the median before. */
  MAD("vibration", 1.35, 1, 1_024, "mad(vibration, 3, 10m, floor 0.01)"),
  /** Against the cycles before. */
  SEASONAL("vibration", 1.35, 1, 4_096, "seasonal(vibration, 4, 1h, 3, floor 0.01)"),
  /** Several conditions of a device. */
  LOGIC(
      "vibration",
      1.35,
      1,
      1_024,
      "vibration > 1.3 and temperature > 20",
      "vibration > 1.35 or humidity > 64",
      "not vibration < 1.35",
      "vibration > 1.3 minus temperature > 20",
      "kOf(2, vibration > 1.3, temperature > 20, humidity > 60)"),
  /** Windows with windows. */
  PAIRS(
      "vibration",
      1.35,
      1,
      8_192,
      "(vibration > 1.3) overlapping (humidity > 50)",
      "(vibration > 1.35) followedBy (vibration < 0.65) within 10m",
      "(vibration > 1.35) notFollowedBy (vibration < 0.65) within 10m"),
  /** Several devices at once. */
  K_OF_DEVICES("vibration", 1.3, 4, 8_192, "kOfDevices(2, vibration > 1.3)");

  private final RuleCase rules;

  DecodedCondition(String channel, double limit, int devices, int readings, String... rules) {
    this.rules = new RuleCase(channel, limit, devices, readings, List.of(rules));
  }

  RuleCase rules() {
    return rules;
  }
}
