package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveRules;
import io.telltale.query.oracle.RandomTelemetry.Arrival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Live rules of one fleet beside queries, through sealing, ticks, restarts and kills: after every
 * frame, what was told has to be what the query returns.
 */
final class LiveRun {
  private static final int RULES = 12;

  private final RandomTelemetry telemetry;
  private final Counts counts;
  private final RandomGenerator random;
  private final OracleStore model;
  private final LiveFolder folder;
  private final List<WindowRule> rules = new ArrayList<>();
  private final List<Listened> listened = new ArrayList<>();
  private final boolean heardByReader;
  private final boolean ownThreads;

  /** Arrivals that were appended. */
  private int at;

  private long lastSequence;

  LiveRun(RandomTelemetry telemetry, Path directory, Counts counts) {
    this.telemetry = telemetry;
    this.counts = counts;
    long seed = telemetry.seed();
    heardByReader = seed % 4 == 3;
    ownThreads = seed % 2 == 0;
    random = Seeds.generator(seed * 53);
    model = new OracleStore(telemetry.policy());
    folder = new LiveFolder(directory, random.nextInt(4) > 0);
    RandomQueries queries = new RandomQueries(telemetry, telemetry.model(), seed * 59);
    for (int i = 0; i < RULES; i++) {
      rules.add(queries.rule());
    }
  }

  /** What many fleets came to. */
  static final class Counts {
    long asked;
    long found;
    long told;
    long tooNear;
    long restarts;
    long kills;

    /** Events that were handed over again. */
    long again;
  }

  /** How a run of live rules ends. */
  private enum End {
    RULES_CLOSED,
    STORE_CLOSED,
    KILLED
  }

  /** One rule and what was told of it. */
  private static final class Listened {
    private final String name;
    private final WindowRule rule;
    private final long since;
    private final boolean saysSince;
    private final ToldState state = new ToldState();
    private WindowQuery query;

    /** What is TRUE of a plain rule, whether it is a window or not; else null. */
    private WindowQuery stretches;

    private boolean isAttached;
    private boolean nearTie;

    Listened(String name, WindowRule rule, long since, boolean saysSince) {
      this.name = name;
      this.rule = rule;
      this.since = since;
      this.saysSince = saysSince;
    }
  }

  void run() {
    while (at < telemetry.arrivals().size()) {
      StoreConfig config =
          StoreConfig.builder(folder.store())
              .arenaBytes(1L << 20)
              .duplicates(telemetry.policy())
              .ownThreads(ownThreads)
              .build();
      try (TelemetryStore store = TelemetryStore.open(config)) {
        engine().register(store);
        try (ReadingAppender appender = ReadingAppender.open(store)) {
          listenUntilClosed(store, appender);
        }
      }
      folder.goOn();
    }
  }

  private EngineRun engine() {
    return new EngineRun(telemetry, folder.store());
  }

  private void listenUntilClosed(TelemetryStore store, ReadingAppender appender) {
    End end = End.RULES_CLOSED;
    while (end == End.RULES_CLOSED && at < telemetry.arrivals().size()) {
      if (heardByReader) {
        if (at == 0) {
          // a reader sees what was registered once something was committed
          append(store, appender, 1);
        }
        try (TelemetryStore reader = TelemetryStore.openReadOnly(folder.store())) {
          end = listen(store, reader, appender);
        }
      } else {
        end = listen(store, store, appender);
      }
    }
  }

  private End listen(TelemetryStore store, TelemetryStore heard, ReadingAppender appender) {
    LiveConfig.Builder config =
        LiveConfig.builder().queueCapacity(1 << 16).registeredAt(telemetry::registeredAt);
    if (folder.hasEvents()) {
      config.eventLog(folder.events());
    }
    listened.forEach(one -> one.isAttached = false);
    try (LiveRules live = LiveRules.open(heard, config.build())) {
      listened.forEach(one -> attachAgain(heard, live, one));
      attach(heard, live, listened.isEmpty() ? random.nextInt(RULES + 1) : listened.size());
      compare(live);
      while (at < telemetry.arrivals().size()) {
        append(store, appender, 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 6));
        if (store == heard || random.nextInt(3) > 0) {
          heard.refresh();
          if (folder.hasEvents() && random.nextInt(40) == 0) {
            return end(live);
          }
          compare(live);
          disturb(store, heard, live);
        }
      }
      return End.RULES_CLOSED;
    }
  }

  /** Some of what was told may not have been heard yet. */
  private End end(LiveRules live) {
    End end = random.nextInt(3) > 0 ? End.RULES_CLOSED : End.STORE_CLOSED;
    // the store's own threads would write while its files are copied
    if (!ownThreads && random.nextBoolean()) {
      end = End.KILLED;
    }
    if (random.nextBoolean()) {
      compare(live);
    }
    if (end == End.KILLED) {
      folder.copy(random);
      counts.kills++;
    } else {
      counts.restarts++;
    }
    return end;
  }

  private void attachAgain(TelemetryStore store, LiveRules live, Listened one) {
    if (random.nextInt(4) > 0) {
      attach(store, live, one);
    }
  }

  private void attach(TelemetryStore store, LiveRules live, Listened one) {
    one.query = WindowQuery.prepare(store, one.rule);
    one.stretches =
        one.rule instanceof Rule plain
            ? WindowQuery.prepare(store, ToldState.stretches(plain))
            : null;
    if (one.saysSince) {
      live.attach(one.name, one.rule, one.since);
    } else {
      live.attach(one.name, one.rule);
    }
    one.isAttached = true;
  }

  private void attach(TelemetryStore store, LiveRules live, int until) {
    for (Listened one : listened) {
      if (!one.isAttached && random.nextBoolean()) {
        attach(store, live, one);
      }
    }
    while (listened.size() < until) {
      int i = listened.size();
      long since = random.nextInt(3) == 0 ? live.nowNs() : Long.MIN_VALUE;
      boolean saysSince = since == Long.MIN_VALUE || random.nextBoolean();
      Listened one = new Listened("rule " + i, rules.get(i), since, saysSince);
      listened.add(one);
      attach(store, live, one);
    }
  }

  private void append(TelemetryStore store, ReadingAppender appender, int count) {
    List<Arrival> arrivals = telemetry.arrivals();
    int end = Math.min(arrivals.size(), at + count);
    engine().append(store, appender, model, arrivals.subList(at, end));
    at = end;
  }

  /** What happens between frames: time passes, rules come, readings are sealed. */
  private void disturb(TelemetryStore store, TelemetryStore heard, LiveRules live) {
    int what = random.nextInt(40);
    if (what < 4) {
      long by = telemetry.limits()[random.nextInt(telemetry.limits().length)];
      live.tick(ExactMath.sum(live.nowNs(), by + random.nextInt(3) - 1));
      compare(live);
    } else if (what == 4) {
      attach(heard, live, Math.min(RULES, listened.size() + 1 + random.nextInt(3)));
      compare(live);
    } else if (what == 5) {
      store.seal();
    } else if (what == 6) {
      store.compact();
    }
  }

  private void compare(LiveRules live) {
    folder.polled();
    live.poll(this::told);
    for (Listened one : listened) {
      if (one.isAttached && !one.nearTie) {
        compare(one, live.nowNs());
      }
    }
  }

  private void told(LiveEvent event) {
    if (folder.hasEvents() && event.sequence() <= lastSequence) {
      counts.again++;
      return;
    }
    assertThat(event.sequence()).isEqualTo(lastSequence + 1);
    lastSequence = event.sequence();
    counts.told++;
    String number = event.rule().substring("rule ".length());
    listened.get(Integer.parseInt(number)).state.told(event);
  }

  private void compare(Listened one, long now) {
    counts.asked++;
    one.query.registeredAt(telemetry::registeredAt).now(now);
    long from = Math.min(one.since, Long.MAX_VALUE - 1);
    List<OracleWindow> windows = EngineRun.windows(one.query, from, Long.MAX_VALUE, Extent.FULL);
    counts.found += windows.size();
    List<String> wrong = one.state.compare(windows);
    if (wrong.isEmpty() && one.rule instanceof Rule plain) {
      wrong = one.state.notClosed(plain, windows, now);
      one.stretches.registeredAt(telemetry::registeredAt).now(now);
      List<OracleWindow> stretches =
          EngineRun.windows(one.stretches, Long.MIN_VALUE, Long.MAX_VALUE, Extent.FULL);
      wrong.addAll(one.state.compareOpened(plain, stretches, now));
    }
    if (!wrong.isEmpty()) {
      one.nearTie = WindowOracle.answer(one.rule, engine().fleet(model, null), now).nearTie();
      counts.tooNear += one.nearTie ? 1 : 0;
      if (!one.nearTie) {
        throw new AssertionError(
            "%s at %d, since %d: %s%n%s"
                .formatted(one.name, now, one.since, one.rule, String.join("\n", wrong)));
      }
    }
  }
}
