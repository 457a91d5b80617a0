package io.telltale.cli;

import io.telltale.core.StoreStats;
import java.util.Locale;

/** What follows from the counts of a store. */
final class StatsFigures {
  private StatsFigures() {}

  static long series(StoreStats stats) {
    return stats.channels().stream().mapToLong(StoreStats.ChannelStats::series).sum();
  }

  /** Payload bytes of the time and value columns of a channel. */
  static long bytes(StoreStats.ChannelStats channel) {
    return channel.encodings().stream().mapToLong(StoreStats.EncodingStats::bytes).sum();
  }

  /** Three decimals; more would only show how many readings there happen to be. */
  static String perReading(long bytes, long readings) {
    return readings == 0 ? "" : String.format(Locale.ROOT, "%.3f", (double) bytes / readings);
  }
}
