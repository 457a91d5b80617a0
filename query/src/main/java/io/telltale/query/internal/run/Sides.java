package io.telltale.query.internal.run;

import io.telltale.query.Condition;
import io.telltale.query.DeviceRule;

/**
 * What rules are made of.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class Sides {
  private Sides() {}

  /** Returns the rule whose windows come back. */
  static DeviceRule first(DeviceRule pair) {
    if (pair instanceof DeviceRule.Overlapping p) {
      return p.a();
    }
    return pair instanceof DeviceRule.FollowedBy p ? p.a() : ((DeviceRule.NotFollowedBy) pair).a();
  }

  /** Returns the rule whose windows choose. */
  static DeviceRule second(DeviceRule pair) {
    if (pair instanceof DeviceRule.Overlapping p) {
      return p.b();
    }
    return pair instanceof DeviceRule.FollowedBy p ? p.b() : ((DeviceRule.NotFollowedBy) pair).b();
  }

  /** Whether a condition needs to know when devices were registered. */
  static boolean namesNeverSeen(Condition condition) {
    return condition instanceof Condition.NeverSeen
        || condition.inner().stream().anyMatch(Sides::namesNeverSeen);
  }
}
