package io.telltale.jmh;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Path;
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
 * What an appending thread pays, while the store's own threads index and seal beside it. Each
 * iteration begins with an empty store: the journal has no bound but the disk, and an appender that
 * runs on its own is faster than the indexer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {
  private static final long ARENA_BYTES = 64L << 20;

  /** Devices of five channels each. */
  @Param("2000")
  public int devices;

  /** Different readings; they repeat, later in time. */
  @Param("1048576")
  public int readings;

  private FleetReadings fleet;
  private Path directory;
  private TelemetryStore store;
  private ReadingAppender appender;

  /** Makes the readings. */
  @Setup(Level.Trial)
  public void simulate() {
    fleet = new FleetReadings(devices, readings);
  }

  /** Opens an empty store with the fleet registered. */
  @Setup(Level.Iteration)
  public void open() {
    directory = ScratchDirectory.create();
    store = TelemetryStore.open(StoreConfig.builder(directory).arenaBytes(ARENA_BYTES).build());
    fleet.register(store);
    appender = ReadingAppender.open(store);
  }

  /** Seals, closes and deletes. */
  @TearDown(Level.Iteration)
  public void close() {
    appender.close();
    store.close();
    ScratchDirectory.delete(directory);
  }

  /**
   * Time of a reading of a frame of 1,024 that is staged and published.
   *
   * @return the frame's position
   */
  @Benchmark
  @OperationsPerInvocation(FleetReadings.FRAME)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public long appendAndCommit() {
    fleet.appendFrame(appender);
    return appender.commit();
  }

  /** Time from the first append of a frame of 1,024 until queries see all of it. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void frameUntilVisible() {
    fleet.appendFrame(appender);
    store.awaitIndexed(appender.commit());
  }
}
