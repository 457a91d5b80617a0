package io.telltale.query.oracle;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Condition;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One hand-computed row: a sentence of the contract, readings in order of arrival, a rule and the
 * windows expected.
 */
final class OracleRow {
  private static final String CHANNEL = "c";
  private static final List<String> STATES = List.of("OK", "E42", "E43");
  private static final long ARENA_BYTES = 1L << 20;
  private static final long SECOND = 1_000_000_000L;

  /** Readings as text, of one device and channel. */
  private record Series(int device, String channel, String readings) {}

  private final String sentence;
  private final Map<String, Kind> others = new LinkedHashMap<>();
  private final List<Series> more = new ArrayList<>();
  private Kind kind = Kind.DOUBLE;
  private DuplicatePolicy policy = DuplicatePolicy.LAST_ARRIVED;
  private long periodNs;
  private long staleAfterNs;
  private String readings = "";
  private int devices = 1;
  private long registeredAt;
  private Rule rule;
  private UnaryOperator<WindowRule> combination = UnaryOperator.identity();
  private Long now;
  private long from = Long.MIN_VALUE;
  private long to = Long.MAX_VALUE;
  private Extent extent = Extent.FULL;
  private Function<OracleWindow, String> told = WindowText::whole;
  private List<String> expected = List.of();

  private OracleRow(String sentence) {
    this.sentence = sentence;
  }

  static OracleRow row(String sentence) {
    return new OracleRow(sentence);
  }

  OracleRow kind(Kind value) {
    kind = value;
    return this;
  }

  OracleRow policy(DuplicatePolicy value) {
    policy = value;
    return this;
  }

  OracleRow period(long ns) {
    periodNs = ns;
    return this;
  }

  OracleRow staleAfter(long ns) {
    staleAfterNs = ns;
    return this;
  }

  /** Readings as {@code time=value}, times in ns or with an s in seconds, values by the kind. */
  OracleRow of(String text) {
    readings = text;
    return this;
  }

  /** Readings of another channel of the first device. */
  OracleRow and(String channel, Kind otherKind, String text) {
    others.put(channel, otherKind);
    more.add(new Series(0, channel, text));
    return this;
  }

  /** One device more, with readings of the same channel. */
  OracleRow device(String text) {
    more.add(new Series(devices++, CHANNEL, text));
    return this;
  }

  OracleRow registered(long ns) {
    registeredAt = ns;
    return this;
  }

  OracleRow when(Condition condition) {
    return rule(Rule.when(condition));
  }

  OracleRow rule(Rule value) {
    rule = value;
    return this;
  }

  /** What is made of the rule when all of it is known. */
  OracleRow combined(UnaryOperator<WindowRule> value) {
    combination = value;
    return this;
  }

  OracleRow stale(long ns) {
    rule = rule.stale(Duration.ofNanos(ns));
    return this;
  }

  OracleRow bridge(long ns) {
    rule = rule.bridge(Duration.ofNanos(ns));
    return this;
  }

  OracleRow heldFor(long ns) {
    rule = rule.atLeastFor(Duration.ofNanos(ns));
    return this;
  }

  OracleRow samples(long count) {
    rule = rule.atLeastSamples(count);
    return this;
  }

  OracleRow now(long ns) {
    now = ns;
    return this;
  }

  OracleRow range(long fromNs, long toNs) {
    from = fromNs;
    to = toNs;
    return this;
  }

  OracleRow clip() {
    extent = Extent.CLIP;
    return this;
  }

  /** Windows as {@link WindowText#whole} writes them. */
  OracleRow gives(String... windows) {
    expected = List.of(windows);
    return this;
  }

  /** Windows as {@link WindowText#span} writes them. */
  OracleRow spans(String... windows) {
    told = WindowText::span;
    return gives(windows);
  }

  /** Windows as {@link WindowText#proof} writes them. */
  OracleRow proves(String... windows) {
    told = WindowText::proof;
    return gives(windows);
  }

  /** Windows as {@link WindowText#peak} writes them. */
  OracleRow peaks(String... windows) {
    told = WindowText::peak;
    return gives(windows);
  }

  /** Windows as {@link WindowText#members} writes them. */
  OracleRow members(String... windows) {
    told = WindowText::members;
    return gives(windows);
  }

  List<String> expected() {
    return expected;
  }

  List<String> actual() {
    OracleStore store = new OracleStore(policy);
    for (Series series : series()) {
      for (String reading : series.readings().split(" ")) {
        String[] parts = reading.split("=");
        int channel = channels().indexOf(series.channel());
        store.append(
            series.device(), channel, time(parts[0]), bits(kind(series.channel()), parts[1]));
      }
    }
    long at = now == null ? store.newest() : now;
    OracleAnswer answer = WindowOracle.answer(combination.apply(rule), fleet(store), at);
    return WindowOracle.select(answer.windows(), from, to, at, extent).stream().map(told).toList();
  }

  /** The oracle itself must leave out what is later than now: it is given everything. */
  private OracleFleet fleet(OracleStore store) {
    Map<String, OracleChannel> known = new LinkedHashMap<>();
    for (String name : channels()) {
      long period = name.equals(CHANNEL) ? periodNs : 0;
      long stale = name.equals(CHANNEL) ? staleAfterNs : 0;
      known.put(
          name,
          new OracleChannel(
              new Channel(known.size(), name, kind(name), "", period, stale), STATES));
    }
    List<OracleDevice> all = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      Map<String, List<OracleReading>> byChannel = new LinkedHashMap<>();
      for (OracleChannel channel : known.values()) {
        byChannel.put(
            channel.channel().name(),
            store.readings(device, channel.channel().id(), Long.MAX_VALUE));
      }
      all.add(new OracleDevice(device, "d" + device, Map.of(), byChannel, registeredAt));
    }
    return new OracleFleet(known, all);
  }

  /** What the engine says of the same readings, in a store of its own. */
  List<String> ofEngine(Path directory, boolean sealed) {
    StoreConfig config =
        StoreConfig.builder(directory)
            .arenaBytes(ARENA_BYTES)
            .duplicates(policy)
            .ownThreads(false)
            .build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      fill(store);
      if (sealed) {
        store.seal();
      }
      WindowQuery query =
          WindowQuery.prepare(store, combination.apply(rule)).registeredAt(d -> registeredAt);
      if (now != null) {
        query.now(now);
      }
      return EngineRun.windows(query, from, to, extent).stream().map(told).toList();
    }
  }

  private void fill(TelemetryStore store) {
    for (String name : channels()) {
      boolean first = name.equals(CHANNEL);
      ChannelSpec spec =
          new ChannelSpec(name, kind(name), "", first ? periodNs : 0, first ? staleAfterNs : 0);
      int id = store.channels().register(spec).id();
      if (kind(name) == Kind.STATE) {
        STATES.forEach(state -> store.channels().registerState(id, state));
      }
    }
    for (int device = 0; device < devices; device++) {
      store.devices().register("d" + device);
    }
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      for (Series series : series()) {
        int id = store.series(series.device(), channels().indexOf(series.channel()));
        for (String reading : series.readings().split(" ")) {
          String[] parts = reading.split("=");
          append(appender, id, kind(series.channel()), parts);
        }
      }
      store.awaitIndexed(appender.commit());
    }
  }

  private void append(ReadingAppender appender, int series, Kind seriesKind, String[] parts) {
    long bits = bits(seriesKind, parts[1]);
    if (seriesKind == Kind.DOUBLE) {
      appender.append(series, time(parts[0]), Double.longBitsToDouble(bits));
    } else {
      appender.append(series, time(parts[0]), bits);
    }
  }

  private List<Series> series() {
    List<Series> all = new ArrayList<>(List.of(new Series(0, CHANNEL, readings)));
    all.addAll(more);
    return all.stream().filter(series -> !series.readings().isEmpty()).toList();
  }

  private List<String> channels() {
    List<String> names = new ArrayList<>(List.of(CHANNEL));
    names.addAll(others.keySet());
    return names;
  }

  private Kind kind(String channel) {
    return others.getOrDefault(channel, kind);
  }

  private static long time(String text) {
    return switch (text) {
      case "MIN" -> Long.MIN_VALUE;
      case "MAX-1" -> Long.MAX_VALUE - 1;
      default ->
          text.endsWith("s")
              ? Long.parseLong(text.substring(0, text.length() - 1)) * SECOND
              : Long.parseLong(text);
    };
  }

  private static long bits(Kind kind, String text) {
    return switch (kind) {
      case DOUBLE -> Double.doubleToRawLongBits(Double.parseDouble(text));
      case LONG -> Long.parseLong(text);
      case BOOLEAN -> Boolean.parseBoolean(text) ? 1 : 0;
      case STATE -> STATES.indexOf(text);
    };
  }

  @Override
  public String toString() {
    return sentence;
  }
}
