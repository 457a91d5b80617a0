package io.telltale.jmh;

import io.telltale.budget.Turns;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Head to a segment that is forced to the disk and named by the manifest. A disk has no minimum
 * that holds, so this has a budget of allocation alone; {@link BlockBenchmark} has what the
 * processor does.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5)
@Measurement(iterations = 25)
public class SealBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 20;
  private static final int READINGS = 1 << 16;
  private static final long ARENA_BYTES = 8L << 20;

  private FleetReadings fleet;
  private WrittenStore written;
  private int segments;

  /** Opens an empty store. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, false);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    SelfCheck.require(written.segments() == segments, "a segment a seal", written.segments());
    written.close();
  }

  /** Seals 64 frames of 100 series. */
  @Benchmark
  public void seal(Turns turns) {
    for (int i = 0; i < READINGS; i += FleetReadings.FRAME) {
      fleet.appendFrame(written.appender());
    }
    written.appender().commit();
    written.catchUp();
    turns.begin();
    written.store().seal();
    turns.measured(1);
    segments++;
  }
}
