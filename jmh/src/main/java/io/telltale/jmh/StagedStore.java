package io.telltale.jmh;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Path;

/** A store without threads of its own that is taken through the stages of its work by hand. */
final class StagedStore implements AutoCloseable {
  private static final long ARENA_BYTES = 64L << 20;

  private final FleetReadings fleet;
  private final Path directory;
  private final TelemetryStore store;
  private final ReadingAppender appender;

  /** Opens an empty store with the fleet registered. */
  StagedStore(FleetReadings fleet) {
    this.fleet = fleet;
    directory = ScratchDirectory.create();
    store =
        TelemetryStore.open(
            StoreConfig.builder(directory).ownThreads(false).arenaBytes(ARENA_BYTES).build());
    fleet.register(store);
    appender = ReadingAppender.open(store);
  }

  /** Appends whole frames that nobody indexes yet. */
  void append(int readings) {
    for (int n = 0; n < readings; n += FleetReadings.FRAME) {
      fleet.appendFrame(appender);
    }
    appender.commit();
  }

  /** Works until so many readings are indexed; they fit into one arena, so nothing is sealed. */
  void index(int readings) {
    for (int n = 0; n < readings; ) {
      n += store.doWork();
    }
  }

  /** Seals what is indexed into one segment, durably. */
  void seal() {
    store.seal();
  }

  @Override
  public void close() {
    appender.close();
    store.close();
    ScratchDirectory.delete(directory);
  }
}
