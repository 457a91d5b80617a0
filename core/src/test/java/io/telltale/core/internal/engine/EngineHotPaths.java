package io.telltale.core.internal.engine;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.testkit.HotPathCoverage;
import java.nio.file.Path;

/** The case for the indexer: a step that takes a frame from the journal into the head. */
public final class EngineHotPaths implements AutoCloseable {
  private static final int SERIES = 8;
  private static final int ITERATIONS = 200;

  /** More rounds than a measurement makes; one frame each step. */
  private static final int FRAMES = 20 * ITERATIONS;

  private final TelemetryStore store;

  /** Opens a store without threads whose journal has more frames than the measurement takes. */
  public EngineHotPaths(Path directory) {
    store =
        TelemetryStore.open(
            StoreConfig.builder(directory).arenaBytes(4 << 20).ownThreads(false).build());
    int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
    for (int i = 0; i < SERIES; i++) {
      store.series(store.devices().register("d" + i), channel);
    }
    StoreAccess.catalog(store).flush();
    FrameWriter writer = new FrameWriter();
    for (int f = 0; f < FRAMES; f++) {
      for (int i = 0; i < SERIES; i++) {
        writer.add(i, f, f);
      }
      StoreAccess.journal(store).append(writer.layOut());
      writer.clear();
    }
  }

  /** Adds the case. */
  public void addTo(HotPathCoverage coverage) {
    coverage.add(
        "a step of the indexer",
        this::step,
        ITERATIONS,
        methods(TelemetryStore.class, "doWork"),
        methods(Indexer.class, "doWork"),
        methods(ReadingTap.class, "beginFrame", "readings", "endFrame"));
  }

  private void step() {
    if (store.doWork() != SERIES) {
      throw new AssertionError("the step took no frame");
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
