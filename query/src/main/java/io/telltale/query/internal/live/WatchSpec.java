package io.telltale.query.internal.live;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.SpanCondition;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.ValueTest;
import io.telltale.query.internal.plan.RangeCompiler;
import io.telltale.query.internal.plan.StateTruth;
import io.telltale.query.internal.plan.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a {@link ChannelWatch} has to look at, collected from the rules that name its channel.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> freely; used when a rule is attached.
 * <b>Lifetime:</b> that of one compilation.
 */
final class WatchSpec {
  /** Two bits each are all that there is room for. */
  static final int MOST_VALUES = PlaceLayout.PATTERN_BITS / 2;

  /** The value conditions; null stands for {@code notFinite}. */
  final List<Truth> values = new ArrayList<>();

  final List<Hunch> hunches = new ArrayList<>();

  /** Bits of what may be TRUE of enter and of exit, for each hysteresis. */
  final List<Long> turning = new ArrayList<>();

  /** Bits of what can make the whole TRUE. */
  long raising;

  /** Bits of what a count counts. */
  long counted;

  /** How far conditions about several readings look back. */
  long spanNs;

  /** How long without a reading may be silent. */
  long silentNs = Long.MAX_VALUE;

  /** Whether there are several such durations. */
  boolean severalSilences;

  /** Whether a hysteresis or a debounce is among the conditions. */
  boolean latches;

  /** How often in a row the same has to be said before nothing new comes of it. */
  int settlesIn = 1;

  /** The rule names no other channel, and is not made of several. */
  boolean isAlone;

  /** The rule is about this channel alone, and its condition is one hysteresis or debounce. */
  boolean isLatch;

  /** What a debounce counts is not seen here. */
  boolean neverSettles;

  /** What is not TRUE of a reading cannot make the whole TRUE. */
  boolean rises = true;

  /** A late reading of which nothing is TRUE can only take something away. */
  boolean forgivesLate = true;

  /** Every reading matters. */
  boolean always;

  /** How long a reading speaks by the rules' own words, the shortest of them. */
  long leastSpeaksNs = Long.MAX_VALUE;

  /** Whether one of them leaves that to the channel. */
  boolean asDeclared;

  private final Channel channel;
  private final Predicate<String> isChannel;
  private final boolean doubles;
  private boolean hasStep;
  private boolean hasBand;

  /**
   * Collects what some rules say of a channel.
   *
   * @param isChannel whether a name leads to the channel
   */
  WatchSpec(Channel channel, Predicate<String> isChannel, List<Rule> rules) {
    this.channel = channel;
    this.isChannel = isChannel;
    doubles = channel.kind() == Kind.DOUBLE;
    for (Rule rule : rules) {
      add(rule);
    }
    always |= values.size() > MOST_VALUES || settlesIn > PlaceLayout.LONGEST_RUN - 2;
    if (values.size() > MOST_VALUES) {
      values.subList(MOST_VALUES, values.size()).clear();
    }
  }

  private void add(Rule rule) {
    Condition condition = rule.condition();
    boolean holds = rule.shaping().onUnknown() == Shaping.OnUnknown.HOLD;
    rises &= !names(condition, LogicCondition.Not.class);
    forgivesLate &=
        !holds
            && rule.shaping().atMostForNs() == Shaping.NO_LIMIT
            && !names(condition, LatchCondition.class);
    latches |= names(condition, LatchCondition.class);
    if (rule.staleNs() > 0) {
      leastSpeaksNs = Math.min(leastSpeaksNs, rule.staleNs());
    } else {
      asDeclared = true;
    }
    int before = hunches.size();
    collect(condition);
    boolean looksBack = hunches.size() > before || counted != 0;
    // FALSE and UNKNOWN, which a hunch does not tell apart, are not the same to these
    always |= looksBack && (holds || !rises);
  }

  private static boolean names(Condition condition, Class<? extends Condition> kind) {
    return kind.isInstance(condition)
        || condition.inner().stream().anyMatch(inner -> names(inner, kind));
  }

  private void collect(Condition condition) {
    if (condition.channels().stream().noneMatch(isChannel)) {
      return;
    }
    if (condition instanceof LatchCondition latch) {
      latch(latch);
    } else if (condition instanceof SpanCondition.Count count) {
      count(count);
    } else if (condition instanceof SpanCondition span) {
      span(span);
    } else if (condition instanceof LogicCondition logic) {
      logic.inner().forEach(this::collect);
    } else if (condition instanceof Condition.Silent silent) {
      severalSilences |= silentNs != Long.MAX_VALUE && silentNs != silent.durationNs();
      silentNs = Math.min(silentNs, silent.durationNs());
    } else if (!(condition instanceof Condition.NeverSeen)) {
      reading(condition);
    }
  }

  private void latch(LatchCondition condition) {
    if (condition instanceof LatchCondition.Hysteresis c) {
      long enter = bitsOf(c.enter());
      long exit = bitsOf(c.exit());
      raising &= ~exit;
      turning.add(enter);
      turning.add(exit);
    } else {
      LatchCondition.Debounce c = (LatchCondition.Debounce) condition;
      collect(c.condition());
      settlesIn = Math.max(settlesIn, Math.max(c.on(), c.off()) + 1);
      neverSettles |= looksBack(c.condition());
    }
    // it may be TRUE where one of several readings is UNKNOWN, and a hunch does not see when that
    // ends
    always |= condition.inner().stream().anyMatch(c -> isIntricate(c) || looksBack(c));
  }

  private void count(SpanCondition.Count count) {
    counted |= bitsOf(count.condition());
    spanNs = Math.max(spanNs, count.windowNs());
    always |= isIntricate(count.condition()) || names(count.condition(), SpanCondition.class);
  }

  /** Whether what a condition says of a reading takes more than the bits of what is in it. */
  private static boolean isIntricate(Condition condition) {
    return names(condition, LogicCondition.Not.class)
        || names(condition, SpanCondition.Count.class)
        || namesState(condition);
  }

  /** Whether what a condition says of a reading depends on those before it. */
  private static boolean looksBack(Condition condition) {
    return names(condition, SpanCondition.class) || namesState(condition);
  }

  private static boolean namesState(Condition condition) {
    return names(condition, LatchCondition.class)
        || names(condition, Condition.RateAbove.class)
        || names(condition, Condition.RateBelow.class)
        || names(condition, Condition.RateOutside.class)
        || names(condition, Condition.Jump.class)
        || names(condition, Condition.Changed.class);
  }

  /** Collects a condition; returns the bits that are set where a value condition in it is TRUE. */
  private long bitsOf(Condition condition) {
    int first = values.size();
    collect(condition);
    long bits = 0;
    for (int i = first; i < Math.min(values.size(), MOST_VALUES); i++) {
      bits |= 2L << 2 * i;
    }
    return bits;
  }

  private void span(SpanCondition condition) {
    if (condition instanceof SpanCondition.Trailing c) {
      spanNs = Math.max(spanNs, c.windowNs());
      trailing(c);
    } else if (condition instanceof SpanCondition.Flat c) {
      always |= hasStep || hasBand;
      hasStep = true;
      // a difference of large integers may not be one of doubles
      always |= !doubles;
      hunches.add(new Hunch.Step(doubles, c.eps().doubleValue(), c.windowNs()));
    } else {
      always = true;
    }
  }

  private void trailing(SpanCondition.Trailing c) {
    if (c.aggregate() == Aggregate.INCREASE) {
      always = true;
    } else if (c.aggregate() == Aggregate.RANGE || c.aggregate() == Aggregate.STDDEV) {
      boolean above =
          c.test() instanceof ValueTest.Compare t
              && (t.comparison() == Comparison.ABOVE || t.comparison() == Comparison.AT_LEAST);
      always |= !above || hasStep || hasBand || !doubles;
      hasBand = true;
      if (above) {
        double limit = ((ValueTest.Compare) c.test()).limit().doubleValue();
        hunches.add(new Hunch.Band(doubles, limit));
      }
    } else if (c.test() instanceof ValueTest.Outside t) {
      hunches.add(new Hunch.Within(doubles, t.lo().doubleValue(), t.hi().doubleValue()));
    } else if (c.test() instanceof ValueTest.Compare t && t.comparison() != Comparison.EQUAL_TO) {
      double limit = t.limit().doubleValue();
      boolean above = t.comparison() == Comparison.ABOVE || t.comparison() == Comparison.AT_LEAST;
      hunches.add(
          above
              ? new Hunch.Within(doubles, Double.NEGATIVE_INFINITY, limit)
              : new Hunch.Within(doubles, limit, Double.POSITIVE_INFINITY));
    } else {
      always = true;
    }
  }

  private void reading(Condition condition) {
    int before = values.size();
    addReading(condition);
    if (values.size() > before && before < MOST_VALUES) {
      raising |= 2L << 2 * before;
    }
  }

  private void addReading(Condition condition) {
    if (condition instanceof Condition.Compare c) {
      values.add(RangeCompiler.compare(doubles, c.comparison(), c.limit()));
    } else if (condition instanceof Condition.Inside c) {
      values.add(RangeCompiler.inside(doubles, c.lo(), c.hi()));
    } else if (condition instanceof Condition.Outside c) {
      values.add(RangeCompiler.outside(doubles, c.lo(), c.hi()));
    } else if (condition instanceof Condition.Is c) {
      Truth states = new StateTruth(channel.id(), c.states());
      values.add(states);
    } else if (condition instanceof Condition.NotFinite) {
      values.add(null);
    } else if (condition instanceof Condition.RateAbove c) {
      hunches.add(new Hunch.Rate(doubles, Double.NEGATIVE_INFINITY, c.perSecond()));
    } else if (condition instanceof Condition.RateBelow c) {
      hunches.add(new Hunch.Rate(doubles, c.perSecond(), Double.POSITIVE_INFINITY));
    } else if (condition instanceof Condition.RateOutside c) {
      hunches.add(new Hunch.Rate(doubles, -c.perSecond(), c.perSecond()));
    } else if (condition instanceof Condition.Jump c) {
      always |= !doubles;
      hunches.add(new Hunch.Jump(doubles, c.distance().doubleValue()));
    } else if (condition instanceof Condition.Changed) {
      hunches.add(new Hunch.Same());
    } else {
      throw new IllegalArgumentException(condition + " cannot be watched");
    }
  }
}
