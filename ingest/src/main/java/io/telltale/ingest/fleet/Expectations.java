package io.telltale.ingest.fleet;

import io.telltale.ingest.fleet.FleetPlan.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Turns what was done to the devices into the windows that their readings show, from the readings
 * themselves.
 */
final class Expectations {
  private static final double HOT = 90;
  private static final long SILENT_AFTER_NS = 5 * FleetClock.MINUTE_NS;
  private static final long RAMP_NS = 2 * FleetClock.MINUTE_NS;

  private final FleetClock clock;
  private final FleetPlan plan;
  private final FleetSignals signals;

  Expectations(FleetClock clock, FleetPlan plan, FleetSignals signals) {
    this.clock = clock;
    this.plan = plan;
    this.signals = signals;
  }

  /** By device, then time, as windows come out of a query. */
  List<Injected> of(Anomaly kind) {
    List<Injected> windows = new ArrayList<>();
    for (Episode episode : plan.episodes(kind)) {
      windows.add(window(kind, episode));
    }
    windows.sort(Comparator.comparingInt(Injected::device).thenComparingLong(Injected::fromNs));
    return windows;
  }

  private Injected window(Anomaly kind, Episode episode) {
    int device = episode.device();
    long first = clock.firstTickFrom(device, episode.fromNs());
    return switch (kind) {
      case OVERHEATING -> {
        long climbing = clock.firstTickFrom(device, episode.fromNs() - RAMP_NS);
        long start = first(climbing, tick -> signals.temperature(device, tick) > HOT);
        long end = first(start, tick -> signals.temperature(device, tick) <= HOT);
        yield readings(kind, device, FleetChannel.TEMPERATURE, start, end);
      }
      case SILENCE -> {
        long next = first(first, tick -> signals.reports(device, tick));
        int channel = FleetChannel.TEMPERATURE.ordinal();
        yield new Injected(
            kind,
            device,
            signals.timeNs(device, channel, first - 1) + SILENT_AFTER_NS,
            signals.timeNs(device, channel, next));
      }
      case VIBRATION_STEP ->
          new Injected(
              kind,
              device,
              signals.timeNs(device, FleetChannel.VIBRATION.ordinal(), first),
              Injected.OPEN);
      case COUNTER_JUMP -> readings(kind, device, FleetChannel.ENERGY, first, first + 1);
      case DOOR_LEFT_OPEN -> {
        long end = first(first, tick -> !signals.isDoorOpen(device, tick));
        yield readings(kind, device, FleetChannel.DOOR, first, end);
      }
    };
  }

  private Injected readings(
      Anomaly kind, int device, FleetChannel channel, long startTick, long endTick) {
    return new Injected(
        kind,
        device,
        signals.timeNs(device, channel.ordinal(), startTick),
        signals.timeNs(device, channel.ordinal(), endTick));
  }

  private static long first(long from, LongPredicate condition) {
    long tick = from;
    while (!condition.test(tick)) {
      tick++;
    }
    return tick;
  }
}
