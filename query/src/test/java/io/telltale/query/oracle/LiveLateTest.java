package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Extent;
import io.telltale.query.WindowQuery;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Simple rules of one channel and readings of which most are judged without a look: late ones, or
 * such as differ little from those before. What was told is compared with queries all the time.
 * {@code -Dtelltale.late.seed=N} replays one seed.
 */
class LiveLateTest {
  private static final String REPLAY = "telltale.late.seed";
  private static final int DEVICES = 30;
  private static final int FRAMES = 250;
  private static final long STEP_NS = 1_000;
  private static final double[] VALUES = {1, 1, 1, 5, 5, 9, 9, 9, Double.NaN};

  /** Of devices whose values stay as they are for a while, half of their readings late. */
  private static final List<String> TURNING =
      List.of(
          "t > 8",
          "t > 8 for 3us",
          "t > 4 bridge 4us for 2us clear 3us hold",
          "t > 8 samples 3",
          "t > 8 atMost 6us",
          "t > 4 stale 3us merge 5us pad 0s 2us",
          "not (t > 8)",
          "enter t > 8 exit t < 4",
          "enter t > 8 exit t < 4 for 4us clear 2us",
          "debounce(t > 8, 2, 2)",
          "debounce(t > 4, 3, 2)",
          "debounce(t > 8, 2, 3) bridge 3us",
          "t > 8 stale 1h samples 3",
          "t > 4 stale 1h for 3us",
          "debounce(t > 8, 2, 2) stale 1h",
          "enter t > 8 exit t < 4 stale 1h for 3us");

  /** Of devices whose values go up and down by little, with a jump now and then. */
  private static final List<String> GENTLE =
      List.of(
          "t > 30",
          "jump(t) > 5",
          "jump(t) > 5 for 2us",
          "|rate(t)| > 4000000/s",
          "rate(t) < -3000000/s bridge 2us",
          "jump(t) > 4 or rate(t) > 4000000/s",
          "t < -30 or jump(t) > 6",
          "mean(t, 5us) > 25",
          "mean(t, 6us) > 20 or t < -35",
          "count(t > 20, 2, 6us)",
          "count(|rate(t)| > 3000000/s, 2, 9us)",
          "range(t, 4us) > 9",
          "flat(t, 2, 6us)",
          "debounce(t > 25, 2, 2)",
          "debounce(t > 25, 2, 2) or jump(t) > 6",
          "(enter t > 30 exit t < 25) or count(t > 20, 2, 6us)",
          "jump(t) > 5 stale 1us");

  @TempDir Path directory;

  @Test
  void tellsWhatQueriesReturn() {
    if (System.getProperty(REPLAY) != null) {
      run(Long.getLong(REPLAY), TURNING);
      run(Long.getLong(REPLAY), GENTLE);
      return;
    }
    // the fleets that had once found something
    run(4, TURNING);
    run(5, TURNING);
    run(1, GENTLE);
    run(2, GENTLE);
  }

  @Test
  @Tag("long")
  void tellsWhatQueriesReturnOfManyFleets() {
    for (long seed = 100; seed < 200; seed++) {
      run(seed, TURNING);
      run(seed, GENTLE);
    }
  }

  private void run(long seed, List<String> rules) {
    boolean gentle = rules == GENTLE;
    RandomGenerator random = Seeds.generator(seed);
    DuplicatePolicy policy =
        seed % 2 == 0 ? DuplicatePolicy.FIRST_ARRIVED : DuplicatePolicy.LAST_ARRIVED;
    StoreConfig config =
        StoreConfig.builder(directory.resolve((gentle ? "gentle-" : "turning-") + seed))
            .arenaBytes(1L << 20)
            .duplicates(policy)
            .build();
    try (TelemetryStore store = TelemetryStore.open(config);
        LiveRules live =
            LiveRules.open(store, LiveConfig.builder().queueCapacity(1 << 16).build())) {
      int channel =
          store
              .channels()
              .register(ChannelSpec.ofDouble("t").withPeriod(Duration.ofNanos(STEP_NS)))
              .id();
      int[] series = new int[DEVICES];
      for (int d = 0; d < DEVICES; d++) {
        series[d] = store.series(store.devices().register("d" + d), channel);
      }
      Map<String, WindowQuery> queries = new LinkedHashMap<>();
      Map<String, ToldState> told = new LinkedHashMap<>();
      for (String rule : rules) {
        queries.put(rule, WindowQuery.prepare(store, RuleParser.parse(rule)));
        told.put(rule, new ToldState());
        live.attach(rule, RuleParser.parse(rule), Long.MIN_VALUE);
      }
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        long[] newest = new long[DEVICES];
        double[] value = new double[DEVICES];
        for (int frame = 0; frame < FRAMES; frame++) {
          for (int i = 1 + random.nextInt(2 * DEVICES); i > 0; i--) {
            int d = random.nextInt(DEVICES);
            long time = time(random, newest, d, gentle ? 8 : 2);
            appender.append(
                series[d], time, gentle ? step(random, value, d) : value(random, value, d));
          }
          store.awaitIndexed(appender.commit());
          live.poll(event -> told.get(event.rule()).told(event));
          compare(seed, frame, live.nowNs(), queries, told);
        }
      }
      told.forEach(
          (rule, state) -> assertThat(state.events()).as(rule).isGreaterThan(gentle ? 100 : 300));
    }
  }

  /** One in so many readings is late, or corrects one that is there. */
  private static long time(RandomGenerator random, long[] newest, int d, int lateOneIn) {
    int what = random.nextInt(2 * lateOneIn);
    if (what > 1) {
      newest[d] += STEP_NS * (random.nextInt(12) == 0 ? 5 : 1);
      return newest[d];
    }
    long back = random.nextLong(30) * STEP_NS;
    return newest[d] - back - (what == 0 ? random.nextLong(STEP_NS) : 0);
  }

  /** Values stay as they are for a while, so that there are windows; late ones as often do not. */
  private static double value(RandomGenerator random, double[] value, int d) {
    if (random.nextInt(6) == 0) {
      value[d] = VALUES[random.nextInt(VALUES.length)];
    }
    return random.nextInt(10) == 0 ? VALUES[random.nextInt(VALUES.length)] : value[d];
  }

  /** A late reading is as far from its neighbours as the steps since say. */
  private static double step(RandomGenerator random, double[] value, int d) {
    value[d] = 0.98 * value[d] + random.nextDouble(-2, 2);
    if (random.nextInt(30) == 0) {
      value[d] += random.nextDouble(-40, 40);
    }
    return random.nextInt(60) == 0 ? Double.NaN : value[d];
  }

  private static void compare(
      long seed,
      int frame,
      long now,
      Map<String, WindowQuery> queries,
      Map<String, ToldState> told) {
    queries.forEach(
        (rule, query) -> {
          query.now(now);
          List<OracleWindow> windows =
              EngineRun.windows(query, Long.MIN_VALUE, Long.MAX_VALUE, Extent.FULL);
          assertThat(told.get(rule).compare(windows))
              .as("-D%s=%s, frame %s, %s", REPLAY, seed, frame, rule)
              .isEmpty();
        });
  }
}
