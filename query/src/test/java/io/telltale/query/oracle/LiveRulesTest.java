package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

  @TempDir Path directory;

  private final LiveRun.Counts counts = new LiveRun.Counts();

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
    for (long seed = firstSeed; counts.asked < count; seed++) {
      check(seed);
    }
    // moments at which there is nothing to tell would prove little
    assertThat(counts.found).isGreaterThan(counts.asked / 4);
    assertThat(counts.told).isGreaterThan(counts.asked / 10);
    assertThat(counts.tooNear).isLessThan(counts.asked / 100);
    assertThat(counts.restarts).isGreaterThan(counts.asked / 1_000);
    assertThat(counts.kills).isGreaterThan(counts.asked / 5_000);
    assertThat(counts.again).isPositive();
  }

  private void check(long seed) {
    RandomTelemetry telemetry = new RandomTelemetry(seed, seed % 16 == 0 ? 400 : 40);
    Path fleet = directory.resolve("fleet-" + seed);
    try {
      new LiveRun(telemetry, fleet, counts).run();
      delete(fleet);
    } catch (RuntimeException | AssertionError | IOException failure) {
      throw new AssertionError(
          "replay with -Dtest=LiveRulesTest -D%s=%d%n  %s%n%s"
              .formatted(REPLAY, seed, telemetry, failure),
          failure);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      // a fleet that reports nothing
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
