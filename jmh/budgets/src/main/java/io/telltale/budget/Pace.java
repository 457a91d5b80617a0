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

  /** What is done at its time, and seen later. */
  @FunctionalInterface
  public interface TimedOperation {
    /**
     * Does it once.
     *
     * @param dueNs its appointed time, as of {@link System#nanoTime}
     */
    void run(long dueNs);
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
    run(
        perSecond,
        count,
        dueNs -> {
          operation.run();
          record(System.nanoTime() - dueNs);
        });
  }

  /**
   * Runs an operation at a rate whose effect is seen later, or by another thread: {@link #record}
   * tells when.
   *
   * @param perSecond operations a second, at least 1
   * @param count operations in all
   * @param operation what to run
   */
  public void run(long perSecond, long count, TimedOperation operation) {
    double intervalNs = 1e9 / perSecond;
    long startNs = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long dueNs = startNs + (long) (i * intervalNs);
      while (System.nanoTime() < dueNs) {
        Thread.onSpinWait();
      }
      operation.run(dueNs);
    }
  }

  /**
   * Records a latency. By one thread; if that is not the one that runs, it has to have ended when
   * the benchmark's method returns.
   *
   * @param latencyNs from the appointed time on
   */
  public void record(long latencyNs) {
    latencies.recordValue(Math.min(latencyNs, LONGEST_NS));
  }

  Histogram latencies() {
    return latencies;
  }
}
