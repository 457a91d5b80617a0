package io.telltale.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of a reading in the indexer: journal to head, at the rate at which nothing else is done. The
 * caller steps the store, so that no other thread takes part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(2)
public class IndexBenchmark {
  /** Readings of one measurement. */
  private static final int READINGS = 1 << 18;

  /** Devices of five channels each. */
  @Param("2000")
  public int devices;

  private StagedStore store;

  /** Makes the readings and opens a store. */
  @Setup(Level.Trial)
  public void open() {
    store = new StagedStore(new FleetReadings(devices, READINGS));
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
  }

  /** Appends what is to be indexed. */
  @Setup(Level.Iteration)
  public void append() {
    store.append(READINGS);
  }

  /** Empties the head. */
  @TearDown(Level.Iteration)
  public void seal() {
    store.seal();
  }

  /** Indexes all of it. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void index() {
    store.index(READINGS);
  }
}
