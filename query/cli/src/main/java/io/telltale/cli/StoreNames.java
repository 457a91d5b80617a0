package io.telltale.cli;

import io.telltale.core.Channel;
import io.telltale.core.Channels;
import io.telltale.core.TelemetryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds channels and devices by the names that a user gave, and helps when there are none. */
final class StoreNames {
  private static final int MOST_LISTED = 10;

  private StoreNames() {}

  static Channel channel(TelemetryStore store, String name) {
    Channel channel = store.channels().find(name);
    if (channel == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "no channel '" + name + "' in " + store.directory() + known(store, name));
    }
    return channel;
  }

  static int device(TelemetryStore store, String serial) {
    int device = store.devices().find(serial);
    if (device < 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no device '"
              + serial
              + "' in "
              + store.directory()
              + " ('telltale devices' lists all "
              + Quantity.grouped(store.devices().count())
              + ")");
    }
    return device;
  }

  /** The channels there are, those alike first. */
  private static String known(TelemetryStore store, String name) {
    Channels channels = store.channels();
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> alike = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int id = 0; id < channels.count(); id++) {
      String known = channels.get(id).name();
      String lower = known.toLowerCase(Locale.ROOT);
      (lower.contains(wanted) || wanted.contains(lower) ? alike : others).add(known);
    }
    alike.addAll(others);
    if (alike.isEmpty()) {
      return ", which has none";
    }
    String more = alike.size() > MOST_LISTED ? ", ... ('telltale channels' lists all)" : "";
    return "; it has "
        + String.join(", ", alike.subList(0, Math.min(MOST_LISTED, alike.size())))
        + more;
  }
}
