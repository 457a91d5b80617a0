package io.telltale.core;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.internal.catalog.CatalogHotPaths;
import io.telltale.core.internal.codec.CodecHotPaths;
import io.telltale.core.internal.engine.EngineHotPaths;
import io.telltale.core.internal.head.HeadHotPaths;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.JournalHotPaths;
import io.telltale.core.internal.segment.SegmentHotPaths;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.ViewHotPaths;
import io.telltale.core.testkit.HotPathCoverage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No {@link HotPath} method of the module allocates; each package names its cases. */
class HotPathAllocationTest {
  private static final int DEVICES = 3;
  private static final int READINGS = 3_000;

  @TempDir Path directory;

  private long sink;

  @Test
  void hotPathsAllocateNothing() {
    HotPathCoverage coverage = HotPathCoverage.ofModuleOf(TelemetryStore.class);
    try (TelemetryStore store = TelemetryStore.open(directory.resolve("store"));
        JournalHotPaths journal = new JournalHotPaths(directory.resolve("journal"));
        EngineHotPaths engine = new EngineHotPaths(directory.resolve("steps"))) {
      fill(store);
      View view = StoreAccess.pin(store);
      try {
        addRegistries(coverage, store);
        CatalogHotPaths.addTo(coverage, StoreAccess.catalog(store));
        CodecHotPaths.addTo(coverage);
        journal.addTo(coverage);
        engine.addTo(coverage);
        HeadHotPaths.addTo(coverage);
        SegmentHotPaths.addTo(coverage, view.segment(0));
        ViewHotPaths.addTo(coverage, store, view);
        coverage.check();
      } finally {
        view.release();
      }
    }
  }

  private void addRegistries(HotPathCoverage coverage, TelemetryStore store) {
    CharSequence serial = new StringBuilder("d1");
    coverage.add(
        "devices and channels",
        () -> {
          sink += store.devices().find("d2") + store.devices().find(serial);
          sink += store.devices().count() + store.channels().count();
          sink += store.channels().get(0).id();
        },
        1_000,
        methods(Devices.class, "find", "count"),
        methods(Channels.class, "get", "count"));
  }

  /**
   * Doubles sealed in order; longs sealed twice, the second time late, and more of them in the
   * head; booleans in the head alone.
   */
  private static void fill(TelemetryStore store) {
    Kind[] kinds = {Kind.DOUBLE, Kind.LONG, Kind.BOOLEAN};
    for (int d = 0; d < DEVICES; d++) {
      int device = store.devices().register("d" + d);
      for (Kind kind : kinds) {
        store.series(device, store.channels().register(ChannelSpec.of(kind.name(), kind)).id());
      }
    }
    StoreAccess.catalog(store).flush();
    append(store, 0, 0, 1_000);
    append(store, 1, 0, 1_000);
    store.seal();
    append(store, 1, 500_000, 700);
    store.seal();
    append(store, 1, 2_000_000, 1_100);
    append(store, 2, 0, 1_000);
  }

  private static void append(TelemetryStore store, int kind, long from, long step) {
    FrameWriter writer = new FrameWriter();
    long position = -1;
    for (int i = 0; i < READINGS; i++) {
      for (int d = 0; d < DEVICES; d++) {
        writer.add(3 * d + kind, from + i * step, kind == 2 ? i & 1 : i % 50);
      }
      if (writer.count() > 1_000 || i == READINGS - 1) {
        position = StoreAccess.journal(store).append(writer.layOut());
        writer.clear();
      }
    }
    store.awaitIndexed(position);
  }
}
