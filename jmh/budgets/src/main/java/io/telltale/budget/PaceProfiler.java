package io.telltale.budget;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Hands JMH the percentiles of {@link Pace}.
 *
 * <p><b>Threading:</b> JMH's. <b>Allocation:</b> between iterations. <b>Lifetime:</b> one trial.
 */
public final class PaceProfiler implements InternalProfiler {
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
    return List.of(
        percentile("p50", all.getValueAtPercentile(50)),
        percentile("p99", all.getValueAtPercentile(99)),
        percentile("p99.9", all.getValueAtPercentile(99.9)),
        percentile("max", all.getMaxValue()));
  }

  private static Result<?> percentile(String name, long ns) {
    return new ScalarResult(name, ns, "ns", AggregationPolicy.MAX);
  }
}
