package io.telltale.ingest;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import java.util.HashMap;
import java.util.Map;

/** Series by the names of device and channel, registered when first named. */
final class NamedSeries {
  private final Catalog catalog;
  private final Map<String, Map<String, Integer>> byDevice = new HashMap<>();

  NamedSeries(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Finds or registers; a channel that is new gets this kind. Throws when the channel cannot take
   * values of the kind, whatever they are.
   */
  int find(String device, String channel, Kind kind) {
    Map<String, Integer> byChannel = byDevice.get(device);
    Integer series = byChannel == null ? null : byChannel.get(channel);
    return series == null ? register(device, channel, kind) : series;
  }

  private int register(String device, String channel, Kind kind) {
    // The channel first: it may refuse the kind, and then no device is left behind.
    Channel known = catalog.findChannel(channel);
    boolean converts = known != null && isNumber(known.kind()) && isNumber(kind);
    Kind asked = converts ? known.kind() : kind;
    int channelId = catalog.registerChannel(ChannelSpec.of(channel, asked)).id();
    int series = catalog.registerSeries(catalog.registerDevice(device), channelId);
    byDevice.computeIfAbsent(device, name -> new HashMap<>()).put(channel, series);
    return series;
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.DOUBLE || kind == Kind.LONG;
  }
}
