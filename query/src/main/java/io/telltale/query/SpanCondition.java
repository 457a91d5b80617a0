package io.telltale.query;

import java.util.List;
import java.util.Objects;

/**
 * Conditions that look at a span of time before each reading.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface SpanCondition extends Condition {
  /** What is reckoned of the finite readings of a span. */
  enum Aggregate {
    /** The mean of readings, not of time. */
    MEAN,
    /** The smallest. */
    MIN,
    /** The largest. */
    MAX,
    /** The largest less the smallest. */
    RANGE,
    /** The population's standard deviation. */
    STDDEV,
    /** The sum of rises; of the whole value where it fell. */
    INCREASE
  }

  /**
   * An aggregate over {@code (t - W, t]}, compared as a value is.
   *
   * @param channel channel name
   * @param aggregate which
   * @param windowNs W, above 0
   * @param test how it is compared
   */
  record Trailing(String channel, Aggregate aggregate, long windowNs, ValueTest test)
      implements SpanCondition {
    public Trailing {
      Arguments.requireChannel(channel);
      Objects.requireNonNull(aggregate, "aggregate");
      Objects.requireNonNull(test, "test");
      Arguments.requireAboveZero("the span of a trailing condition", windowNs);
    }
  }

  /**
   * The range over {@code (t - W, t]} is at most eps, and readings speak for all of it.
   *
   * @param channel channel name
   * @param eps Long or Double, not NaN
   * @param windowNs W, above 0
   */
  record Flat(String channel, Number eps, long windowNs) implements SpanCondition {
    public Flat {
      Arguments.requireChannel(channel);
      Arguments.requireLimit(eps);
      Arguments.requireAboveZero("flat", windowNs);
    }
  }

  /**
   * At least n readings of {@code (t - W, t]} are TRUE.
   *
   * @param condition of one channel, not an arrival condition
   * @param n at least 1
   * @param windowNs W, above 0
   */
  record Count(Condition condition, int n, long windowNs) implements SpanCondition {
    public Count {
      Arguments.requireOneChannel("count", condition);
      Arguments.requireCount("count", n);
      Arguments.requireAboveZero("count", windowNs);
    }

    @Override
    public String channel() {
      return condition.channel();
    }

    @Override
    public List<Condition> inner() {
      return List.of(condition);
    }
  }

  /**
   * |v - mean| &gt; k * max(stddev, floor) over {@code [t - W, t)}.
   *
   * @param channel channel name
   * @param k how many deviations
   * @param windowNs W, above 0
   * @param floor least deviation
   * @param minSamples fewer finite readings in the span: UNKNOWN
   */
  record ZScore(String channel, double k, long windowNs, double floor, int minSamples)
      implements SpanCondition {
    public ZScore {
      requireBaseline("zscore", channel, k, windowNs, floor);
      Arguments.requireCount("zscore: minSamples", minSamples);
    }
  }

  /**
   * |v - median| &gt; k * max(1.4826 * MAD, floor) over {@code [t - W, t)}.
   *
   * @param channel channel name
   * @param k how many deviations
   * @param windowNs W, above 0
   * @param floor least deviation
   * @param minSamples fewer finite readings in the span: UNKNOWN
   */
  record Mad(String channel, double k, long windowNs, double floor, int minSamples)
      implements SpanCondition {
    public Mad {
      requireBaseline("mad", channel, k, windowNs, floor);
      Arguments.requireCount("mad: minSamples", minSamples);
    }
  }

  /**
   * |v - mean| &gt; k * max(stddev, floor) over the values that speak whole periods before.
   *
   * @param channel channel name
   * @param k how many deviations
   * @param periodNs above 0
   * @param cycles how many periods back, at least 1
   * @param floor least deviation
   */
  record Seasonal(String channel, double k, long periodNs, int cycles, double floor)
      implements SpanCondition {
    public Seasonal {
      requireBaseline("seasonal", channel, k, periodNs, floor);
      Arguments.requireCount("seasonal: cycles", cycles);
    }
  }

  private static void requireBaseline(
      String name, String channel, double k, long durationNs, double floor) {
    Arguments.requireChannel(channel);
    Arguments.requireNumber(name + ": k", k);
    Arguments.requireAboveZero(name, durationNs);
    Arguments.requireNumber(name + ": floor", floor);
  }
}
