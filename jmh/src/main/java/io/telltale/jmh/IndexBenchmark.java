package io.telltale.jmh;

import io.telltale.budget.Turns;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A reading in the indexer, journal to head. The caller steps the store, so that no other thread
 * takes part; heads are sealed outside of the turns.
 */
public class IndexBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 200;
  private static final int READINGS = 1 << 17;
  private static final long ARENA_BYTES = 64L << 20;
  private static final int FRAMES = 4;
  private static final int INDEXED = FRAMES * FleetReadings.FRAME;

  /** They fit into an arena, and then some. */
  private static final int SEALED_TOGETHER = 1 << 20;

  private FleetReadings fleet;
  private WrittenStore written;
  private SeriesRings rings;
  private long unsealed;
  private int segments;

  /** Opens an empty store. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, false);
    rings = new SeriesRings(fleet.seriesCount());
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    SelfCheck.require(
        written.segments() == segments, "indexing without sealing", written.segments());
    written.close();
  }

  /** Indexes some frames. */
  @Benchmark
  public long index(Turns turns) {
    for (int i = 0; i < FRAMES; i++) {
      fleet.appendFrame(written.appender());
    }
    written.appender().commit();
    int indexed = 0;
    turns.begin();
    while (indexed < INDEXED) {
      indexed += written.store().doWork();
    }
    turns.measured(INDEXED);
    fleet.scatterLast(INDEXED, rings);
    turns.baseline(INDEXED);
    unsealed += INDEXED;
    if (unsealed >= SEALED_TOGETHER) {
      written.store().seal();
      segments++;
      unsealed = 0;
    }
    return rings.newest(0);
  }
}
