package io.telltale.query.internal.plan;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.Shaping.OnUnknown;

/**
 * A rule on one channel that block statistics can decide, compiled.
 *
 * <p><b>Threading:</b> one thread: its truth has state. <b>Allocation:</b> when built.
 * <b>Lifetime:</b> that of its query.
 *
 * @param truth the condition about readings, null when it is about silence
 * @param silentNs how long without a reading is silent, 0 when the condition is about readings
 */
public record Plan(Truth truth, long silentNs) {
  /** Returns whether a rule is of this kind; all others are swept. */
  public static boolean isPlain(Rule rule) {
    Condition c = rule.condition();
    boolean decided =
        c instanceof Condition.Compare
            || c instanceof Condition.Inside
            || c instanceof Condition.Outside
            || c instanceof Condition.Is
            || c instanceof Condition.RateOutside
            || c instanceof Condition.Silent;
    return decided && rule.shaping().onUnknown() == OnUnknown.BREAK && !dropsAndMerges(rule);
  }

  /** Then TRUE readings between the first and the last of a window may be none of its evidence. */
  private static boolean dropsAndMerges(Rule rule) {
    Shaping shaping = rule.shaping();
    boolean drops =
        shaping.atLeastForNs() > 0
            || shaping.atLeastSamples() > 1
            || shaping.atMostForNs() < Shaping.NO_LIMIT;
    return drops && shaping.mergeWithinNs() > 0;
  }

  /**
   * Compiles such a rule.
   *
   * @throws IllegalArgumentException when the condition does not fit the channel's kind
   */
  public static Plan of(Channel channel, Rule rule) {
    Condition condition = rule.condition();
    Fit.require(condition, channel);
    return condition instanceof Condition.Silent silent
        ? new Plan(null, silent.durationNs())
        : new Plan(compile(condition, channel), 0);
  }

  private static Truth compile(Condition condition, Channel channel) {
    if (condition instanceof Condition.Is is) {
      return new StateTruth(channel.id(), is.states());
    }
    boolean doubles = channel.kind() == Kind.DOUBLE;
    if (condition instanceof Condition.Compare c) {
      return RangeCompiler.compare(doubles, c.comparison(), c.limit());
    }
    if (condition instanceof Condition.Inside inside) {
      return RangeCompiler.inside(doubles, inside.lo(), inside.hi());
    }
    if (condition instanceof Condition.Outside outside) {
      return RangeCompiler.outside(doubles, outside.lo(), outside.hi());
    }
    return new RateTruth(((Condition.RateOutside) condition).perSecond(), doubles);
  }
}
