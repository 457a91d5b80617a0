package io.telltale.query.internal.truth;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.SpanCondition;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.internal.plan.Fit;
import io.telltale.query.internal.plan.RangeCompiler;
import io.telltale.query.internal.plan.StateTruth;
import java.util.List;

/**
 * Compiles conditions about the readings of one channel.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> that of one compilation.
 */
public final class TruthCompiler {
  private final Channel channel;
  private final boolean doubles;

  /** Creates one for a channel. */
  public TruthCompiler(Channel channel) {
    this.channel = channel;
    doubles = channel.kind() == Kind.DOUBLE;
  }

  /**
   * Compiles a condition that names this channel only and is not about arrivals.
   *
   * @throws IllegalArgumentException when it does not fit the channel's kind
   */
  public ReadingTruth compile(Condition condition) {
    if (condition instanceof LogicCondition logic) {
      return logic(logic);
    }
    if (condition instanceof LatchCondition.Hysteresis c) {
      return new HysteresisTruth(compile(c.enter()), compile(c.exit()));
    }
    if (condition instanceof LatchCondition.Debounce c) {
      return new DebounceTruth(compile(c.condition()), c.on(), c.off());
    }
    if (condition instanceof SpanCondition.Count c) {
      return new CountTruth(compile(c.condition()), c.n(), c.windowNs());
    }
    Fit.require(condition, channel);
    if (condition instanceof SpanCondition span) {
      return span(span);
    }
    return leaf(condition);
  }

  private ReadingTruth logic(LogicCondition condition) {
    ReadingTruth[] inner = all(condition.inner());
    if (condition instanceof LogicCondition.And) {
      return new LogicTruth(inner.length, false, inner);
    }
    if (condition instanceof LogicCondition.KOf kOf) {
      return new LogicTruth(kOf.k(), false, inner);
    }
    return new LogicTruth(1, condition instanceof LogicCondition.Not, inner);
  }

  private ReadingTruth[] all(List<Condition> conditions) {
    return conditions.stream().map(this::compile).toArray(ReadingTruth[]::new);
  }

  private ReadingTruth leaf(Condition condition) {
    if (condition instanceof Condition.Compare c) {
      return ValueTruth.of(RangeCompiler.compare(doubles, c.comparison(), c.limit()));
    }
    if (condition instanceof Condition.Inside c) {
      return ValueTruth.of(RangeCompiler.inside(doubles, c.lo(), c.hi()));
    }
    if (condition instanceof Condition.Outside c) {
      return ValueTruth.of(RangeCompiler.outside(doubles, c.lo(), c.hi()));
    }
    if (condition instanceof Condition.Is c) {
      return ValueTruth.of(new StateTruth(channel.id(), c.states()));
    }
    if (condition instanceof Condition.NotFinite) {
      return new ValueTruth.NotFinite(doubles);
    }
    if (condition instanceof Condition.RateAbove c) {
      return new ChangeTruth.OfRate(doubles, Double.NEGATIVE_INFINITY, c.perSecond());
    }
    if (condition instanceof Condition.RateBelow c) {
      return new ChangeTruth.OfRate(doubles, c.perSecond(), Double.POSITIVE_INFINITY);
    }
    if (condition instanceof Condition.RateOutside c) {
      return new ChangeTruth.OfRate(doubles, -c.perSecond(), c.perSecond());
    }
    if (condition instanceof Condition.Jump c) {
      return new ChangeTruth.Jump(doubles, NumberTest.of(Comparison.ABOVE, c.distance()));
    }
    if (condition instanceof Condition.Changed) {
      return new ChangeTruth.Changed(doubles);
    }
    throw new IllegalArgumentException(condition + " is not about readings");
  }

  private ReadingTruth span(SpanCondition condition) {
    if (condition instanceof SpanCondition.Trailing c) {
      return trailing(c, NumberTest.of(c.test()));
    }
    if (condition instanceof SpanCondition.Flat c) {
      NumberTest test = NumberTest.of(Comparison.AT_MOST, c.eps());
      return new TrailingTruth.Flat(doubles, c.windowNs(), new ExtremesSpan(), test);
    }
    if (condition instanceof SpanCondition.ZScore c) {
      return new BaselineTruth.ZScore(
          doubles, c.k(), c.windowNs(), c.floor(), c.minSamples(), new MomentsSpan());
    }
    if (condition instanceof SpanCondition.Mad c) {
      return new BaselineTruth.Mad(
          doubles, c.k(), c.windowNs(), c.floor(), c.minSamples(), new SortedSpan());
    }
    SpanCondition.Seasonal c = (SpanCondition.Seasonal) condition;
    return new SeasonalTruth(doubles, c.k(), c.periodNs(), c.cycles(), c.floor());
  }

  private ReadingTruth trailing(SpanCondition.Trailing c, NumberTest test) {
    long windowNs = c.windowNs();
    return switch (c.aggregate()) {
      case MEAN, STDDEV ->
          new TrailingTruth.OfMoments(
              doubles, windowNs, new MomentsSpan(), c.aggregate() == Aggregate.STDDEV, test);
      case MIN -> extremes(windowNs, TrailingTruth.OfExtremes.Of.LEAST, test);
      case MAX -> extremes(windowNs, TrailingTruth.OfExtremes.Of.MOST, test);
      case RANGE -> extremes(windowNs, TrailingTruth.OfExtremes.Of.RANGE, test);
      case INCREASE -> new TrailingTruth.Increase(doubles, windowNs, new RisesSpan(), test);
    };
  }

  private ReadingTruth extremes(long windowNs, TrailingTruth.OfExtremes.Of of, NumberTest test) {
    return new TrailingTruth.OfExtremes(doubles, windowNs, new ExtremesSpan(), of, test);
  }
}
