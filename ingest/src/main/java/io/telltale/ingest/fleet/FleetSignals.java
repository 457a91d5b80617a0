package io.telltale.ingest.fleet;

import static io.telltale.ingest.fleet.FleetClock.MINUTE_NS;
import static io.telltale.ingest.fleet.FleetClock.SECOND_NS;

import io.telltale.ingest.fleet.FleetPlan.Episode;
import java.util.Arrays;

/**
 * What each device reports in each tick: a function of seed, device, channel and tick, without
 * memory.
 */
final class FleetSignals {
  private static final int TEMPERATURE = FleetChannel.TEMPERATURE.ordinal();
  private static final int HUMIDITY = FleetChannel.HUMIDITY.ordinal();
  private static final int VIBRATION = FleetChannel.VIBRATION.ordinal();
  private static final int ENERGY = FleetChannel.ENERGY.ordinal();
  private static final long JITTER_NS = SECOND_NS / 5;
  private static final long MAX_DELAY_NS = 60 * SECOND_NS;
  private static final long RAMP_UP_NS = MINUTE_NS;
  private static final long RAMP_DOWN_NS = 5 * MINUTE_NS;

  /** A door's own openings keep this far from one left open, and from their cycle's ends. */
  private static final long DOOR_MARGIN_TICKS = 6;

  private static final long LONGEST_OPENING_TICKS = 48;
  private static final int WAVE_STEPS = 4096;
  private static final long DAY_TICKS = 8640;
  private static final long SWING_TICKS = 240;
  private static final double[] WAVE = new double[WAVE_STEPS];

  static {
    for (int i = 0; i < WAVE_STEPS; i++) {
      // StrictMath: the same readings on every machine.
      WAVE[i] = StrictMath.sin(2 * Math.PI * i / WAVE_STEPS);
    }
  }

  private final FleetClock clock;
  private final long lateLimit;
  private final long[] keys;
  private final double[] warmth;
  private final int[] phase;
  private final long[] startWh;
  private final long[] tickWh;
  private final int[] doorCycle;
  private final Episode[][] hot;
  private final Episode[] silent;
  private final Episode[] step;
  private final Episode[] jump;
  private final Episode[] door;

  FleetSignals(FleetSpec spec, FleetClock clock, FleetPlan plan) {
    this.clock = clock;
    int devices = spec.devices();
    lateLimit = Math.round(spec.lateShare() * (1 << 24));
    keys = new long[devices];
    warmth = new double[devices];
    phase = new int[devices];
    startWh = new long[devices];
    tickWh = new long[devices];
    doorCycle = new int[devices];
    hot = new Episode[devices][];
    silent = new Episode[devices];
    step = new Episode[devices];
    jump = new Episode[devices];
    door = new Episode[devices];
    for (int d = 0; d < devices; d++) {
      long key = Noise.at(Noise.mix(spec.seed()), d);
      keys[d] = key;
      warmth[d] = 20 + 10 * Noise.unit(Noise.at(key, -2));
      phase[d] = (int) Noise.below(Noise.at(key, -3), WAVE_STEPS);
      startWh[d] = Noise.below(Noise.at(key, -4), 1_000_000);
      tickWh[d] = 10 + Noise.below(Noise.at(key, -5), 11);
      doorCycle[d] = (int) (240 + Noise.below(Noise.at(key, -6), 481));
    }
    plan.episodes(Anomaly.OVERHEATING).forEach(this::addHot);
    plan.episodes(Anomaly.SILENCE).forEach(episode -> silent[episode.device()] = episode);
    plan.episodes(Anomaly.VIBRATION_STEP).forEach(episode -> step[episode.device()] = episode);
    plan.episodes(Anomaly.COUNTER_JUMP).forEach(episode -> jump[episode.device()] = episode);
    plan.episodes(Anomaly.DOOR_LEFT_OPEN).forEach(episode -> door[episode.device()] = episode);
  }

  private void addHot(Episode episode) {
    Episode[] before = hot[episode.device()];
    Episode[] after = before == null ? new Episode[1] : Arrays.copyOf(before, before.length + 1);
    after[after.length - 1] = episode;
    hot[episode.device()] = after;
  }

  /** Whether a device reports at all in a tick. */
  boolean reports(int device, long tick) {
    Episode episode = silent[device];
    return episode == null || !within(episode, clock.dueNs(device, tick));
  }

  /** The event time of a reading: when it is due, up to 200 ms off. */
  long timeNs(int device, int channel, long tick) {
    long bits = bits(device, channel, tick);
    return clock.dueNs(device, tick) + Noise.below(bits, 2 * JITTER_NS + 1) - JITTER_NS;
  }

  /** How late a reading arrives after it was due: 0 for most. */
  long delayNs(int device, int channel, long tick) {
    long bits = Noise.mix(~bits(device, channel, tick));
    return bits >>> 40 < lateLimit ? 1 + (((bits & 0xFF_FFFF) * MAX_DELAY_NS) >>> 24) : 0;
  }

  /** The 64 bits of a reading's value. */
  long valueBits(int device, int channel, long tick) {
    if (channel == TEMPERATURE) {
      return Double.doubleToRawLongBits(temperature(device, tick));
    }
    if (channel == HUMIDITY) {
      return Double.doubleToRawLongBits(humidity(device, tick));
    }
    if (channel == VIBRATION) {
      return Double.doubleToRawLongBits(vibration(device, tick));
    }
    if (channel == ENERGY) {
      return Double.doubleToRawLongBits(energy(device, tick));
    }
    return isDoorOpen(device, tick) ? 1 : 0;
  }

  double temperature(int device, long tick) {
    double bell = Noise.bell(bits(device, TEMPERATURE, tick));
    double value =
        warmth[device]
            + 1.5 * wave(device, tick, DAY_TICKS)
            + 0.5 * wave(device, tick, SWING_TICKS)
            + 0.15 * bell;
    if (hot[device] != null) {
      for (Episode episode : hot[device]) {
        double heat = heat(episode, clock.dueNs(device, tick));
        double peak = 95 + 15 * episode.strength() + 0.05 * bell;
        value += (peak - value) * heat;
      }
    }
    return Math.rint(value * 100) / 100;
  }

  double vibration(int device, long tick) {
    long bits = Noise.mix(bits(device, VIBRATION, tick));
    // Two sorts of dice, so that a double's last bits are as random as the first.
    double swing = Noise.unit(bits) + (bits & 0xFFFF) * 0x1p-16 - 1;
    boolean stepped = step[device] != null && within(step[device], clock.dueNs(device, tick));
    return (stepped ? 2.5 : 1) + 0.4 * swing;
  }

  double energy(int device, long tick) {
    long wattHours =
        startWh[device]
            + tick * tickWh[device]
            + Noise.below(Noise.mix(bits(device, ENERGY, tick)), tickWh[device]);
    Episode leap = jump[device];
    if (leap != null && within(leap, clock.dueNs(device, tick))) {
      wattHours += 50_000 + (long) (450_000 * leap.strength());
    }
    return wattHours / 1000.0;
  }

  boolean isDoorOpen(int device, long tick) {
    Episode left = door[device];
    if (left != null) {
      long due = clock.dueNs(device, tick);
      long margin = DOOR_MARGIN_TICKS * FleetClock.TICK_NS;
      if (due >= left.fromNs() - margin && due < left.toNs() + margin) {
        return within(left, due);
      }
    }
    long cycleTicks = doorCycle[device];
    long cycle = (tick + phase[device]) / cycleTicks;
    long bits = Noise.at(~keys[device], cycle);
    long opening = 2 + Noise.below(bits, LONGEST_OPENING_TICKS - 1);
    long room = cycleTicks - 2 * DOOR_MARGIN_TICKS - opening;
    long opens = DOOR_MARGIN_TICKS + Noise.below(bits >>> 32, room + 1);
    long within = (tick + phase[device]) % cycleTicks;
    return within >= opens && within < opens + opening;
  }

  private double humidity(int device, long tick) {
    double value =
        50 + 15 * wave(device, tick, DAY_TICKS) + 0.5 * Noise.bell(bits(device, HUMIDITY, tick));
    return Math.rint(value * 10) / 10;
  }

  private long bits(int device, int channel, long tick) {
    return Noise.at(keys[device], tick * 8 + channel);
  }

  private double wave(int device, long tick, long periodTicks) {
    return WAVE[(int) (tick * WAVE_STEPS / periodTicks + phase[device]) & (WAVE_STEPS - 1)];
  }

  private static boolean within(Episode episode, long timeNs) {
    return timeNs >= episode.fromNs() && timeNs < episode.toNs();
  }

  /**
   * 0 when an episode has no effect, 1 while it lasts, between them on the slopes before and after.
   */
  private static double heat(Episode episode, long timeNs) {
    if (timeNs < episode.fromNs()) {
      return Math.max(0, 1 - (double) (episode.fromNs() - timeNs) / RAMP_UP_NS);
    }
    if (timeNs < episode.toNs()) {
      return 1;
    }
    return Math.max(0, 1 - (double) (timeNs - episode.toNs()) / RAMP_DOWN_NS);
  }
}
