package io.telltale.query.internal.live;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.testkit.HotPathCoverage;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.internal.events.EventLog;
import io.telltale.query.internal.events.EventQueue;
import io.telltale.query.internal.run.SubjectWindows;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventHandler;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Frames that open, confirm and close windows of live rules. */
public final class LiveHotPaths implements AutoCloseable {
  private static final int DEVICES = 8;
  private static final int FRAMES = 12_000;
  private static final int STEPS = 100;
  private static final int READINGS = 2 * DEVICES;
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> RULES =
      List.of(
          "t > 90 for 5s",
          "t > 50 bridge 5s clear 5s",
          "enter t > 80 exit t < 20",
          "debounce(t > 80, 3, 3)",
          "rateOutside(t, 30)",
          "mean(t, 5s) > 70",
          "silent(t, 3s)",
          "t > 50 and door == true",
          "door == true for 40s");

  private final boolean isLogged;
  private final TelemetryStore store;
  private final LiveRules live;
  private long events;
  private long takenBack;
  private final LiveEventHandler handler = this::heard;

  /**
   * Opens a store without threads whose journal has more frames than the measurement takes.
   *
   * @param isLogged whether events go to a log
   */
  public LiveHotPaths(Path directory, boolean isLogged) {
    this.isLogged = isLogged;
    store =
        TelemetryStore.open(
            StoreConfig.builder(directory).arenaBytes(16 << 20).ownThreads(false).build());
    ChannelSpec temperature = ChannelSpec.ofDouble("t").withPeriod(Duration.ofSeconds(1));
    int t = store.channels().register(temperature).id();
    int door = store.channels().register(ChannelSpec.of("door", Kind.BOOLEAN)).id();
    int[][] series = new int[DEVICES][];
    for (int d = 0; d < DEVICES; d++) {
      int device = store.devices().register("d" + d);
      series[d] = new int[] {store.series(device, t), store.series(device, door)};
    }
    LiveConfig.Builder config = LiveConfig.builder();
    live =
        LiveRules.open(
            store, (isLogged ? config.eventLog(directory.resolveSibling("told")) : config).build());
    for (String rule : RULES) {
      live.attach(rule, RuleParser.parse(rule));
    }
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      for (int f = 0; f < FRAMES; f++) {
        for (int d = 0; d < DEVICES; d++) {
          // now and then a device is silent, or late
          long late = (f + d) % 37 == 0 ? 5 * SECOND / 2 : 0;
          long time = (f + (f + d) / 50 * 4L) * SECOND - late;
          appender.append(series[d][0], time, (f / 20 + d) % 3 * 50.0);
          appender.append(series[d][1], time, (long) ((f / 15 + d) % 2));
        }
        appender.commit();
      }
    }
  }

  /** Adds the case. */
  public void addTo(HotPathCoverage coverage) {
    coverage.add(
        isLogged ? "frames beside live rules with a log" : "frames beside live rules",
        this::step,
        STEPS,
        methods(LiveEngine.class, "beginFrame", "readings", "endFrame"),
        methods(ChannelWatch.class, "isQuiet"),
        methods(LiveRule.class, "look", "takeTurn"),
        methods(SeriesWatches.class, "shutGate"),
        methods(Announcer.class, "announce", "open", "takeBackOpened"),
        isLogged
            ? methods(EventLog.class, "add", "flush", "take")
            : methods(EventQueue.class, "add", "take"),
        methods(SubjectWindows.class, "startRun", "collect(int,long,WindowBatch)"),
        methods(LiveRules.class, "poll(LiveEventHandler)"));
  }

  private void step() {
    if (store.doWork() != READINGS) {
      throw new AssertionError("the step took no frame");
    }
    events += live.poll(handler);
  }

  private void heard(LiveEvent event) {
    takenBack += event.kind() == LiveEventKind.RETRACTED ? 1 : 0;
  }

  /** Fails unless something was told all the time. */
  @Override
  public void close() {
    long lost = live.lostEvents();
    live.close();
    store.close();
    if (events < STEPS || takenBack == 0 || lost > 0) {
      throw new AssertionError("events=%d takenBack=%d lost=%d".formatted(events, takenBack, lost));
    }
  }
}
