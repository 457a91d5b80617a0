package io.telltale.query;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small store and what the tests here do with it. */
final class TestStore implements AutoCloseable {
  /** Where the readings lie while a test asks for them. */
  enum Stage {
    UNSEALED,
    SEALED,
    BOTH
  }

  final TelemetryStore store;
  private final ReadingAppender appender;

  TestStore(Path directory) {
    store = TelemetryStore.open(directory);
    appender = ReadingAppender.open(store);
  }

  int channel(ChannelSpec spec) {
    return store.channels().register(spec).id();
  }

  int channel(String name, Kind kind) {
    return channel(ChannelSpec.of(name, kind));
  }

  int series(String device, String channel) {
    return store.series(store.devices().register(device), store.channels().find(channel).id());
  }

  TestStore put(int series, long timeNs, double value) {
    appender.append(series, timeNs, value);
    return this;
  }

  TestStore putLong(int series, long timeNs, long value) {
    appender.append(series, timeNs, value);
    return this;
  }

  TestStore putState(String device, String channel, long timeNs, String state) {
    appender.appendState(device, channel, timeNs, state);
    return this;
  }

  TestStore show() {
    store.awaitIndexed(appender.commit());
    return this;
  }

  TestStore seal() {
    appender.commit();
    store.seal();
    return this;
  }

  /** Shows what was put so far where the stage wants it. */
  void reach(Stage stage) {
    if (stage == Stage.UNSEALED) {
      show();
    } else {
      seal();
    }
  }

  static List<String> windows(WindowQuery query) {
    List<String> rows = new ArrayList<>();
    try (WindowCursor w = query.run()) {
      while (w.next()) {
        rows.add(
            w.device()
                + " "
                + w.startNs()
                + ".."
                + (w.endNs() == WindowCursor.OPEN ? "" : w.endNs())
                + " "
                + w.endReason()
                + " held "
                + w.heldForNs()
                + " n "
                + w.samples()
                + " max "
                + w.max());
      }
    }
    return rows;
  }

  @Override
  public void close() {
    appender.close();
    store.close();
  }
}
