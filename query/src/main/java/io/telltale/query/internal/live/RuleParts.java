package io.telltale.query.internal.live;

import io.telltale.query.Condition;
import io.telltale.query.DeviceRule;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.prune.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain rules that a rule is made of, and the durations that count when they are combined.
 *
 * <p><b>Threading:</b> immutable once made. <b>Allocation:</b> when made. <b>Lifetime:</b> that of
 * its rule.
 */
final class RuleParts {
  private final List<Rule> rules = new ArrayList<>();

  /** What added to a time at which a part's window begins or ends may be when the whole changes. */
  private final List<Long> delays = new ArrayList<>();

  private final boolean combined;
  private long lingersNs;

  /** Takes a rule apart. */
  RuleParts(WindowRule rule) {
    delays.add(0L);
    if (rule instanceof WindowRule.KOfDevices k) {
      add(k.rule());
      Shaping shaping = k.shaping();
      delays.add(shaping.atLeastForNs());
      delays.add(shaping.clearDelayNs());
      delays.add(Times.plus(shaping.clearDelayNs(), shaping.padAfterNs()));
      combined = true;
    } else {
      add((DeviceRule) rule);
      combined = !(rule instanceof Rule);
    }
  }

  private void add(DeviceRule rule) {
    if (rule instanceof DeviceRule.Overlapping pair) {
      add(pair.a());
      add(pair.b());
      addDelay(pair.atLeastNs());
    } else if (rule instanceof DeviceRule.FollowedBy pair) {
      add(pair.a());
      add(pair.b());
      addDelay(pair.withinNs());
    } else if (rule instanceof DeviceRule.NotFollowedBy pair) {
      add(pair.a());
      add(pair.b());
      addDelay(pair.withinNs());
    } else {
      rules.add((Rule) rule);
      if (rules.size() > 1) {
        Shaping shaping = ((Rule) rule).shaping();
        Reach reach = Reach.of(shaping);
        lingersNs = Times.plus(lingersNs, Times.plus(reach.bridgeNs(), reach.joinNs()));
        lingersNs = Times.plus(lingersNs, Times.plus(reach.padsNs(), reach.padsBeforeNs()));
      }
    }
  }

  private void addDelay(long durationNs) {
    delays.add(durationNs);
    lingersNs = Times.plus(lingersNs, durationNs);
  }

  List<Rule> rules() {
    return rules;
  }

  /** Whether it is more than one plain rule. */
  boolean isCombined() {
    return combined;
  }

  /** Returns the delays, each at least 0. */
  long[] delays() {
    return delays.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns how long after the end of a window the combination may still change. */
  long lingersNs() {
    return lingersNs;
  }

  /** Returns the rule whose windows come back. */
  Rule leading() {
    return rules.get(0);
  }

  /** Whether it needs to know when devices were registered. */
  boolean namesNeverSeen() {
    return rules.stream().anyMatch(rule -> namesNeverSeen(rule.condition()));
  }

  private static boolean namesNeverSeen(Condition condition) {
    return condition instanceof Condition.NeverSeen
        || condition.inner().stream().anyMatch(RuleParts::namesNeverSeen);
  }

  /**
   * Whether a part has arrival conditions with others or with {@code not}: readings that say what
   * was said before may then keep TRUE what time alone would have ended before silence begins.
   */
  boolean mixesArrival() {
    return rules.stream()
        .map(Rule::condition)
        .anyMatch(each -> each.namesArrival() && !isOfArrival(each));
  }

  private static boolean isOfArrival(Condition condition) {
    if (condition instanceof LogicCondition) {
      return !(condition instanceof LogicCondition.Not)
          && condition.inner().stream().allMatch(RuleParts::isOfArrival);
    }
    return condition.namesArrival();
  }

  /** Returns a part whose windows are its TRUE stretches, bridged but not chosen. */
  static Rule stretches(Rule part) {
    Shaping shaping = part.shaping();
    return part.shaped(Shaping.NONE.onUnknown(shaping.onUnknown()).bridge(shaping.bridgeNs()));
  }

  /**
   * Returns a part whose windows are those stretches, but for what a silence to come would join:
   * readings may put that off.
   */
  static Rule lasting(Rule part) {
    Rule stretches = stretches(part);
    return part.condition().namesArrival() ? stretches.bridge(Duration.ZERO) : stretches;
  }

  /** Whether some TRUE stretches of a plain rule are no windows. */
  static boolean chooses(Rule rule) {
    Shaping shaping = rule.shaping();
    // a stretch has a reading that is TRUE, but where silence needs none
    int least = rule.condition().namesArrival() ? 0 : 1;
    return shaping.atLeastForNs() > 0
        || shaping.atLeastSamples() > least
        || shaping.atMostForNs() < Shaping.NO_LIMIT;
  }
}
