package io.telltale.budget;

import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Runs an operation at a fixed rate and records how long after its appointed time each one was
 * done. An operation that starts late because an earlier one was slow has waited, and its wait
 * counts: so nothing is left out (coordinated omission; Gil Tene, "How NOT to Measure Latency").
 *
 * <p><b>Threading:</b> one thread, which spins between operations. <b>Allocation:</b> none while it
 * runs. <b>Lifetime:</b> one trial; {@link PaceProfiler} takes the figures of each iteration.
 */
@State(Scope.Thread)
public class Pace {
  private static final long LONGEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram latencies = new Histogram(LONGEST_NS, DIGITS);

  /** What is done at its time. */
  @FunctionalInterface
  public interface Operation {
    /** Does it once. */
    void run();
  }

  /** Makes one without figures. */
  public Pace() {}

  /** Forgets the figures of the iteration before; JMH calls it. */
  @Setup(Level.Iteration)
  public void open() {
    latencies.reset();
    PaceProfiler.register(this);
  }

  /**
   * Runs an operation at a rate.
   *
   * @param perSecond operations a second, at least 1
   * @param count operations in all
   * @param operation what to run
   */
  public void run(long perSecond, long count, Operation operation) {
    double intervalNs = 1e9 / perSecond;
    long startNs = System.nanoTime();
    long nowNs = startNs;
    for (long i = 0; i < count; i++) {
      long dueNs = startNs + (long) (i * intervalNs);
      while (nowNs < dueNs) {
        Thread.onSpinWait();
        nowNs = System.nanoTime();
      }
      operation.run();
      nowNs = System.nanoTime();
      latencies.recordValue(Math.min(nowNs - dueNs, LONGEST_NS));
    }
  }

  Histogram latencies() {
    return latencies;
  }
}
