package io.telltale.jmh;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.ingest.fleet.FleetChannel;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes the sealed store that all benchmarks of queries read: the simulated fleet, and three
 * channels more for the conditions that its own give no occasion for.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> one call.
 */
final class SharedFleet {
  /** The folder of a store that was made already. */
  static final String PROPERTY = "telltale.jmh.store";

  /** Devices of the fleet. */
  static final int DEVICES = 32;

  /** Readings of each series, about: what a silent device leaves out comes later. */
  static final int READINGS = 16 * 1024;

  /** A STATE: run, now and then fault, and of the first device service at the end. */
  static final String MODE = "mode";

  /** A DOUBLE that is now and then NaN. */
  static final String FLOW = "flow";

  /** A DOUBLE that changes once, of the first device. */
  static final String SETPOINT = "setpoint";

  private static final int CHANNELS = FleetChannel.values().length;
  private static final long SEED = 42;
  private static final double LATE_SHARE = 0.005;
  private static final long ARENA_BYTES = 192L << 20;
  private static final int FAULT_EVERY = 100;
  private static final int NAN_EVERY = 300;

  private final FleetSimulator fleet =
      new FleetSimulator(
          new FleetSpec(DEVICES, (long) DEVICES * CHANNELS * READINGS, SEED, LATE_SHARE));
  private final int[] series = new int[DEVICES * CHANNELS];
  private final int[] mode = new int[DEVICES];
  private final int[] flow = new int[DEVICES];
  private final int[] setpoint = new int[DEVICES];
  private final int[] readings = new int[DEVICES];
  private final String[] serials = new String[DEVICES];
  private ReadingAppender appender;
  private long newestNs = Long.MIN_VALUE;

  private SharedFleet() {}

  /**
   * Makes the store.
   *
   * @param args the folder
   */
  public static void main(String[] args) {
    new SharedFleet().make(Path.of(args[0]));
  }

  /** Makes the store in an empty folder. */
  static void makeIn(Path directory) {
    new SharedFleet().make(directory);
  }

  private void make(Path directory) {
    StoreConfig config =
        StoreConfig.builder(directory)
            .arenaBytes(ARENA_BYTES)
            .ownThreads(false)
            .compaction(false)
            .build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      register(store);
      try (ReadingAppender open = ReadingAppender.open(store)) {
        appender = open;
        fleet.run(this::append);
        appender.appendState(serials[0], MODE, newestNs + 1, "service");
      }
    }
  }

  private void register(TelemetryStore store) {
    Duration period = Duration.ofNanos(FleetChannel.TEMPERATURE.spec().periodNs());
    for (FleetChannel channel : FleetChannel.values()) {
      store.channels().register(channel.spec());
    }
    store.channels().register(ChannelSpec.of(MODE, Kind.STATE).withPeriod(period));
    store.channels().register(ChannelSpec.of(FLOW, Kind.DOUBLE).withPeriod(period));
    store.channels().register(ChannelSpec.of(SETPOINT, Kind.DOUBLE).withPeriod(period));
    for (int d = 0; d < DEVICES; d++) {
      serials[d] = fleet.serial(d);
      int device = store.devices().register(serials[d], fleet.attributes(d));
      for (FleetChannel channel : FleetChannel.values()) {
        int id = store.channels().find(channel.spec().name()).id();
        series[d * CHANNELS + channel.ordinal()] = store.series(device, id);
      }
      mode[d] = store.series(device, store.channels().find(MODE).id());
      flow[d] = store.series(device, store.channels().find(FLOW).id());
      setpoint[d] = store.series(device, store.channels().find(SETPOINT).id());
    }
  }

  private void append(int device, int channel, long timeNs, long bits) {
    int handle = series[device * CHANNELS + channel];
    if (channel == FleetChannel.DOOR.ordinal()) {
      appender.append(handle, timeNs, bits);
      return;
    }
    double value = Double.longBitsToDouble(bits);
    appender.append(handle, timeNs, value);
    if (channel == FleetChannel.TEMPERATURE.ordinal()) {
      appendOthers(device, timeNs, value);
    }
  }

  private void appendOthers(int device, long timeNs, double temperature) {
    int nth = readings[device]++;
    newestNs = Math.max(newestNs, timeNs);
    appender.appendState(
        serials[device], MODE, timeNs, nth % FAULT_EVERY == FAULT_EVERY - 1 ? "fault" : "run");
    appender.append(
        flow[device], timeNs, nth % NAN_EVERY == NAN_EVERY - 1 ? Double.NaN : temperature / 2);
    appender.append(setpoint[device], timeNs, device > 0 || nth < READINGS / 2 ? 4.0 : 5.0);
  }
}
