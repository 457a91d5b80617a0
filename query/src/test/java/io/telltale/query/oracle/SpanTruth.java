package io.telltale.query.oracle;

import io.telltale.core.Kind;
import io.telltale.query.SpanCondition;
import io.telltale.query.ValueTest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Section 4 of the contract: trailing and baseline conditions, each span looked at anew. */
final class SpanTruth {
  private static final double MAD_SCALE = 1.4826;
  private static final int FEWEST = 2;

  private final OracleSeries series;
  private final NearTies ties;

  SpanTruth(OracleSeries series, NearTies ties) {
    this.series = series;
    this.ties = ties;
  }

  Truth trailing(SpanCondition.Trailing condition, int i) {
    int[] span = finite(series.trailing(i, condition.windowNs()));
    if (!isKnown(i, span, condition.windowNs())) {
      return Truth.UNKNOWN;
    }
    ValueTest test = condition.test();
    return switch (condition.aggregate()) {
      case MEAN -> {
        OracleStatistics statistics = new OracleStatistics(series.doubles(span));
        yield tolerant(test, statistics.mean(), statistics.largest());
      }
      case STDDEV -> {
        OracleStatistics statistics = new OracleStatistics(series.doubles(span));
        yield tolerant(test, statistics.stddev(), statistics.largest());
      }
      case MIN -> ValueTruth.truth(ValueTruth.holds(test, least(span)));
      case MAX -> ValueTruth.truth(ValueTruth.holds(test, greatest(span)));
      case RANGE -> range(test, span);
      case INCREASE -> increase(test, span);
    };
  }

  Truth flat(SpanCondition.Flat condition, int i) {
    int[] span = finite(series.trailing(i, condition.windowNs()));
    if (!isKnown(i, span, condition.windowNs()) || hasHole(i, condition.windowNs())) {
      return Truth.UNKNOWN;
    }
    return range(ValueTest.atMost(condition.eps()), span);
  }

  Truth zscore(SpanCondition.ZScore condition, int i) {
    int[] span = before(i, condition.windowNs());
    if (!series.isFinite(i) || span.length < condition.minSamples()) {
      return Truth.UNKNOWN;
    }
    return deviates(i, span, condition.k(), condition.floor());
  }

  Truth mad(SpanCondition.Mad condition, int i) {
    int[] span = before(i, condition.windowNs());
    if (!series.isFinite(i) || span.length < condition.minSamples()) {
      return Truth.UNKNOWN;
    }
    OracleStatistics statistics = new OracleStatistics(series.doubles(span));
    return deviates(
        i,
        statistics,
        statistics.median(),
        condition.k(),
        Math.max(MAD_SCALE * statistics.medianDeviation(), condition.floor()));
  }

  Truth seasonal(SpanCondition.Seasonal condition, int i) {
    int[] cycles =
        IntStream.rangeClosed(1, condition.cycles())
            .map(c -> series.speakingAt(ExactMath.back(series.time(i), c, condition.periodNs())))
            .filter(speaking -> speaking >= 0 && series.isFinite(speaking))
            .toArray();
    if (!series.isFinite(i) || cycles.length < FEWEST) {
      return Truth.UNKNOWN;
    }
    return deviates(i, cycles, condition.k(), condition.floor());
  }

  private Truth deviates(int i, int[] span, double k, double floor) {
    OracleStatistics statistics = new OracleStatistics(series.doubles(span));
    return deviates(i, statistics, statistics.mean(), k, Math.max(statistics.stddev(), floor));
  }

  private Truth deviates(
      int i, OracleStatistics statistics, double centre, double k, double deviation) {
    double value = series.number(i).doubleValue();
    double distance = Math.abs(value - centre);
    double largest = Math.max(statistics.largest(), Math.abs(value));
    ties.check(distance, k * deviation, largest * (1 + Math.abs(k)));
    return ValueTruth.truth(distance > k * deviation);
  }

  private Truth tolerant(ValueTest test, double value, double largest) {
    ValueTruth.check(ties, test, value, largest);
    return ValueTruth.truth(ValueTruth.holds(test, value));
  }

  private Truth range(ValueTest test, int[] span) {
    Number most = greatest(span);
    Number least = least(span);
    BigDecimal range = ExactMath.decimal(most).subtract(ExactMath.decimal(least));
    boolean holds = ValueTruth.holds(test, range);
    if (series.kind() == Kind.DOUBLE) {
      ties.checkSame(holds, ValueTruth.holds(test, most.doubleValue() - least.doubleValue()));
    }
    return ValueTruth.truth(holds);
  }

  private Truth increase(ValueTest test, int[] span) {
    BigDecimal increase = BigDecimal.ZERO;
    double largest = 0;
    for (int j : span) {
      BigDecimal value = ExactMath.decimal(series.number(j));
      BigDecimal previous = ExactMath.decimal(series.number(series.finiteBefore(j)));
      boolean fell = value.compareTo(previous) < 0;
      increase = increase.add(fell ? value : value.subtract(previous));
      largest =
          Math.max(largest, Math.max(value.abs().doubleValue(), previous.abs().doubleValue()));
    }
    if (series.kind() == Kind.DOUBLE) {
      ValueTruth.check(ties, test, increase.doubleValue(), largest);
    }
    return ValueTruth.truth(ValueTruth.holds(test, increase));
  }

  /** Not with fewer than 2 finite readings, or without one at or before t_i - W. */
  private boolean isKnown(int i, int[] span, long windowNs) {
    long start = ExactMath.difference(series.time(i), windowNs);
    return series.isFinite(i)
        && span.length >= FEWEST
        && IntStream.range(0, i).anyMatch(j -> series.time(j) <= start && series.isFinite(j));
  }

  /** Whether no reading speaks for part of [t_i - W, t_i]. */
  private boolean hasHole(int i, long windowNs) {
    if (series.speaksForNs() == TruthLine.NEVER) {
      return false;
    }
    long start = ExactMath.difference(series.time(i), windowNs);
    for (int j = i; j > 0 && series.time(j) > start; j--) {
      if (ExactMath.difference(series.time(j), series.time(j - 1)) > series.speaksForNs()) {
        return true;
      }
    }
    return false;
  }

  /** The finite readings of [t_i - W, t_i). */
  private int[] before(int i, long windowNs) {
    return finite(series.before(i, windowNs));
  }

  private int[] finite(int[] span) {
    return Arrays.stream(span).filter(series::isFinite).toArray();
  }

  private Number least(int[] span) {
    return Arrays.stream(span).mapToObj(series::number).min(ExactMath::compare).orElseThrow();
  }

  private Number greatest(int[] span) {
    Comparator<Number> order = ExactMath::compare;
    return Arrays.stream(span).mapToObj(series::number).max(order).orElseThrow();
  }
}
