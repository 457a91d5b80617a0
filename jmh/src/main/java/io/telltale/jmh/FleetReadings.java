package io.telltale.jmh;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameLayout;
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
  static final int FRAME = 2048;

  /** As many as they are: series, time and value of each, and the header of a frame. */
  static final int FRAME_BYTES =
      FrameLayout.HEADER_BYTES + FRAME * (Integer.BYTES + 2 * Long.BYTES);

  private static final long SEED = 42;
  private static final double LATE_SHARE = 0.005;
  private static final long TICKS = 720;
  private static final int CHANNELS = FleetChannel.values().length;
  private static final int DOOR = FleetChannel.DOOR.ordinal();

  private final FleetSimulator fleet;
  private final int size;
  private final int[] series;
  private final boolean[] isInteger;
  private final long[] times;
  private final long[] bits;
  private final long roundNs;
  private int at;
  private long shiftNs;
  private long newestNs;

  /**
   * Makes the readings.
   *
   * @param devices devices of the fleet
   * @param most readings that are kept at most
   */
  FleetReadings(int devices, int most) {
    long simulated = Math.max(most, devices * CHANNELS * TICKS);
    fleet = new FleetSimulator(new FleetSpec(devices, simulated, SEED, LATE_SHARE));
    size = most - most % FRAME;
    series = new int[size];
    isInteger = new boolean[size];
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
      isInteger[at] = channel == DOOR;
      times[at] = timeNs;
      bits[at++] = valueBits;
    }
  }

  /** Number of series. */
  int seriesCount() {
    return fleet.spec().devices() * CHANNELS;
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
    newestNs = Long.MIN_VALUE;
  }

  /** Newest time appended so far. */
  long newestNs() {
    return newestNs;
  }

  /** Appends the next frame; a full frame is published by the append that fills it. */
  void appendFrame(ReadingAppender appender) {
    append(appender, FRAME);
  }

  /** Sees to it that the next readings, so many, lie behind one another. */
  void reserve(int count) {
    if (at + count > size) {
      at = 0;
      shiftNs += roundNs;
    }
  }

  /** Appends the next readings, of one round. */
  void append(ReadingAppender appender, int count) {
    reserve(count);
    int end = at + count;
    for (int i = at; i < end; i++) {
      appendNth(appender, i);
    }
    at = end;
  }

  /** Appends the next reading. */
  void appendOne(ReadingAppender appender) {
    append(appender, 1);
  }

  private void appendNth(ReadingAppender appender, int i) {
    long time = times[i] + shiftNs;
    newestNs = Math.max(newestNs, time);
    if (isInteger[i]) {
      appender.append(series[i], time, bits[i]);
    } else {
      appender.append(series[i], time, Double.longBitsToDouble(bits[i]));
    }
  }

  /** The next readings of DOUBLE series, which nobody appends then. */
  PlainReadings takeDoubles(int count) {
    PlainReadings taken = new PlainReadings(count);
    for (int n = 0; n < count; at++) {
      reserve(1);
      if (!isInteger[at]) {
        taken.set(n++, series[at], times[at] + shiftNs, Double.longBitsToDouble(bits[at]));
      }
    }
    return taken;
  }

  /** Copies the readings appended last, so many, to where their series has its own. */
  void scatterLast(int count, SeriesRings rings) {
    for (int i = at - count; i < at; i++) {
      rings.add(series[i], times[i] + shiftNs, bits[i]);
    }
  }
}
