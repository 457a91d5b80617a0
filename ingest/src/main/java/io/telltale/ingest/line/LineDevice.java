package io.telltale.ingest.line;

import io.telltale.core.TelemetryStore;
import java.util.Arrays;

/**
 * What an import knows of one device: its ids in the store, and the tags that set its attributes
 * last.
 */
final class LineDevice {
  private final String serial;
  private int id = -1;
  private int[] series = new int[0];
  private TagSet current;

  LineDevice(String serial) {
    this.serial = serial;
  }

  String serial() {
    return serial;
  }

  /** Whether the device is registered and these tags set its attributes last. */
  boolean isCurrent(TagSet tags) {
    return current == tags;
  }

  /** The series, or -1 when it was not asked for yet. */
  int knownSeries(LineChannel channel) {
    int index = channel.index();
    return index < series.length ? series[index] : -1;
  }

  /** Registers the device and gives it the attributes of these tags, unless they did so last. */
  void register(TelemetryStore store, TagSet tags) {
    if (current == tags) {
      return;
    }
    id = store.devices().register(serial);
    for (int i = 0; i < tags.size(); i++) {
      store.devices().setAttribute(id, tags.key(i), tags.value(i));
    }
    current = tags;
  }

  int series(TelemetryStore store, LineChannel channel) {
    int index = channel.index();
    if (index >= series.length) {
      int length = series.length;
      series = Arrays.copyOf(series, Math.max(index + 1, 2 * length));
      Arrays.fill(series, length, series.length, -1);
    }
    if (series[index] < 0) {
      series[index] = store.series(id, channel.id());
    }
    return series[index];
  }
}
