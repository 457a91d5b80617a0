package io.telltale.query;

import java.util.Objects;

/**
 * What a window query can run: a {@link Rule}, or a combination of finished windows (section 6 of
 * docs/windows.md).
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface WindowRule permits DeviceRule, WindowRule.KOfDevices {
  /**
   * TRUE while at least k devices of a set are inside a window of a rule. The set is what {@code
   * set} matches of the devices that the rule and the query speak of.
   *
   * @param k at least 1
   * @param set devices by attribute, or null: every one
   * @param rule whose windows count
   * @param shaping what becomes of the result
   */
  record KOfDevices(int k, Selector set, DeviceRule rule, Shaping shaping) implements WindowRule {
    public KOfDevices {
      Arguments.requireCount("kOfDevices: k", k);
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(shaping, "shaping");
    }
  }

  /** {@return while at least k of all devices are inside a window of the rule} */
  static KOfDevices kOfDevices(int k, DeviceRule rule) {
    return new KOfDevices(k, null, rule, Shaping.NONE);
  }
}
