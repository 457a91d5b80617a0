package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.live.LiveRules;
import io.telltale.query.oracle.RandomTelemetry.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live rules beside queries: after every frame and tick, what was told has to be what the query
 * returns. A case is one rule at one such moment. {@code -Dtelltale.live.seed=N} replays one fleet.
 */
class LiveRulesTest {
  private static final String REPLAY = "telltale.live.seed";
  private static final int ORDINARY_CASES = 100_000;
  private static final int MANY_CASES = 5_000_000;
  private static final long FIRST_SEED = 20_261_130L;
  private static final int RULES = 12;

  @TempDir Path directory;

  private long asked;
  private long found;
  private long told;
  private long tooNear;

  @Test
  void shouldTellWhatQueriesReturn() {
    if (System.getProperty(REPLAY) != null) {
      check(Long.getLong(REPLAY));
    } else {
      checkCases(ORDINARY_CASES, FIRST_SEED);
    }
  }

  @Test
  @Tag("long")
  void shouldTellWhatQueriesReturnMillionsOfTimes() {
    checkCases(MANY_CASES, FIRST_SEED + 1_000_000);
  }

  private void checkCases(long count, long firstSeed) {
    for (long seed = firstSeed; asked < count; seed++) {
      check(seed);
    }
    // moments at which there is nothing to tell would prove little
    assertThat(found).isGreaterThan(asked / 4);
    assertThat(told).isGreaterThan(asked / 10);
    assertThat(tooNear).isLessThan(asked / 100);
  }

  private void check(long seed) {
    RandomTelemetry telemetry = new RandomTelemetry(seed, seed % 16 == 0 ? 400 : 40);
    Path store = directory.resolve("fleet-" + seed);
    try {
      new Run(telemetry, store).run();
      delete(store);
    } catch (RuntimeException | AssertionError | IOException failure) {
      throw new AssertionError(
          "replay with -Dtest=LiveRulesTest -D%s=%d%n  %s%n%s"
              .formatted(REPLAY, seed, telemetry, failure),
          failure);
    }
  }

  private static void delete(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One rule and what was told of it. */
  private static final class Listened {
    private final String name;
    private final WindowRule rule;
    private final long since;
    private final WindowQuery query;
    private final ToldState state = new ToldState();
    private boolean nearTie;

    Listened(TelemetryStore store, String name, WindowRule rule, long since) {
      this.name = name;
      this.rule = rule;
      this.since = since;
      query = WindowQuery.prepare(store, rule);
    }
  }

  /** One fleet. */
  private final class Run {
    private final RandomTelemetry telemetry;
    private final Path path;
    private final RandomGenerator random;
    private final OracleStore model;
    private final List<WindowRule> rules = new ArrayList<>();
    private final List<Listened> listened = new ArrayList<>();

    Run(RandomTelemetry telemetry, Path path) {
      this.telemetry = telemetry;
      this.path = path;
      random = Seeds.generator(telemetry.seed() * 53);
      model = new OracleStore(telemetry.policy());
      RandomQueries queries =
          new RandomQueries(telemetry, telemetry.model(), telemetry.seed() * 59);
      for (int i = 0; i < RULES; i++) {
        rules.add(queries.rule());
      }
    }

    void run() {
      StoreConfig config =
          StoreConfig.builder(path)
              .arenaBytes(1L << 20)
              .duplicates(telemetry.policy())
              .ownThreads(telemetry.seed() % 2 == 0)
              .build();
      try (TelemetryStore store = TelemetryStore.open(config)) {
        new EngineRun(telemetry, path).register(store);
        try (ReadingAppender appender = ReadingAppender.open(store)) {
          if (telemetry.seed() % 4 != 3) {
            listen(store, store, appender, 0);
          } else {
            // a reader sees what was registered once something was committed
            append(store, appender, telemetry.arrivals().subList(0, 1));
            try (TelemetryStore reader = TelemetryStore.openReadOnly(path)) {
              listen(store, reader, appender, 1);
            }
          }
        }
      }
    }

    private void listen(
        TelemetryStore store, TelemetryStore heard, ReadingAppender appender, int first) {
      try (LiveRules live = LiveRules.open(heard, 1 << 16, telemetry::registeredAt)) {
        attach(heard, live, random.nextInt(RULES + 1));
        List<Arrival> arrivals = telemetry.arrivals();
        for (int at = first; at < arrivals.size(); ) {
          int most = random.nextInt(8) == 0 ? 60 : 6;
          int end = Math.min(arrivals.size(), at + 1 + random.nextInt(most));
          append(store, appender, arrivals.subList(at, end));
          at = end;
          if (store == heard || random.nextInt(3) > 0) {
            heard.refresh();
            compare(live);
            disturb(store, heard, live);
          }
        }
      }
    }

    private void attach(TelemetryStore store, LiveRules live, int until) {
      while (listened.size() < until) {
        int i = listened.size();
        long since = random.nextInt(3) == 0 ? live.nowNs() : Long.MIN_VALUE;
        Listened one = new Listened(store, "rule " + i, rules.get(i), since);
        listened.add(one);
        if (since == Long.MIN_VALUE || random.nextBoolean()) {
          live.attach(one.name, one.rule, since);
        } else {
          live.attach(one.name, one.rule);
        }
      }
    }

    private void append(TelemetryStore store, ReadingAppender appender, List<Arrival> arrivals) {
      new EngineRun(telemetry, path).append(store, appender, model, arrivals);
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
      live.poll(event -> listenedAs(event.rule()).state.told(event));
      for (Listened one : listened) {
        if (!one.nearTie) {
          compare(one, live.nowNs());
        }
      }
    }

    private Listened listenedAs(String name) {
      told++;
      return listened.get(Integer.parseInt(name.substring("rule ".length())));
    }

    private void compare(Listened one, long now) {
      asked++;
      one.query.registeredAt(telemetry::registeredAt).now(now);
      long from = Math.min(one.since, Long.MAX_VALUE - 1);
      List<OracleWindow> windows = EngineRun.windows(one.query, from, Long.MAX_VALUE, Extent.FULL);
      found += windows.size();
      List<String> wrong = one.state.compare(windows);
      if (wrong.isEmpty() && one.rule instanceof Rule plain) {
        wrong = compareRest(one, plain, windows, now);
      }
      if (!wrong.isEmpty()) {
        EngineRun run = new EngineRun(telemetry, path);
        one.nearTie = WindowOracle.answer(one.rule, run.fleet(model, null), now).nearTie();
        tooNear += one.nearTie ? 1 : 0;
        if (!one.nearTie) {
          throw new AssertionError(
              "%s at %d, since %d: %s%n%s"
                  .formatted(one.name, now, one.since, one.rule, String.join("\n", wrong)));
        }
      }
    }

    /** Windows are closed as soon as no reading from now on can change them. */
    private List<String> compareRest(
        Listened one, Rule rule, List<OracleWindow> windows, long now) {
      List<String> wrong = new ArrayList<>();
      if (rule.condition().toString().contains("Debounce")) {
        // what it says of a reading may be known only some readings later
        return wrong;
      }
      Shaping shaping = rule.shaping();
      for (OracleWindow pending : one.state.pending()) {
        // padded windows may start at one time, the first: which of them it is cannot be told
        List<OracleWindow> same =
            windows.stream()
                .filter(w -> w.device() == pending.device() && w.start() == pending.start())
                .toList();
        OracleWindow is = same.get(same.size() - 1);
        long end = ExactMath.difference(is.end(), shaping.padAfterNs());
        long settled =
            Math.max(
                ExactMath.sum(end, shaping.mergeWithinNs()),
                ExactMath.sum(is.lastTrue(), shaping.bridgeNs()));
        if (!ToldState.isOpen(is) && now > settled) {
          wrong.add("never closed: " + is);
        }
      }
      return wrong;
    }
  }
}
