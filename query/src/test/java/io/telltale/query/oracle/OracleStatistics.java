package io.telltale.query.oracle;

import java.util.Arrays;

/**
 * Means and deviations of finite values, by two plain passes over values scaled to below one, so
 * that nothing overflows: right to some 1e-14 of the largest value.
 */
final class OracleStatistics {
  private final double[] scaled;
  private final double largest;
  private final int exponent;

  OracleStatistics(double[] values) {
    largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    exponent = Math.getExponent(largest) + 1;
    // In two steps: the smallest doubles need a factor that no double holds.
    scaled =
        Arrays.stream(values)
            .map(v -> Math.scalb(Math.scalb(v, -exponent / 2), -exponent + exponent / 2))
            .toArray();
  }

  /** The largest absolute value that went in. */
  double largest() {
    return largest;
  }

  double mean() {
    return unscaled(scaledMean());
  }

  /** Of the population: divided by n. */
  double stddev() {
    double mean = scaledMean();
    double squares = Arrays.stream(scaled).map(v -> (v - mean) * (v - mean)).sum();
    return unscaled(Math.sqrt(squares / scaled.length));
  }

  double median() {
    return unscaled(median(scaled));
  }

  /** The median distance from the median. */
  double medianDeviation() {
    double median = median(scaled);
    return unscaled(median(Arrays.stream(scaled).map(v -> Math.abs(v - median)).toArray()));
  }

  private double scaledMean() {
    return Arrays.stream(scaled).sum() / scaled.length;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private double unscaled(double value) {
    return Math.scalb(Math.scalb(value, exponent / 2), exponent - exponent / 2);
  }
}
