package io.telltale.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Hands JMH the figures of {@link Turns}: the shortest times of all iterations and forks, and the
 * least bytes and waits of an iteration (a JVM allocates now and then on a thread's behalf; what
 * the work itself allocates, it does in each iteration).
 *
 * <p><b>Threading:</b> JMH's. <b>Allocation:</b> between iterations. <b>Lifetime:</b> one trial.
 */
public final class TurnsProfiler implements InternalProfiler {
  /** Name of the figure: ns an operation of the work measured. */
  public static final String MEASURED = "measured";

  /** Name of the figure: ns an operation of the baseline. */
  public static final String BASELINE = "baseline";

  /** Name of the figure: bytes that the measuring threads allocate an operation. */
  public static final String ALLOCATION = "allocation";

  /** Name of the figure: waits of the measuring threads an operation. */
  public static final String WAITS = "waits";

  /** Name of the figure: ns of the shortest turn. */
  public static final String TURN = "turn";

  /** Name of the figure: turns that the figures are of. */
  public static final String TURNS = "turns";

  private static final Collection<Turns> OF_ITERATION = new ConcurrentLinkedQueue<>();

  static void register(Turns turns) {
    OF_ITERATION.add(turns);
  }

  @Override
  public String getDescription() {
    return "work and its raw baseline, by turns";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    OF_ITERATION.clear();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long turns = 0;
    long operations = 0;
    long bytes = 0;
    long waits = 0;
    long shortestNs = Long.MAX_VALUE;
    double measuredNs = Double.MAX_VALUE;
    double baselineNs = Double.MAX_VALUE;
    for (Turns one : OF_ITERATION) {
      turns += one.turns();
      operations += one.operations();
      bytes += one.bytes();
      waits += one.waits();
      shortestNs = Math.min(shortestNs, one.shortestTurnNs());
      measuredNs = Math.min(measuredNs, one.measuredNs());
      if (one.hasBaseline()) {
        baselineNs = Math.min(baselineNs, one.baselineNs());
      }
    }
    if (turns == 0) {
      return List.of();
    }
    List<Result<?>> figures = new ArrayList<>();
    figures.add(least(MEASURED, measuredNs, "ns/op"));
    if (baselineNs != Double.MAX_VALUE) {
      figures.add(least(BASELINE, baselineNs, "ns/op"));
    }
    figures.add(least(ALLOCATION, (double) bytes / operations, "B/op"));
    figures.add(least(WAITS, (double) waits / operations, "waits/op"));
    figures.add(least(TURN, shortestNs, "ns"));
    figures.add(new ScalarResult(TURNS, turns, "turns", AggregationPolicy.SUM));
    return figures;
  }

  private static Result<?> least(String name, double figure, String unit) {
    return new ScalarResult(name, figure, unit, AggregationPolicy.MIN);
  }
}
