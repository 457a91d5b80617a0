package io.telltale.examples;

import io.telltale.core.ChannelSpec;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.util.Map;

/** The part of a service that uses the store: boxes with a thermometer, and one rule. */
final class ColdChain implements AutoCloseable {
  private static final String RULE = "celsius > 8 for 10m where cargo = \"vaccine\"";

  private final TelemetryStore store;
  private final ReadingAppender appender;
  private final WindowQuery tooWarm;
  private final int[] seriesOfBox;

  private ColdChain(TelemetryStore store, int boxes) {
    this.store = store;
    int celsius = store.channels().register(ChannelSpec.ofDouble("celsius")).id();
    seriesOfBox = new int[boxes];
    for (int box = 0; box < boxes; box++) {
      Map<String, String> tags = Map.of("cargo", "vaccine");
      seriesOfBox[box] = store.series(store.devices().register("box-" + box, tags), celsius);
    }
    tooWarm = WindowQuery.prepare(store, RuleParser.parse(RULE));
    appender = ReadingAppender.open(store);
  }

  static ColdChain open(Path folder, int boxes) {
    return new ColdChain(TelemetryStore.open(folder), boxes);
  }

  void append(int box, long timeNs, double celsius) {
    appender.append(seriesOfBox[box], timeNs, celsius);
  }

  /** Shows queries what was appended. */
  void commit() {
    store.awaitIndexed(appender.commit());
  }

  /** How often a box was too warm for too long. */
  int alarms() {
    int alarms = 0;
    try (WindowCursor window = tooWarm.run()) {
      while (window.next()) {
        alarms++;
      }
    }
    return alarms;
  }

  @Override
  public void close() {
    appender.close();
    store.close();
  }
}
