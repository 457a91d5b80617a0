package io.telltale.query;

import java.time.Duration;
import java.util.Objects;

/**
 * A condition, its shaping and the devices it speaks of: what a window query runs. Section 5 of
 * docs/windows.md has the order in which shaping applies.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> each step makes a copy. <b>Lifetime:</b> as
 * long as wanted; not bound to a store.
 *
 * @param condition what must be TRUE
 * @param staleNs how long a reading speaks for this query, 0: as the channel declares
 * @param shaping what becomes of TRUE stretches
 * @param where devices by attribute, or null: every device
 */
public record Rule(Condition condition, long staleNs, Shaping shaping, Selector where)
    implements DeviceRule {
  public Rule {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(shaping, "shaping");
    Arguments.requireNotNegative("stale", staleNs);
  }

  /**
   * A rule without shaping, for every device.
   *
   * @param condition what must be TRUE
   * @return the rule
   */
  public static Rule when(Condition condition) {
    return new Rule(condition, 0, Shaping.NONE, null);
  }

  /**
   * Says how long a reading speaks.
   *
   * @param stale above 0
   * @return a copy
   */
  public Rule stale(Duration stale) {
    if (stale.isZero()) {
      throw new IllegalArgumentException("stale must be above 0");
    }
    return new Rule(condition, Arguments.nanos(stale), shaping, where);
  }

  /**
   * Sets all of the shaping.
   *
   * @param newShaping which
   * @return a copy
   */
  public Rule shaped(Shaping newShaping) {
    return new Rule(condition, staleNs, newShaping, where);
  }

  /**
   * Says what UNKNOWN time does.
   *
   * @param onUnknown BREAK or HOLD
   * @return a copy
   */
  public Rule onUnknown(Shaping.OnUnknown onUnknown) {
    return shaped(shaping.onUnknown(onUnknown));
  }

  /**
   * Joins stretches that lie close together.
   *
   * @param gap at most this from lastTrue to the next start
   * @return a copy
   */
  public Rule bridge(Duration gap) {
    return shaped(shaping.bridge(Arguments.nanos(gap)));
  }

  /**
   * Demands a held time.
   *
   * @param held at least this
   * @return a copy
   */
  public Rule atLeastFor(Duration held) {
    return shaped(shaping.atLeastFor(Arguments.nanos(held)));
  }

  /**
   * Demands a number of evidence readings.
   *
   * @param samples at least this many, from 1
   * @return a copy
   */
  public Rule atLeastSamples(long samples) {
    return shaped(shaping.atLeastSamples(samples));
  }

  /**
   * Demands an end and limits the held time.
   *
   * @param held at most this
   * @return a copy
   */
  public Rule atMostFor(Duration held) {
    return shaped(shaping.atMostFor(Arguments.nanos(held)));
  }

  /**
   * Makes windows end later; what starts by then belongs to them.
   *
   * @param delay by how much
   * @return a copy
   */
  public Rule clearDelay(Duration delay) {
    return shaped(shaping.clearDelay(Arguments.nanos(delay)));
  }

  /**
   * Joins windows that lie close together.
   *
   * @param gap at most this from end to the next start
   * @return a copy
   */
  public Rule mergeWithin(Duration gap) {
    return shaped(shaping.mergeWithin(Arguments.nanos(gap)));
  }

  /**
   * Moves start and end and nothing else.
   *
   * @param before how much earlier windows start
   * @param after how much later they end
   * @return a copy
   */
  public Rule pad(Duration before, Duration after) {
    return shaped(shaping.pad(Arguments.nanos(before), Arguments.nanos(after)));
  }

  /**
   * Limits the rule to devices.
   *
   * @param selector which
   * @return a copy
   */
  public Rule where(Selector selector) {
    return new Rule(condition, staleNs, shaping, selector);
  }
}
