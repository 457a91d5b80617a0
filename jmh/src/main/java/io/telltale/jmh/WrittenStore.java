package io.telltale.jmh;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Path;

/**
 * A store of its own that a benchmark writes, with the fleet registered.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> closing deletes it.
 */
final class WrittenStore implements AutoCloseable {
  private final Path directory;
  private final TelemetryStore store;
  private ReadingAppender appender;

  /**
   * Opens an empty store.
   *
   * @param fleet what will be appended
   * @param arenaBytes of each head
   * @param ownThreads whether the store indexes and seals by itself
   */
  WrittenStore(FleetReadings fleet, long arenaBytes, boolean ownThreads) {
    directory = ScratchDirectory.create();
    store =
        TelemetryStore.open(
            StoreConfig.builder(directory)
                .ownThreads(ownThreads)
                .arenaBytes(arenaBytes)
                .compaction(false)
                .build());
    fleet.register(store);
    appender = ReadingAppender.open(store);
  }

  TelemetryStore store() {
    return store;
  }

  ReadingAppender appender() {
    return appender;
  }

  /** Works until everything committed is indexed, and what is full sealed. */
  void catchUp() {
    while (store.doWork() > 0) {
      // until there is nothing left
    }
  }

  /** Lets the store's threads work until what is appended is at most so much ahead of them. */
  void letCatchUp(FleetReadings fleet, long aheadNs) {
    // Yields, because a thread that parks counts as one that waits.
    while (store.newestTimeNs() < fleet.newestNs() - aheadNs) {
      Thread.yield();
    }
  }

  /** Opens an appender for whichever thread appends next. */
  void handOver() {
    appender.close();
    appender = ReadingAppender.open(store);
  }

  int segments() {
    View view = StoreAccess.pin(store);
    try {
      return view.segmentCount();
    } finally {
      view.release();
    }
  }

  @Override
  public void close() {
    appender.close();
    store.close();
    ScratchDirectory.delete(directory);
  }
}
