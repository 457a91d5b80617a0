package io.telltale.query.internal.plan;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.query.Condition;

/**
 * Which conditions fit which kinds of channel: section 4 of docs/windows.md.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> no instances.
 */
public final class Fit {
  private Fit() {}

  /**
   * Checks a condition without others inside.
   *
   * @throws IllegalArgumentException when it does not fit the channel's kind
   */
  public static void require(Condition condition, Channel channel) {
    boolean states = channel.kind() == Kind.STATE;
    if (condition instanceof Condition.Is) {
      if (!states) {
        throw misfit(condition, channel, "'is' and 'in' compare states; compare with a number");
      }
    } else if (states && !(condition instanceof Condition.Changed) && !condition.namesArrival()) {
      throw misfit(condition, channel, "states have no order; use 'is' with the states' names");
    }
  }

  private static IllegalArgumentException misfit(
      Condition condition, Channel channel, String reason) {
    return new IllegalArgumentException(
        condition
            + " does not fit channel '"
            + channel.name()
            + "' of kind "
            + channel.kind()
            + ": "
            + reason);
  }
}
