package io.telltale.ingest.fleet;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.util.function.LongConsumer;

/**
 * Registers a simulated fleet in a store and appends its readings.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> by series, not by reading. <b>Lifetime:</b>
 * one call.
 */
public final class FleetLoader {
  private static final long PROGRESS_READINGS = 1 << 18;

  private final ReadingAppender appender;
  private final LongConsumer progress;
  private final int[] series;
  private final boolean[] isDouble;
  private long readings;

  private FleetLoader(
      TelemetryStore store, FleetSimulator fleet, ReadingAppender appender, LongConsumer progress) {
    this.appender = appender;
    this.progress = progress;
    FleetChannel[] channels = FleetChannel.values();
    this.isDouble = new boolean[channels.length];
    this.series = new int[fleet.spec().devices() * channels.length];
    for (FleetChannel channel : channels) {
      Channel registered = store.channels().register(channel.spec());
      isDouble[channel.ordinal()] = registered.kind() == Kind.DOUBLE;
    }
    for (int device = 0; device < fleet.spec().devices(); device++) {
      int id = store.devices().register(fleet.serial(device), fleet.attributes(device));
      for (FleetChannel channel : channels) {
        int channelId = store.channels().find(channel.spec().name()).id();
        series[device * channels.length + channel.ordinal()] = store.series(id, channelId);
      }
    }
  }

  /**
   * Loads the whole fleet and commits it; nothing is sealed.
   *
   * @param store a store that is open for writing
   * @param fleet the fleet
   * @param progress hears the number of readings appended so far, now and then
   * @return journal position of the last frame
   */
  public static long load(TelemetryStore store, FleetSimulator fleet, LongConsumer progress) {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      FleetLoader loader = new FleetLoader(store, fleet, appender, progress);
      fleet.run(loader::append);
      long position = appender.commit();
      progress.accept(loader.readings);
      return position;
    }
  }

  private void append(int device, int channel, long timeNs, long valueBits) {
    int handle = series[device * isDouble.length + channel];
    if (isDouble[channel]) {
      appender.append(handle, timeNs, Double.longBitsToDouble(valueBits));
    } else {
      appender.append(handle, timeNs, valueBits);
    }
    if (++readings % PROGRESS_READINGS == 0) {
      progress.accept(readings);
    }
  }
}
