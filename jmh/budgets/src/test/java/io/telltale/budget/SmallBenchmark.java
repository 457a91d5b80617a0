package io.telltale.budget;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Benchmarks that are known to hold, or to break, a budget. */
@State(Scope.Thread)
public class SmallBenchmark {
  private static final int OPERATIONS = 1_000;

  /** Runs of a benchmark of this class so far. */
  static int trials;

  /** Runs that are disturbed, from the first of all on. */
  static int disturbedTrials = 1;

  private final long[] from = new long[1_024];
  private final long[] to = new long[1_024];
  private Object kept;

  /** Counts. */
  @Setup(Level.Trial)
  public void count() {
    trials++;
  }

  /** Allocates in the first runs of all. */
  @Benchmark
  public void disturbedOnce(Turns turns) {
    turns.begin();
    for (int i = 0; i < OPERATIONS; i++) {
      kept = trials <= disturbedTrials ? new Object() : this;
    }
    turns.measured(OPERATIONS);
  }

  /** The same work on both sides. */
  @Benchmark
  public long copies(Turns turns) {
    turns.begin();
    copy();
    turns.measured(OPERATIONS);
    copy();
    turns.baseline(OPERATIONS);
    return to[0];
  }

  private void copy() {
    for (int i = 0; i < OPERATIONS; i++) {
      System.arraycopy(from, 0, to, 0, from.length);
    }
  }

  /** An object without fields takes 16 bytes. */
  @Benchmark
  public void allocates(Turns turns) {
    turns.begin();
    for (int i = 0; i < OPERATIONS; i++) {
      kept = new Object();
    }
    turns.measured(OPERATIONS);
    for (int i = 0; i < OPERATIONS; i++) {
      kept = this;
    }
    turns.baseline(OPERATIONS);
  }

  /** Says in its error whether it was given a property. */
  @Benchmark
  public void fails() {
    throw new IllegalStateException("on purpose, " + System.getProperty("telltale.test.fork"));
  }
}
