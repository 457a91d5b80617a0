package io.telltale.jmh;

import io.telltale.budget.Pace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long after its appointed time a reading is appended, at a million readings a second, while
 * the store indexes and seals. Every 1,024th append publishes a frame.
 */
public class FixedRateBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 200;
  private static final int READINGS = 1 << 17;
  private static final long PER_SECOND = 1_000_000;

  /** Full some ten times a second at this rate. */
  private static final long ARENA_BYTES = 2L << 20;

  /** How long one run of the million a second lasts. */
  @Param("0.3")
  public double seconds;

  private FleetReadings fleet;
  private WrittenStore written;
  private int segmentsBefore;

  /** Opens an empty store. */
  @Setup(Level.Iteration)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, true);
    segmentsBefore = written.segments();
  }

  /** Closes and deletes. */
  @TearDown(Level.Iteration)
  public void close() {
    written.close();
  }

  /** Appends and, as frames fill, commits. */
  @Benchmark
  public void append(Pace pace) {
    long count = (long) (seconds * PER_SECOND);
    pace.run(PER_SECOND, count, () -> fleet.appendOne(written.appender()));
    written.appender().commit();
    int sealed = written.segments() - segmentsBefore;
    SelfCheck.require(sealed > 0 || count < PER_SECOND / 4, "sealing", sealed);
  }
}
