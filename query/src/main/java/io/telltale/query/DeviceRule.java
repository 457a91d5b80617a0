package io.telltale.query;

import java.time.Duration;
import java.util.Objects;

/**
 * A rule whose windows are each of one device: a {@link Rule}, or windows of one chosen by those of
 * another.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface DeviceRule extends WindowRule
    permits Rule, DeviceRule.Overlapping, DeviceRule.FollowedBy, DeviceRule.NotFollowedBy {
  /**
   * The windows of a that share time with one window of b.
   *
   * @param a whose windows come back, unchanged
   * @param b of the same device
   * @param atLeastNs how much time, at least 1 ns
   */
  record Overlapping(DeviceRule a, DeviceRule b, long atLeastNs) implements DeviceRule {
    public Overlapping {
      Objects.requireNonNull(a, "a");
      Objects.requireNonNull(b, "b");
      Arguments.requireAboveZero("overlapping", atLeastNs);
    }
  }

  /**
   * The windows of a for which some window of b has a.start &lt; b.start &lt;= a.end + d.
   *
   * @param a whose windows come back, unchanged
   * @param b of the same device
   * @param withinNs d
   */
  record FollowedBy(DeviceRule a, DeviceRule b, long withinNs) implements DeviceRule {
    public FollowedBy {
      Objects.requireNonNull(a, "a");
      Objects.requireNonNull(b, "b");
      Arguments.requireNotNegative("followedBy", withinNs);
    }
  }

  /**
   * The windows of a for which no window of b has a.start &lt; b.start &lt;= a.end + d, once now
   * &gt; a.end + d.
   *
   * @param a whose windows come back, unchanged
   * @param b of the same device
   * @param withinNs d
   */
  record NotFollowedBy(DeviceRule a, DeviceRule b, long withinNs) implements DeviceRule {
    public NotFollowedBy {
      Objects.requireNonNull(a, "a");
      Objects.requireNonNull(b, "b");
      Arguments.requireNotNegative("notFollowedBy", withinNs);
    }
  }

  /**
   * This rule's windows that share time with one of another's.
   *
   * @param other of the same device
   * @param atLeast how much time, at least 1 ns
   * @return the combination
   */
  default DeviceRule overlapping(DeviceRule other, Duration atLeast) {
    return new Overlapping(this, other, Arguments.nanos(atLeast));
  }

  /**
   * This rule's windows that one of another's follows.
   *
   * @param other of the same device
   * @param within how long after the end at most
   * @return the combination
   */
  default DeviceRule followedBy(DeviceRule other, Duration within) {
    return new FollowedBy(this, other, Arguments.nanos(within));
  }

  /**
   * This rule's windows that none of another's follows.
   *
   * @param other of the same device
   * @param within how long after the end at most
   * @return the combination
   */
  default DeviceRule notFollowedBy(DeviceRule other, Duration within) {
    return new NotFollowedBy(this, other, Arguments.nanos(within));
  }
}
