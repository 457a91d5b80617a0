package io.telltale.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What is refused when a condition or a rule is built: section 4 of docs/windows.md. */
final class Arguments {
  private Arguments() {}

  static void requireChannel(String channel) {
    Objects.requireNonNull(channel, "channel");
  }

  static void requireLimit(Number limit) {
    if (!(limit instanceof Long) && !(limit instanceof Double)) {
      throw new IllegalArgumentException("a limit is a Long or a Double, not " + limit);
    }
    if (limit instanceof Double d && d.isNaN()) {
      throw new IllegalArgumentException("a limit may not be NaN");
    }
  }

  static void requireNumber(String name, double number) {
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException(name + " may not be NaN");
    }
  }

  static void requireOrder(Number lo, Number hi) {
    requireLimit(lo);
    requireLimit(hi);
    if (compareExactly(lo, hi) > 0) {
      throw new IllegalArgumentException("lo > hi: " + lo + " > " + hi);
    }
  }

  static void requireAboveZero(String name, long durationNs) {
    if (durationNs <= 0) {
      throw new IllegalArgumentException(
          name + ": the duration must be above 0, not " + durationNs + " ns");
    }
  }

  static void requireNotNegative(String name, long durationNs) {
    if (durationNs < 0) {
      throw new IllegalArgumentException(
          name + ": the duration may not be negative: " + durationNs + " ns");
    }
  }

  static void requireCount(String name, long count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + count);
    }
  }

  static <T> List<T> requireSome(String name, List<T> terms) {
    List<T> copy = List.copyOf(terms);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException(name + ": no term given");
    }
    return copy;
  }

  /**
   * Conditions that are evaluated together, reading by reading, are of one channel and about
   * readings.
   */
  static void requireOneChannel(String name, Condition... conditions) {
    String channel = conditions[0].channel();
    for (Condition condition : conditions) {
      if (condition.channels().size() > 1 || !condition.channel().equals(channel)) {
        throw new IllegalArgumentException(
            name + ": the conditions inside must be of one channel, not of " + names(conditions));
      }
      if (condition.namesArrival()) {
        throw new IllegalArgumentException(
            name + ": silent and neverSeen may not stand inside: they are not about readings");
      }
    }
  }

  /** Nanoseconds of a duration, the most that 64 bits hold where it is longer. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static String names(Condition... conditions) {
    StringBuilder names = new StringBuilder();
    for (Condition condition : conditions) {
      for (String channel : condition.channels()) {
        if (names.indexOf("'" + channel + "'") < 0) {
          names.append(names.isEmpty() ? "'" : ", '").append(channel).append('\'');
        }
      }
    }
    return names.toString();
  }

  private static int compareExactly(Number lo, Number hi) {
    if (Double.isInfinite(lo.doubleValue()) || Double.isInfinite(hi.doubleValue())) {
      return Double.compare(lo.doubleValue(), hi.doubleValue());
    }
    return exact(lo).compareTo(exact(hi));
  }

  private static BigDecimal exact(Number limit) {
    return limit instanceof Long l ? BigDecimal.valueOf(l) : new BigDecimal(limit.doubleValue());
  }
}
