package io.telltale.ingest;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.util.ArrayList;
import java.util.List;

/** Reads whole series back. */
public final class Readings {
  private Readings() {}

  /** One reading, its value as 64 bits. */
  public record Reading(long timeNs, long bits) {}

  /** All readings of a series; none when there is no such series. */
  public static List<Reading> of(TelemetryStore store, String device, String channel) {
    List<Reading> readings = new ArrayList<>();
    int deviceId = store.devices().find(device);
    Channel found = store.channels().find(channel);
    if (deviceId < 0 || found == null) {
      return readings;
    }
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      scan.open(view, view.catalog().findSeries(deviceId, found.id()));
      while (scan.next()) {
        scan.load();
        for (int i = 0; i < scan.size(); i++) {
          readings.add(new Reading(scan.times()[i], scan.values()[i]));
        }
      }
    } finally {
      view.release();
    }
    return readings;
  }

  /** All readings of a series as {@code time value}, the value by the channel's kind. */
  public static List<String> texts(TelemetryStore store, String device, String channel) {
    List<String> texts = new ArrayList<>();
    for (Reading reading : of(store, device, channel)) {
      Channel found = store.channels().find(channel);
      Object value =
          found.kind() == Kind.DOUBLE
              ? (Object) Double.longBitsToDouble(reading.bits())
              : found.kind() == Kind.STATE
                  ? store.channels().state(found.id(), (int) reading.bits())
                  : (Object) reading.bits();
      texts.add(reading.timeNs() + " " + value);
    }
    return texts;
  }
}
