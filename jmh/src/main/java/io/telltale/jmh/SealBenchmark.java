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
 * Time of a reading in the sealer: head to a segment that is forced to the disk and named by the
 * manifest. By default each series has about 1,000 readings, a full block.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(2)
public class SealBenchmark {
  /** Readings of one measurement. */
  private static final int READINGS = 1 << 19;

  /** Devices of five channels each. */
  @Param("100")
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

  /** Fills the head. */
  @Setup(Level.Iteration)
  public void fill() {
    store.append(READINGS);
    store.index(READINGS);
  }

  /** Seals all of it. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void seal() {
    store.seal();
  }
}
