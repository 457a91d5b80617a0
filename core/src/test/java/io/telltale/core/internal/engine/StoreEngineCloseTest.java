package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.Journal;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is closed while others use it, or by a thread that was interrupted. */
class StoreEngineCloseTest {
  private static final long PATIENCE_MS = 20_000;

  @TempDir Path directory;

  private StoreEngine open() {
    StoreConfig config =
        StoreConfig.builder(directory).arenaBytes(StoreConfig.MIN_ARENA_BYTES).build();
    return StoreEngine.open(config, SystemFileOps.INSTANCE);
  }

  private static int series(StoreEngine engine) {
    Catalog catalog = engine.catalog();
    int channel = catalog.registerChannel(ChannelSpec.of("c", Kind.LONG)).id();
    int series = catalog.registerSeries(catalog.registerDevice("a"), channel);
    catalog.flush();
    return series;
  }

  private static long append(Journal journal, int series, long time) {
    FrameWriter writer = new FrameWriter();
    writer.add(series, time, ~time);
    return journal.append(writer.layOut());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyWaitsForEverForAStoreThatWasClosed(boolean sealing) throws Exception {
    StoreEngine engine = open();
    int series = series(engine);
    Journal journal = engine.journal();
    LongConsumer wait = position -> waitFor(engine, position, sealing);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread appender =
        new Thread(
            () -> {
              try {
                for (long time = 0; ; time++) {
                  wait.accept(append(journal, series, time));
                }
              } catch (Throwable e) {
                end.set(e);
              }
            },
            "appender");
    appender.setDaemon(true);
    appender.start();
    Thread.sleep(50);
    engine.close();
    appender.join(PATIENCE_MS);
    assertThat(appender.isAlive()).isFalse();
    assertThat(end.get()).isInstanceOf(StoreException.class).hasMessageContaining("closed");
  }

  private static void waitFor(StoreEngine engine, long position, boolean sealing) {
    if (sealing) {
      engine.seal();
    } else {
      engine.awaitIndexed(position);
    }
  }

  @Test
  void waitingForAClosedStoreSaysThatItIsClosed() {
    StoreEngine engine = open();
    engine.close();
    assertThatThrownBy(engine::seal).isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(engine::journal).isInstanceOf(StoreClosedException.class);
  }

  @Test
  void anInterruptedThreadClosesAndOpensLikeAnyOther() {
    StoreEngine engine = open();
    int series = series(engine);
    for (long time = 0; time < 100; time++) {
      append(engine.journal(), series, time);
    }
    Thread.currentThread().interrupt();
    try {
      engine.close();
      assertThat(directory.resolve("journal")).isEmptyDirectory();
      try (StoreEngine again = open()) {
        append(again.journal(), series, 100);
      }
    } finally {
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }
    assertThat(directory.resolve("journal")).isEmptyDirectory();
  }
}
