package io.telltale.jmh;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.fleet.FleetLoader;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A simulated fleet in a sealed store, opened for reading only. */
@State(Scope.Benchmark)
public class SealedFleet {
  private static final long ARENA_BYTES = 64L << 20;

  /** Readings in the store, of up to 2,000 devices. */
  @Param("10000000")
  public long readings;

  private Path directory;
  private FleetSimulator fleet;
  private TelemetryStore store;

  /** Fills and seals a store, and opens it again. */
  @Setup(Level.Trial)
  public void load() {
    directory = ScratchDirectory.create();
    fleet = new FleetSimulator(FleetSpec.ofReadings(readings));
    StoreConfig config = StoreConfig.builder(directory).arenaBytes(ARENA_BYTES).build();
    try (TelemetryStore writer = TelemetryStore.open(config)) {
      FleetLoader.load(writer, fleet, loaded -> {});
    }
    store = TelemetryStore.openReadOnly(directory);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
    ScratchDirectory.delete(directory);
  }

  Path directory() {
    return directory;
  }

  FleetSimulator fleet() {
    return fleet;
  }

  TelemetryStore store() {
    return store;
  }
}
