package io.telltale.ingest.fleet;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A fleet of devices that report five channels every ten seconds, some late, some with something
 * wrong. Everything follows from the specification's seed: two runs give the same readings in the
 * same order, on every machine.
 *
 * <p>What is wrong is known exactly: {@link #expected} lists the windows that the rule of each
 * {@link Anomaly} must find, and nothing else in the fleet satisfies one of these rules.
 *
 * <p><b>Threading:</b> immutable; runs may go on side by side. <b>Allocation:</b> a run allocates
 * its queue of late readings and nothing by reading. <b>Lifetime:</b> as long as wanted.
 */
public final class FleetSimulator {
  private static final int MODELS = 20;
  private static final int SITES = 12;
  private static final int CHANNELS = FleetChannel.values().length;
  private static final String[] MODEL_LINES = {"RF", "KX", "TM", "VL"};

  /** Nothing is late towards the end, so that every reading of an earlier time is there. */
  private static final long PUNCTUAL_END_NS = 2 * FleetClock.MINUTE_NS;

  private final FleetSpec spec;
  private final FleetClock clock;
  private final FleetPlan plan;
  private final FleetSignals signals;

  /**
   * Draws the plan; no reading is made yet.
   *
   * @param spec how large the fleet is
   */
  public FleetSimulator(FleetSpec spec) {
    this.spec = Objects.requireNonNull(spec, "spec");
    this.clock = new FleetClock(spec.devices());
    this.plan = new FleetPlan(spec);
    this.signals = new FleetSignals(spec, clock, plan);
  }

  /**
   * How large the fleet is.
   *
   * @return the specification
   */
  public FleetSpec spec() {
    return spec;
  }

  /**
   * The serial number of a device.
   *
   * @param device its number, from 0
   * @return the serial number
   */
  public String serial(int device) {
    return String.format("SN-%05d", Objects.checkIndex(device, spec.devices()));
  }

  /**
   * The attributes of a device: {@code model} and {@code site}.
   *
   * @param device its number, from 0
   * @return a new map, sorted by name
   */
  public Map<String, String> attributes(int device) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("model", model(device));
    attributes.put("site", String.format("site-%02d", 1 + drawn(device, 0x51L, SITES)));
    return attributes;
  }

  /**
   * The model of a device.
   *
   * @param device its number, from 0
   * @return the attribute {@code model}
   */
  public String model(int device) {
    int model = drawn(device, 0x3DL, MODELS);
    return MODEL_LINES[model % MODEL_LINES.length] + (20 + model / MODEL_LINES.length * 8);
  }

  /**
   * The windows that the rule of a kind must find, when now is the newest time of a whole run.
   *
   * @param kind what is wrong
   * @return windows by device, then start
   */
  public List<Injected> expected(Anomaly kind) {
    return new Expectations(clock, plan, signals).of(kind);
  }

  /**
   * Makes the readings, in the order in which they arrive.
   *
   * @param sink hears each of them
   */
  public void run(FleetSink sink) {
    new Run(sink).toEnd();
  }

  private int drawn(int device, long salt, int bound) {
    Objects.checkIndex(device, spec.devices());
    return (int) Noise.below(Noise.at(Noise.mix(spec.seed() + salt), device), bound);
  }

  /** One run from start to end. */
  private final class Run {
    private final FleetSink sink;
    private final LateReadings late = new LateReadings();
    private final long punctualFromTick = spec.ticks() - PUNCTUAL_END_NS / FleetClock.TICK_NS;
    private long left = spec.readings();

    Run(FleetSink sink) {
      this.sink = sink;
    }

    void toEnd() {
      for (long tick = 0; left > 0; tick++) {
        for (int device = 0; device < spec.devices() && left > 0; device++) {
          long due = clock.dueNs(device, tick);
          while (late.nextArrival() <= due && left > 0) {
            deliverLate();
          }
          if (signals.reports(device, tick)) {
            report(device, tick, due);
          }
        }
      }
    }

    private void report(int device, long tick, long due) {
      for (int channel = 0; channel < CHANNELS && left > 0; channel++) {
        long time = signals.timeNs(device, channel, tick);
        long value = signals.valueBits(device, channel, tick);
        long delay = tick < punctualFromTick ? signals.delayNs(device, channel, tick) : 0;
        if (delay == 0) {
          sink.reading(device, channel, time, value);
          left--;
        } else {
          late.add(due + delay, device * CHANNELS + channel, time, value);
        }
      }
    }

    private void deliverLate() {
      int series = late.nextSeries();
      sink.reading(series / CHANNELS, series % CHANNELS, late.nextTime(), late.nextValue());
      late.removeNext();
      left--;
    }
  }
}
