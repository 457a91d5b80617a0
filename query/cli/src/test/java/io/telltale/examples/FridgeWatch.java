package io.telltale.examples;

import io.telltale.core.ChannelSpec;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Two hours of a fridge whose door was not shut; when was it above 8 degrees for 10 minutes? */
public final class FridgeWatch {
  public static void main(String[] args) {
    try (TelemetryStore store = TelemetryStore.open(Path.of(args[0]))) {
      int fridge = store.devices().register("SN-1234", Map.of("model", "RF28"));
      int temperature = store.channels().register(ChannelSpec.ofDouble("temperature")).id();
      int series = store.series(fridge, temperature);
      long startNs = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        for (int minute = 0; minute < 120; minute++) {
          double celsius = minute < 30 || minute >= 50 ? 4.5 : 9.5;
          appender.append(series, startNs + minute * 60_000_000_000L, celsius);
        }
        store.awaitIndexed(appender.commit());
      }
      String rule = "temperature > 8 for 10m where model = \"RF28\"";
      WindowQuery query = WindowQuery.prepare(store, RuleParser.parse(rule));
      try (WindowCursor window = query.run()) {
        while (window.next()) {
          String serial = store.devices().serial(window.device());
          Instant start = Instant.EPOCH.plusNanos(window.startNs());
          Instant end = Instant.EPOCH.plusNanos(window.endNs());
          System.out.println(serial + " " + start + " " + end + " max " + window.max());
        }
      }
    }
  }
}
