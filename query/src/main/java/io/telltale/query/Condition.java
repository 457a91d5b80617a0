package io.telltale.query;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What makes a reading TRUE, FALSE or UNKNOWN: section 4 of docs/windows.md. Limits are Long or
 * Double; a LONG channel compares exactly with either.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface Condition
    permits Condition.Compare,
        Condition.Inside,
        Condition.Outside,
        Condition.Is,
        Condition.NotFinite,
        Condition.RateOutside,
        Condition.RateAbove,
        Condition.RateBelow,
        Condition.Jump,
        Condition.Changed,
        Condition.Silent,
        Condition.NeverSeen,
        LatchCondition,
        SpanCondition,
        LogicCondition {
  /** Fewest finite readings in the span of a baseline unless the condition says otherwise. */
  int DEFAULT_MIN_SAMPLES = 30;

  /**
   * The channel that the condition is about, the first where it names several.
   *
   * @return its name
   */
  String channel();

  /**
   * The conditions that stand inside this one.
   *
   * @return in the order written, empty when there are none
   */
  default List<Condition> inner() {
    return List.of();
  }

  /**
   * All channels that the condition names.
   *
   * @return their names, the first one first, each once
   */
  default Set<String> channels() {
    Set<String> names = new LinkedHashSet<>();
    inner().forEach(condition -> names.addAll(condition.channels()));
    return Collections.unmodifiableSet(names.isEmpty() ? Set.of(channel()) : names);
  }

  /**
   * Whether it is, or has inside it, {@code silent} or {@code neverSeen}: then silence, which needs
   * no reading, may prove it.
   *
   * @return whether
   */
  default boolean namesArrival() {
    return inner().stream().anyMatch(Condition::namesArrival);
  }

  /** How a value is compared with one limit. */
  enum Comparison {
    /** v &gt; x. */
    ABOVE,
    /** v &lt; x. */
    BELOW,
    /** v &gt;= x. */
    AT_LEAST,
    /** v &lt;= x. */
    AT_MOST,
    /** v = x. */
    EQUAL_TO
  }

  /**
   * A value against one limit.
   *
   * @param channel channel name
   * @param comparison how
   * @param limit Long or Double, not NaN
   */
  record Compare(String channel, Comparison comparison, Number limit) implements Condition {
    public Compare {
      Objects.requireNonNull(comparison, "comparison");
      Arguments.requireChannel(channel);
      Arguments.requireLimit(limit);
    }
  }

  /**
   * lo &lt;= v &lt;= hi.
   *
   * @param channel channel name
   * @param lo Long or Double
   * @param hi Long or Double, not below lo
   */
  record Inside(String channel, Number lo, Number hi) implements Condition {
    public Inside {
      Arguments.requireChannel(channel);
      Arguments.requireOrder(lo, hi);
    }
  }

  /**
   * v &lt; lo or v &gt; hi.
   *
   * @param channel channel name
   * @param lo Long or Double
   * @param hi Long or Double, not below lo
   */
  record Outside(String channel, Number lo, Number hi) implements Condition {
    public Outside {
      Arguments.requireChannel(channel);
      Arguments.requireOrder(lo, hi);
    }
  }

  /**
   * The state is one of these.
   *
   * @param channel name of a STATE channel
   * @param states at least one
   */
  record Is(String channel, List<String> states) implements Condition {
    public Is {
      Arguments.requireChannel(channel);
      states = List.copyOf(states);
      if (states.isEmpty()) {
        throw new IllegalArgumentException("is: no state given");
      }
    }
  }

  /**
   * No reading for longer than this.
   *
   * @param channel channel name
   * @param durationNs nanoseconds, above 0
   */
  record Silent(String channel, long durationNs) implements Condition {
    public Silent {
      Arguments.requireChannel(channel);
      Arguments.requireAboveZero("silent", durationNs);
    }

    @Override
    public boolean namesArrival() {
      return true;
    }
  }

  /**
   * No reading since the device was registered, for longer than this. The time of registration is
   * the caller's to say: {@link WindowQuery#registeredAt}.
   *
   * @param channel channel name
   * @param graceNs nanoseconds, not negative
   */
  record NeverSeen(String channel, long graceNs) implements Condition {
    public NeverSeen {
      Arguments.requireChannel(channel);
      Arguments.requireNotNegative("neverSeen", graceNs);
    }

    @Override
    public boolean namesArrival() {
      return true;
    }
  }

  /**
   * NaN or infinite.
   *
   * @param channel channel name
   */
  record NotFinite(String channel) implements Condition {
    public NotFinite {
      Arguments.requireChannel(channel);
    }
  }

  /**
   * |rate| &gt; r per second against the previous finite reading.
   *
   * @param channel channel name
   * @param perSecond r
   */
  record RateOutside(String channel, double perSecond) implements Condition {
    public RateOutside {
      Arguments.requireChannel(channel);
      Arguments.requireLimit(perSecond);
    }
  }

  /**
   * rate &gt; r per second against the previous finite reading.
   *
   * @param channel channel name
   * @param perSecond r
   */
  record RateAbove(String channel, double perSecond) implements Condition {
    public RateAbove {
      Arguments.requireChannel(channel);
      Arguments.requireLimit(perSecond);
    }
  }

  /**
   * rate &lt; r per second against the previous finite reading.
   *
   * @param channel channel name
   * @param perSecond r
   */
  record RateBelow(String channel, double perSecond) implements Condition {
    public RateBelow {
      Arguments.requireChannel(channel);
      Arguments.requireLimit(perSecond);
    }
  }

  /**
   * |v - u| &gt; d, u being the previous finite reading's value.
   *
   * @param channel channel name
   * @param distance d, Long or Double
   */
  record Jump(String channel, Number distance) implements Condition {
    public Jump {
      Arguments.requireChannel(channel);
      Arguments.requireLimit(distance);
    }
  }

  /**
   * The value differs from the previous finite reading's, or the state from the one before.
   *
   * @param channel channel name
   */
  record Changed(String channel) implements Condition {
    public Changed {
      Arguments.requireChannel(channel);
    }
  }

  /** {@return v &gt; x} */
  static Condition above(String channel, double x) {
    return new Compare(channel, Comparison.ABOVE, x);
  }

  /** {@return v &gt; x, exact beyond 2^53} */
  static Condition above(String channel, long x) {
    return new Compare(channel, Comparison.ABOVE, x);
  }

  /** {@return v &lt; x} */
  static Condition below(String channel, double x) {
    return new Compare(channel, Comparison.BELOW, x);
  }

  /** {@return v &lt; x, exact beyond 2^53} */
  static Condition below(String channel, long x) {
    return new Compare(channel, Comparison.BELOW, x);
  }

  /** {@return v &gt;= x} */
  static Condition atLeast(String channel, double x) {
    return new Compare(channel, Comparison.AT_LEAST, x);
  }

  /** {@return v &gt;= x, exact beyond 2^53} */
  static Condition atLeast(String channel, long x) {
    return new Compare(channel, Comparison.AT_LEAST, x);
  }

  /** {@return v &lt;= x} */
  static Condition atMost(String channel, double x) {
    return new Compare(channel, Comparison.AT_MOST, x);
  }

  /** {@return v &lt;= x, exact beyond 2^53} */
  static Condition atMost(String channel, long x) {
    return new Compare(channel, Comparison.AT_MOST, x);
  }

  /** {@return v = x} */
  static Condition equalTo(String channel, double x) {
    return new Compare(channel, Comparison.EQUAL_TO, x);
  }

  /** {@return v = x, exact beyond 2^53} */
  static Condition equalTo(String channel, long x) {
    return new Compare(channel, Comparison.EQUAL_TO, x);
  }

  /** {@return lo &lt;= v &lt;= hi} */
  static Condition inside(String channel, double lo, double hi) {
    return new Inside(channel, lo, hi);
  }

  /** {@return lo &lt;= v &lt;= hi, exact beyond 2^53} */
  static Condition inside(String channel, long lo, long hi) {
    return new Inside(channel, lo, hi);
  }

  /** {@return v &lt; lo or v &gt; hi} */
  static Condition outside(String channel, double lo, double hi) {
    return new Outside(channel, lo, hi);
  }

  /** {@return v &lt; lo or v &gt; hi, exact beyond 2^53} */
  static Condition outside(String channel, long lo, long hi) {
    return new Outside(channel, lo, hi);
  }

  /** {@return the state is one of these} */
  static Condition is(String channel, String... states) {
    return new Is(channel, List.of(states));
  }

  /** {@return no reading for longer than this} */
  static Condition silent(String channel, Duration duration) {
    return new Silent(channel, Arguments.nanos(duration));
  }

  /** {@return |rate| &gt; r per second} */
  static Condition rateOutside(String channel, double perSecond) {
    return new RateOutside(channel, perSecond);
  }

  /** {@return rate &gt; r per second} */
  static Condition rateAbove(String channel, double perSecond) {
    return new RateAbove(channel, perSecond);
  }

  /** {@return rate &lt; r per second} */
  static Condition rateBelow(String channel, double perSecond) {
    return new RateBelow(channel, perSecond);
  }

  /** {@return |v - u| &gt; d, exact for integers} */
  static Condition jump(String channel, Number distance) {
    return new Jump(channel, distance);
  }

  /** {@return v differs from the value before} */
  static Condition changed(String channel) {
    return new Changed(channel);
  }

  /** {@return NaN or infinite} */
  static Condition notFinite(String channel) {
    return new NotFinite(channel);
  }

  /** {@return no reading since registration for longer than this} */
  static Condition neverSeen(String channel, Duration grace) {
    return new NeverSeen(channel, Arguments.nanos(grace));
  }

  /** {@return TRUE from where enter is to where exit is} */
  static Condition hysteresis(Condition enter, Condition exit) {
    return new LatchCondition.Hysteresis(enter, exit);
  }

  /** {@return TRUE from {@code on} TRUE readings in a row to {@code off} FALSE ones} */
  static Condition debounce(Condition condition, int on, int off) {
    return new LatchCondition.Debounce(condition, on, off);
  }

  /** {@return an aggregate over (t - span, t], compared} */
  static Condition trailing(
      String channel, SpanCondition.Aggregate aggregate, Duration span, ValueTest test) {
    return new SpanCondition.Trailing(channel, aggregate, Arguments.nanos(span), test);
  }

  /** {@return the range over (t - span, t] is at most eps} */
  static Condition flat(String channel, Number eps, Duration span) {
    return new SpanCondition.Flat(channel, eps, Arguments.nanos(span));
  }

  /** {@return at least n readings of (t - span, t] are TRUE} */
  static Condition count(Condition condition, int n, Duration span) {
    return new SpanCondition.Count(condition, n, Arguments.nanos(span));
  }

  /** {@return |v - mean| &gt; k * max(stddev, floor) over [t - span, t)} */
  static Condition zscore(String channel, double k, Duration span, double floor) {
    return new SpanCondition.ZScore(channel, k, Arguments.nanos(span), floor, DEFAULT_MIN_SAMPLES);
  }

  /** {@return |v - median| &gt; k * max(1.4826 * MAD, floor) over [t - span, t)} */
  static Condition mad(String channel, double k, Duration span, double floor) {
    return new SpanCondition.Mad(channel, k, Arguments.nanos(span), floor, DEFAULT_MIN_SAMPLES);
  }

  /** {@return zscore against the values one to so many periods ago} */
  static Condition seasonal(String channel, double k, Duration period, int cycles, double floor) {
    return new SpanCondition.Seasonal(channel, k, Arguments.nanos(period), cycles, floor);
  }

  /** {@return all are TRUE} */
  static Condition and(Condition... terms) {
    return new LogicCondition.And(List.of(terms));
  }

  /** {@return any is TRUE} */
  static Condition or(Condition... terms) {
    return new LogicCondition.Or(List.of(terms));
  }

  /** {@return it is FALSE} */
  static Condition not(Condition condition) {
    return new LogicCondition.Not(condition);
  }

  /** {@return at least k are TRUE} */
  static Condition kOf(int k, Condition... terms) {
    return new LogicCondition.KOf(k, List.of(terms));
  }

  /**
   * This and not that.
   *
   * @param other what must be FALSE
   * @return the same as {@code and(this, not(other))}
   */
  default Condition minus(Condition other) {
    return and(this, not(other));
  }
}
