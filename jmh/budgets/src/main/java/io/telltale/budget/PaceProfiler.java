package io.telltale.budget;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Hands JMH the latencies of {@link Pace}: of all iterations and forks together.
 *
 * <p><b>Threading:</b> JMH's. <b>Allocation:</b> between iterations. <b>Lifetime:</b> one trial.
 */
public final class PaceProfiler implements InternalProfiler {
  /** Name of the figure: ns within which half of the operations were done. */
  public static final String P50 = "p50";

  /** Name of the figure: ns within which 99 of 100 operations were done. */
  public static final String P99 = "p99";

  /** Name of the figure: ns within which 999 of 1,000 operations were done. */
  public static final String P99_9 = "p99.9";

  /** Name of the figure: ns within which every operation was done. */
  public static final String MAX = "max";

  /** Name of the figure: operations that the percentiles are of. */
  public static final String OPERATIONS = "operations";

  static final List<String> PERCENTILES = List.of(P50, P99, P99_9, MAX);

  private static final Collection<Pace> OF_ITERATION = new ConcurrentLinkedQueue<>();

  static void register(Pace pace) {
    OF_ITERATION.add(pace);
  }

  @Override
  public String getDescription() {
    return "latency at a fixed rate";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    OF_ITERATION.clear();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (OF_ITERATION.isEmpty()) {
      return List.of();
    }
    Histogram all = new Histogram(OF_ITERATION.iterator().next().latencies());
    all.reset();
    OF_ITERATION.forEach(one -> all.add(one.latencies()));
    return List.of(LatencyResult.of(all));
  }

  /** Figures by name of what {@link #afterIteration} told of all iterations. */
  static Map<String, Double> figures(LatencyResult result) {
    Histogram all = result.histogram();
    return Map.of(
        P50, (double) all.getValueAtPercentile(50),
        P99, (double) all.getValueAtPercentile(99),
        P99_9, (double) all.getValueAtPercentile(99.9),
        MAX, (double) all.getMaxValue(),
        OPERATIONS, (double) all.getTotalCount());
  }
}
