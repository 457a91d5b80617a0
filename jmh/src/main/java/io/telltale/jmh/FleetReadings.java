package io.telltale.jmh;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.ingest.fleet.FleetChannel;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;

/**
 * The first readings of a simulated fleet in arrays, in order of arrival, so that making them costs
 * no benchmark anything. They repeat without end, each round later in time than the one before.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted.
 */
final class FleetReadings {
  /** Readings that are appended and committed together. */
  static final int FRAME = 1024;

  private static final long SEED = 42;
  private static final double LATE_SHARE = 0.005;
  private static final long TICKS = 720;
  private static final int CHANNELS = FleetChannel.values().length;

  private final FleetSimulator fleet;
  private final int size;
  private final int[] series;
  private final long[] times;
  private final long[] bits;
  private final long roundNs;
  private int at;
  private long shiftNs;

  /**
   * Makes the readings.
   *
   * @param devices devices of the fleet
   * @param most readings that are kept at most, for memory's sake
   */
  FleetReadings(int devices, int most) {
    long simulated = Math.max(most, devices * CHANNELS * TICKS);
    fleet = new FleetSimulator(new FleetSpec(devices, simulated, SEED, LATE_SHARE));
    size = most - most % FRAME;
    series = new int[size];
    times = new long[size];
    bits = new long[size];
    fleet.run(this::keep);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long time : times) {
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
    roundNs = last - first + 1;
    at = 0;
  }

  private void keep(int device, int channel, long timeNs, long valueBits) {
    if (at < size) {
      series[at] = device * CHANNELS + channel;
      times[at] = timeNs;
      bits[at++] = valueBits;
    }
  }

  /** Registers the fleet in a store that is empty, and starts from the first reading. */
  void register(TelemetryStore store) {
    for (FleetChannel channel : FleetChannel.values()) {
      store.channels().register(channel.spec());
    }
    int expected = 0;
    for (int d = 0; d < fleet.spec().devices(); d++) {
      int device = store.devices().register(fleet.serial(d), fleet.attributes(d));
      for (int c = 0; c < CHANNELS; c++) {
        if (store.series(device, c) != expected++) {
          throw new IllegalStateException("the store is not empty: " + store.directory());
        }
      }
    }
    at = 0;
    shiftNs = 0;
  }

  /** Appends the next frame; a full frame is published by the append that fills it. */
  void appendFrame(ReadingAppender appender) {
    int door = FleetChannel.DOOR.ordinal();
    int end = at + FRAME;
    for (int i = at; i < end; i++) {
      long time = times[i] + shiftNs;
      if (series[i] % CHANNELS == door) {
        appender.append(series[i], time, bits[i]);
      } else {
        appender.append(series[i], time, Double.longBitsToDouble(bits[i]));
      }
    }
    at = end;
    if (at == size) {
      at = 0;
      shiftNs += roundNs;
    }
  }
}
