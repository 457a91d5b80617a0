package io.telltale.budget;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures a piece of work and, by turns with it, a raw baseline: what any implementation would
 * have to do, such as copying the same bytes. On a machine that does other things as well, the
 * fastest turn of each was disturbed by none of them, and what slows both down, such as a core's
 * clock, cancels out of their ratio.
 *
 * <p>A benchmark takes it as a parameter and calls, in this order:
 *
 * <pre>{@code
 * @Benchmark
 * public void commit(Turns turns) {
 *   stage();                          // not measured
 *   turns.begin();
 *   appender.commit();
 *   turns.measured(1);                // the baseline's turn starts here
 *   queue.writeBytes(sameBytes);
 *   turns.baseline(1);
 * }
 * }</pre>
 *
 * <p>A turn should last longer than some 10 us, because a reading of the clock takes 25 ns, and
 * must last less than a millisecond, because a longer one is rarely undisturbed.
 *
 * <p><b>Threading:</b> one thread, which JMH's scope sees to. <b>Allocation:</b> none while it
 * measures. <b>Lifetime:</b> one trial; {@link TurnsProfiler} takes the figures of each iteration.
 */
@State(Scope.Thread)
public class Turns {
  private final Waits waits = new Waits();
  private long startBytes;
  private long startNs;
  private long turns;
  private long operations;
  private long bytes;
  private long shortestTurnNs;
  private double measuredNs;
  private double baselineNs;

  /** Makes one without figures. */
  public Turns() {
    reset();
  }

  /** Forgets the figures of the iteration before; JMH calls it. */
  @Setup(Level.Iteration)
  public void open() {
    reset();
    TurnsProfiler.register(this);
  }

  private void reset() {
    waits.clear();
    turns = 0;
    operations = 0;
    bytes = 0;
    shortestTurnNs = Long.MAX_VALUE;
    measuredNs = Double.MAX_VALUE;
    baselineNs = Double.MAX_VALUE;
  }

  /** Starts a turn of the work that is measured. */
  public void begin() {
    waits.begin();
    startBytes = AllocationProbe.allocatedBytes();
    startNs = System.nanoTime();
  }

  /**
   * Ends the turn of the work that is measured, and starts that of the baseline.
   *
   * @param done operations in this turn, at least 1
   */
  public void measured(long done) {
    long tookNs = System.nanoTime() - startNs;
    bytes += AllocationProbe.allocatedBytes() - startBytes;
    waits.end();
    turns++;
    operations += done;
    shortestTurnNs = Math.min(shortestTurnNs, tookNs);
    measuredNs = Math.min(measuredNs, (double) tookNs / done);
    startNs = System.nanoTime();
  }

  /**
   * Ends the baseline's turn.
   *
   * @param done operations in this turn, at least 1
   */
  public void baseline(long done) {
    long tookNs = System.nanoTime() - startNs;
    baselineNs = Math.min(baselineNs, (double) tookNs / done);
  }

  long turns() {
    return turns;
  }

  long operations() {
    return operations;
  }

  long bytes() {
    return bytes;
  }

  long waits() {
    return waits.count();
  }

  long shortestTurnNs() {
    return shortestTurnNs;
  }

  double measuredNs() {
    return measuredNs;
  }

  boolean hasBaseline() {
    return baselineNs != Double.MAX_VALUE;
  }

  double baselineNs() {
    return baselineNs;
  }
}
