package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.StoreStats;
import io.telltale.core.TelemetryStore;
import io.telltale.query.Extent;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.oracle.EngineMismatch.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * The engine against the oracle, on fleets from seeds, at every stage of a reading's way. A case is
 * a fleet, a rule, a range and a stage. A failure prints its seed and shrinks; {@code
 * -Dtelltale.oracle.seed=N} replays one fleet.
 */
class OracleTest {
  private static final String REPLAY = "telltale.oracle.seed";
  private static final int ORDINARY_CASES = 200_000;
  private static final int MANY_CASES = 5_000_000;
  private static final long FIRST_SEED = 20_260_101L;
  private static final int RULES = 40;
  private static final int RANGES = 12;
  private static final int PLAIN = 2;
  private static final int EVERY = 10;

  @TempDir Path directory;

  private long asked;
  private long found;
  private long tooNear;

  /** Blocks that had strips. */
  private long stripped;

  @Test
  void shouldAgreeOnRandomFleets() {
    if (System.getProperty(REPLAY) != null) {
      check(Long.getLong(REPLAY));
    } else {
      checkCases(ORDINARY_CASES, FIRST_SEED);
    }
  }

  @Test
  @Tag("long")
  void shouldAgreeOnMillionsOfQuestions() {
    checkCases(MANY_CASES, FIRST_SEED + 1_000_000);
  }

  private void checkCases(long count, long firstSeed) {
    for (long seed = firstSeed; asked < count; seed++) {
      check(seed);
    }
    // Questions without an answer would prove little, and so would answers that are not compared.
    assertThat(found).isGreaterThan(asked / 4);
    assertThat(tooNear).isLessThan(asked / 10);
    assertThat(stripped).isGreaterThan(asked / 4_000);
  }

  private void check(long seed) {
    RandomTelemetry telemetry = fleet(seed);
    try {
      run(telemetry, seed);
      delete(directory.resolve("fleet-" + seed));
    } catch (EngineMismatch mismatch) {
      String smallest = new Shrinker(directory).shrink(telemetry, mismatch);
      throw new AssertionError(
          replay(seed, telemetry) + mismatch.getMessage() + smallest, mismatch);
    } catch (RuntimeException | AssertionError | IOException failure) {
      throw new AssertionError(replay(seed, telemetry) + failure, failure);
    }
  }

  /** Thousands of stores would be too many to keep until the end. */
  private static void delete(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String replay(long seed, RandomTelemetry telemetry) {
    return "replay with -Dtest=OracleTest -D%s=%d%n  %s%n".formatted(REPLAY, seed, telemetry);
  }

  private static RandomTelemetry fleet(long seed) {
    // Most fleets are small; every thirty-second has series of several blocks, every eighth
    // blocks that have strips.
    int largest = seed % 32 == 0 ? 3_000 : seed % 4 == 0 ? 150 : 30;
    boolean wide = seed % 8 == 2;
    return new RandomTelemetry(seed, wide ? 1_000 : largest, wide);
  }

  /** One rule, asked over several ranges. */
  private record Case(Question question, OracleAnswer answer, long now, List<Question> cuts) {}

  private void run(RandomTelemetry telemetry, long seed) {
    EngineRun run = new EngineRun(telemetry, directory.resolve("fleet-" + seed));
    List<Case> cases = new ArrayList<>();
    run.stages(
        (stage, store, model) -> {
          if (stage.ordinal() <= StoreStage.BOTH.ordinal()) {
            // From then on the readings stay the same: the same questions, where they lie
            // elsewhere.
            cases.clear();
            cases.addAll(cases(run, telemetry, model, seed * 31 + stage.ordinal()));
          }
          for (Case asking : cases) {
            ask(run, stage, store, asking);
          }
          CompanionCheck companions =
              new CompanionCheck(run, telemetry, store, model, seed * 41 + stage.ordinal());
          for (int i = stage.ordinal(); i < RULES; i += EVERY) {
            companions.check(cases.get(i).question());
          }
          new PlainQueryCheck(telemetry, store, model, seed * 37 + stage.ordinal()).check(PLAIN);
          counts(telemetry, store, model);
        });
  }

  private static List<Case> cases(
      EngineRun run, RandomTelemetry telemetry, OracleStore model, long seed) {
    RandomQueries queries = new RandomQueries(telemetry, model, seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      Question question = question(run, model, queries);
      long now = question.now() == null ? model.newest() : question.now();
      OracleAnswer answer =
          WindowOracle.answer(question.rule(), run.fleet(model, question.devices()), now);
      List<Question> cuts = new ArrayList<>(List.of(question));
      while (cuts.size() < RANGES) {
        long[] range = queries.range(answer.windows());
        cuts.add(
            question.over(range[0], range[1], cuts.size() % 2 == 0 ? Extent.FULL : Extent.CLIP));
      }
      cases.add(new Case(question, answer, now, cuts));
    }
    return cases;
  }

  /** A question about all time, now and then asked just when a window starts or ends. */
  private static Question question(EngineRun run, OracleStore model, RandomQueries queries) {
    WindowRule rule = queries.rule();
    RoaringBitmap devices = queries.devices(8);
    Long now = queries.now();
    if (now == null) {
      List<OracleWindow> windows =
          WindowOracle.answer(rule, run.fleet(model, devices), model.newest()).windows();
      now = queries.nowNear(windows);
    }
    return new Question(rule, devices, now, Long.MIN_VALUE, Long.MAX_VALUE, Extent.FULL);
  }

  private void ask(EngineRun run, StoreStage stage, TelemetryStore store, Case asking) {
    WindowQuery query;
    try {
      query = run.prepare(store, asking.question());
      for (Question cut : asking.cuts()) {
        compare(stage, query, cut, asking);
      }
    } catch (RuntimeException failure) {
      throw new IllegalStateException(stage + ": " + asking.question(), failure);
    }
  }

  private void compare(StoreStage stage, WindowQuery query, Question question, Case asking) {
    List<OracleWindow> expected =
        WindowOracle.select(
            asking.answer().windows(),
            question.from(),
            question.to(),
            asking.now(),
            question.extent());
    List<OracleWindow> actual =
        EngineRun.windows(query, question.from(), question.to(), question.extent());
    asked++;
    found += expected.size();
    if (asking.answer().nearTie()) {
      tooNear++;
    } else if (!OracleWindow.allMatch(expected, actual)) {
      throw new EngineMismatch(stage, question, expected, actual);
    }
  }

  private void counts(RandomTelemetry telemetry, TelemetryStore store, OracleStore model) {
    StoreStats stats = store.stats();
    assertThat(stats.readings()).as("readings").isEqualTo(model.count());
    assertThat(stats.appended()).as("appended").isEqualTo(model.appended());
    assertThat(stats.devices()).as("devices").isEqualTo(telemetry.serials().size());
    assertThat(stats.firstTimeNs()).as("first time").isEqualTo(model.oldest());
    assertThat(stats.lastTimeNs()).as("last time").isEqualTo(model.newest());
    assertThat(store.newestTimeNs()).as("newest time").isEqualTo(model.newest());
    for (StoreStats.ChannelStats channel : stats.channels()) {
      assertThat(channel.readings())
          .as("readings of %s", channel.channel().name())
          .isEqualTo(model.count(channel.channel().id()));
      channel.encodings().stream()
          .filter(encoding -> encoding.column().equals("strips"))
          .forEach(encoding -> stripped += encoding.blocks());
    }
  }
}
