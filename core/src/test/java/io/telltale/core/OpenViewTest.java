package io.telltale.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view that somebody left open must not stop the store, or at least not without a word. */
class OpenViewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void sealingTwiceUnderOneViewEnds() {
    TelemetryStore store =
        TelemetryStore.open(
            StoreConfig.builder(directory)
                .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
                .compaction(false)
                .build());
    int device = store.devices().register("d");
    int channel = store.channels().register(ChannelSpec.ofDouble("c")).id();
    int series = store.series(device, channel);
    append(store, series, 1);
    View view = StoreAccess.pin(store);
    try {
      store.seal();
      append(store, series, 2);
      // The view still holds the arena that is to take over, so the full one is never frozen.
      assertTimeoutPreemptively(PATIENCE, store::seal);
      assertThat(store.stats().segments()).isEqualTo(2);
    } finally {
      view.release();
      store.close();
    }
  }

  private static void append(TelemetryStore store, int series, long timeNs) {
    FrameWriter frame = new FrameWriter();
    frame.add(series, timeNs, timeNs);
    StoreAccess.catalog(store).flush();
    store.awaitIndexed(StoreAccess.journal(store).append(frame.layOut()));
  }
}
