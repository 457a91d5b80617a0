package io.telltale.jmh;

import io.telltale.budget.Pace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long after its appointed time a reading is appended, at a million readings a second, while
 * the store indexes and seals. Every 8,192nd append publishes a frame.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FixedRateBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 200;
  private static final int READINGS = 1 << 17;
  private static final int WARM_UP_READINGS = 500_000;
  private static final long PER_SECOND = 1_000_000;

  /** Full some ten times a second at this rate. */
  private static final long ARENA_BYTES = 2L << 20;

  /** How long it lasts. */
  @Param("2")
  public int seconds;

  private FleetReadings fleet;
  private WrittenStore written;
  private int segmentsBefore;

  /** Opens an empty store, and appends until everything is compiled. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, true);
    for (int i = 0; i < WARM_UP_READINGS; i++) {
      fleet.appendOne(written.appender());
    }
    written.store().awaitIndexed(written.appender().commit());
    segmentsBefore = written.segments();
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    written.close();
  }

  /** Appends and, as frames fill, commits. */
  @Benchmark
  public void append(Pace pace) {
    pace.run(PER_SECOND, seconds * PER_SECOND, () -> fleet.appendOne(written.appender()));
    written.appender().commit();
    int sealed = written.segments() - segmentsBefore;
    SelfCheck.require(sealed > 0, "sealing", sealed);
  }
}
