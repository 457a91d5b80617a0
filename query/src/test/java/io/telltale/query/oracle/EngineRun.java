package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Extent;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.oracle.EngineMismatch.Question;
import io.telltale.query.oracle.RandomTelemetry.Arrival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** Brings a random fleet into a store and stops at each stage. */
final class EngineRun {
  private static final long ARENA_BYTES = 1L << 20;

  private final RandomTelemetry telemetry;
  private final Path directory;

  EngineRun(RandomTelemetry telemetry, Path directory) {
    this.telemetry = telemetry;
    this.directory = directory;
  }

  /** Asks at every stage; the model holds what the store should. */
  void stages(StageCheck check) {
    List<Arrival> arrivals = telemetry.arrivals();
    int half = arrivals.size() / 2;
    OracleStore model = new OracleStore(telemetry.policy());
    try (TelemetryStore store = TelemetryStore.open(config())) {
      register(store);
      appendAndSeal(store, model, 0, half);
      check.at(StoreStage.HEAD, store, model);
      store.seal();
      appendAndSeal(store, model, half, arrivals.size());
      check.at(StoreStage.BOTH, store, model);
      store.seal();
      check.at(StoreStage.SEALED, store, model);
      store.compact();
      check.at(StoreStage.COMPACTED, store, model);
    }
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      check.at(StoreStage.READ_ONLY, store, model);
    }
    try (TelemetryStore store = TelemetryStore.open(config())) {
      check.at(StoreStage.REOPENED, store, model);
    }
  }

  /** What to do at a stage. */
  interface StageCheck {
    void at(StoreStage stage, TelemetryStore store, OracleStore model);
  }

  /** The engine's windows over one range. */
  static List<OracleWindow> windows(WindowQuery query, long from, long to, Extent extent) {
    List<OracleWindow> windows = new ArrayList<>();
    try (WindowCursor cursor = query.range(from, to).extent(extent).run()) {
      while (cursor.next()) {
        windows.add(
            new OracleWindow(
                cursor.device(),
                members(cursor.devices()),
                cursor.channel(),
                cursor.startNs(),
                cursor.endNs(),
                cursor.endReason(),
                cursor.onsetNs(),
                cursor.lastTrueNs(),
                cursor.heldForNs(),
                cursor.samples(),
                values(cursor)));
      }
    }
    return windows;
  }

  private static OracleValues values(WindowCursor cursor) {
    return new OracleValues(
        cursor.min(),
        cursor.max(),
        cursor.mean(),
        cursor.peak(),
        cursor.peakTimeNs(),
        true,
        cursor.excessArea(),
        0);
  }

  private static Set<Integer> members(RoaringBitmap devices) {
    Set<Integer> members = new HashSet<>();
    devices.forEach((IntConsumer) members::add);
    return members;
  }

  /** What the oracle knows: the model, and of the devices those of the set, null for all. */
  OracleFleet fleet(OracleStore model, RoaringBitmap devices) {
    Map<String, OracleChannel> channels = new LinkedHashMap<>();
    for (int channel = 0; channel < telemetry.channels().size(); channel++) {
      channels.put(telemetry.channels().get(channel).name(), telemetry.channel(channel));
    }
    List<OracleDevice> known = new ArrayList<>();
    for (int device = 0; device < telemetry.serials().size(); device++) {
      if (devices == null || devices.contains(device)) {
        known.add(device(model, device, channels));
      }
    }
    return new OracleFleet(channels, known);
  }

  private OracleDevice device(OracleStore model, int device, Map<String, OracleChannel> channels) {
    Map<String, List<OracleReading>> readings = new HashMap<>();
    channels.forEach(
        (name, channel) ->
            readings.put(name, model.readings(device, channel.channel().id(), Long.MAX_VALUE)));
    return new OracleDevice(
        device,
        telemetry.serials().get(device),
        telemetry.attributes().get(device),
        readings,
        telemetry.registeredAt(device));
  }

  /** The question made ready, but for its range. */
  WindowQuery prepare(TelemetryStore store, Question question) {
    WindowQuery query =
        WindowQuery.prepare(store, question.rule())
            .registeredAt(telemetry::registeredAt)
            .devices(question.devices());
    return question.now() == null ? query : query.now(question.now());
  }

  private StoreConfig config() {
    return StoreConfig.builder(directory)
        .arenaBytes(ARENA_BYTES)
        .duplicates(telemetry.policy())
        // Every other fleet steps the agents itself: what is sealed when is then the same each
        // time.
        .ownThreads(telemetry.seed() % 2 == 0)
        // Every third merges segments while questions are asked; the others keep many of them.
        .compaction(telemetry.seed() % 3 == 0)
        .build();
  }

  void register(TelemetryStore store) {
    for (int channel = 0; channel < telemetry.channels().size(); channel++) {
      assertThat(store.channels().register(telemetry.channels().get(channel)).id())
          .isEqualTo(channel);
      if (telemetry.channels().get(channel).kind() == Kind.STATE) {
        for (int code = 0; code < RandomTelemetry.states().size(); code++) {
          String state = RandomTelemetry.states().get(code);
          assertThat(store.channels().registerState(channel, state)).isEqualTo(code);
        }
      }
    }
    for (int device = 0; device < telemetry.serials().size(); device++) {
      String serial = telemetry.serials().get(device);
      assertThat(store.devices().register(serial, telemetry.attributes().get(device)))
          .isEqualTo(device);
    }
  }

  /** Appends these, sealing a few times between, so that segments overlap in time. */
  private void appendAndSeal(TelemetryStore store, OracleStore model, int from, int to) {
    RandomGenerator random = Seeds.generator(telemetry.seed() + from);
    int at = from;
    for (int seals = random.nextInt(8); seals > 0 && at < to; seals--) {
      int until = at + 1 + random.nextInt((to - at) / Math.min(seals, 3) + 1);
      until = Math.min(until, to);
      append(store, model, telemetry.arrivals().subList(at, until));
      store.seal();
      at = until;
    }
    append(store, model, telemetry.arrivals().subList(at, to));
  }

  private void append(TelemetryStore store, OracleStore model, List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return;
    }
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      append(store, appender, model, arrivals);
    }
  }

  /** Appends these as one commit, and waits until they are visible. */
  void append(
      TelemetryStore store, ReadingAppender appender, OracleStore model, List<Arrival> arrivals) {
    for (Arrival arrival : arrivals) {
      int series = store.series(arrival.device(), arrival.channel());
      if (telemetry.channels().get(arrival.channel()).kind() == Kind.DOUBLE) {
        appender.append(series, arrival.time(), Double.longBitsToDouble(arrival.bits()));
      } else {
        appender.append(series, arrival.time(), arrival.bits());
      }
      model.append(arrival.device(), arrival.channel(), arrival.time(), arrival.bits());
    }
    store.awaitIndexed(appender.commit());
  }
}
