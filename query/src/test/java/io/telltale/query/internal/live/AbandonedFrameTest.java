package io.telltale.query.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.internal.events.EventQueue;
import io.telltale.query.internal.events.EventRow;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings of a frame that came to nothing are not told of. */
class AbandonedFrameTest {
  @TempDir Path directory;

  private final EventQueue events = new EventQueue(64);
  private TelemetryStore store;
  private LiveEngine engine;

  @BeforeEach
  void open() {
    store = TelemetryStore.open(StoreConfig.builder(directory).arenaBytes(1 << 20).build());
    int channel = store.channels().register(ChannelSpec.ofDouble("t")).id();
    int series = store.series(store.devices().register("d"), channel);
    engine = new LiveEngine(store, events, device -> 0);
    engine.start();
    engine.attach("hot", RuleParser.parse("t > 8 for 10ns"), true, Long.MIN_VALUE);
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      for (long time = 1; time < 4; time++) {
        appender.append(series, time, 5.0);
        store.awaitIndexed(appender.commit());
      }
      int other = store.series(store.devices().register("ahead"), channel);
      appender.append(other, 100, 5.0);
      store.awaitIndexed(appender.commit());
    }
    engine.beginFrame();
    long hot = Double.doubleToLongBits(9);
    engine.readings(new int[] {series}, new long[] {10}, new long[] {hot}, 1);
    engine.abandonFrame();
  }

  @AfterEach
  void close() {
    engine.stop();
    store.close();
    events.close();
  }

  @Test
  void shouldTellNothingOfThem() {
    engine.attach("silent", RuleParser.parse("silent(t, 5ns)"), true, Long.MIN_VALUE);
    int hot = engine.names().indexOf("hot");
    long[] event = new long[EventRow.WORDS];
    boolean told = false;
    while (events.take(event)) {
      told |= event[EventRow.RULE] == hot;
    }
    assertThat(told).isFalse();
  }

  @Test
  void shouldNotHaveThemHeardByAnotherRule() {
    engine.detach("hot");
    engine.attach("silent", RuleParser.parse("silent(t, 5ns)"), true, Long.MIN_VALUE);
    assertThat(engine.names()).contains("silent");
  }
}
