package io.telltale.examples;

import io.telltale.core.ChannelSpec;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service: one thread keeps what a fridge reports, another calls someone when it is too warm. */
public final class FridgeAlarm {
  private static final int MINUTES = 120;
  private static volatile boolean running = true;

  public static void main(String[] args) throws InterruptedException {
    try (TelemetryStore store = TelemetryStore.open(Path.of(args[0]));
        LiveRules live = LiveRules.open(store)) {
      int fridge = store.devices().register("SN-1234", Map.of("model", "RF28"));
      int temperature = store.channels().register(ChannelSpec.ofDouble("temperature")).id();
      live.attach("warm", RuleParser.parse("temperature > 8 for 10m where model = \"RF28\""));
      Thread watcher = new Thread(() -> watch(live, store));
      watcher.start();
      report(store, store.series(fridge, temperature));
      running = false;
      watcher.join();
    }
  }

  private static void report(TelemetryStore store, int series) {
    long startNs = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      long position = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        double celsius = minute < 30 || minute >= 50 ? 4.5 : 9.5;
        appender.append(series, startNs + minute * 60_000_000_000L, celsius);
        position = appender.commit();
      }
      store.awaitIndexed(position);
    }
  }

  private static void watch(LiveRules live, TelemetryStore store) {
    while (running || live.hasEvents()) {
      live.poll(event -> call(event, store), 100, TimeUnit.MILLISECONDS);
    }
  }

  /** In place of a web hook. */
  private static void call(LiveEvent event, TelemetryStore store) {
    if (event.kind() == LiveEventKind.OPENED) {
      return;
    }
    String serial = store.devices().serial(event.device());
    Instant start = Instant.EPOCH.plusNanos(event.startNs());
    Instant now = Instant.EPOCH.plusNanos(event.nowNs());
    System.out.println(
        serial + " is " + event.rule() + " since " + start + ": " + event.kind() + " at " + now);
  }
}
