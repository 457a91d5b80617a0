package io.telltale.ingest.fleet;

import static io.telltale.ingest.fleet.FleetClock.HOUR_NS;
import static io.telltale.ingest.fleet.FleetClock.MINUTE_NS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which devices suffer from what and when: drawn once from the seed. No device suffers from two
 * kinds.
 */
final class FleetPlan {
  private static final long HEAD_NS = 10 * MINUTE_NS;
  private static final long TAIL_NS = 15 * MINUTE_NS;

  private final Map<Anomaly, List<Episode>> episodes = new EnumMap<>(Anomaly.class);
  private final long fromNs;
  private final long toNs;
  private final long key;
  private long draws;

  FleetPlan(FleetSpec spec) {
    key = Noise.mix(spec.seed() ^ 0x506C616EL);
    fromNs = FleetClock.START_NS + HEAD_NS;
    toNs = FleetClock.START_NS + spec.ticks() * FleetClock.TICK_NS - TAIL_NS;
    int[] order = shuffled(spec.devices());
    int next = 0;
    for (Anomaly kind : Anomaly.values()) {
      List<Episode> list = new ArrayList<>();
      for (int i = kind.deviceCount(spec.devices()); i > 0; i--) {
        draw(kind, order[next++], list);
      }
      episodes.put(kind, Collections.unmodifiableList(list));
    }
  }

  List<Episode> episodes(Anomaly kind) {
    return episodes.get(kind);
  }

  private void draw(Anomaly kind, int device, List<Episode> list) {
    long span = toNs - fromNs;
    switch (kind) {
      case OVERHEATING -> {
        int count = span >= 4 * HOUR_NS ? 1 + (int) below(2) : 1;
        for (int i = 0; i < count; i++) {
          long slot = span / count;
          // Room in each slot to climb and to cool down.
          long room = slot - 20 * MINUTE_NS;
          list.add(
              place(
                  device, fromNs + i * slot + 5 * MINUTE_NS, room, 6 * MINUTE_NS, 30 * MINUTE_NS));
        }
      }
      case SILENCE -> list.add(place(device, fromNs, span, 10 * MINUTE_NS, HOUR_NS));
      case DOOR_LEFT_OPEN -> list.add(place(device, fromNs, span, 30 * MINUTE_NS, 90 * MINUTE_NS));
      default -> {
        long at = fromNs + (long) (unit() * 0.8 * span);
        list.add(new Episode(device, at, Injected.OPEN, unit()));
      }
    }
  }

  /** Draws a stretch of some length within a room, no longer than two thirds of it. */
  private Episode place(int device, long roomFromNs, long roomNs, long shortestNs, long longestNs) {
    long most = Math.max(shortestNs, Math.min(longestNs, roomNs / 3 * 2));
    long length = shortestNs + (long) (unit() * (most - shortestNs));
    long from = roomFromNs + (long) (unit() * (roomNs - length));
    return new Episode(device, from, from + length, unit());
  }

  private int[] shuffled(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = (int) below(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private double unit() {
    return Noise.unit(Noise.at(key, draws++));
  }

  private long below(int bound) {
    return Noise.below(Noise.at(key, draws++), bound);
  }

  /** One anomaly as it is done to a device; strength, 0 to 1, says how bad it is. */
  record Episode(int device, long fromNs, long toNs, double strength) {}
}
