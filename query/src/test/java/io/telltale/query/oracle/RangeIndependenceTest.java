package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.TelemetryStore;
import io.telltale.query.Extent;
import io.telltale.query.WindowQuery;
import io.telltale.query.oracle.EngineMismatch.Question;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Section 3 as a property of the engine alone: for R1 inside R2, windows(R1) = those of windows(R2)
 * that overlap R1. A case is a fleet, a rule, two ranges and a stage. Where a comparison of sums on
 * the way was closer than section 4 promises, it may go either way, and the case proves nothing.
 */
class RangeIndependenceTest {
  private static final int ORDINARY_CASES = 200_000;
  private static final int MANY_CASES = 5_000_000;
  private static final long FIRST_SEED = 20_260_701L;
  private static final int RULES = 40;
  private static final int OUTER = 2;
  private static final int INNER = 12;

  @TempDir Path directory;

  private long asked;
  private long found;
  private long tooNear;

  @Test
  void shouldNotDependOnWhereTheRangeWasCut() {
    checkCases(ORDINARY_CASES, FIRST_SEED);
  }

  @Test
  @Tag("long")
  void shouldNotDependOnWhereTheRangeWasCutMillionsOfTimes() {
    checkCases(MANY_CASES, FIRST_SEED + 1_000_000);
  }

  private void checkCases(long count, long firstSeed) {
    for (long seed = firstSeed; asked < count; seed++) {
      check(seed);
    }
    assertThat(found).isGreaterThan(asked / 4);
    assertThat(tooNear).isLessThan(asked / 10_000);
  }

  private void check(long seed) {
    RandomTelemetry telemetry = new RandomTelemetry(seed, seed % 16 == 0 ? 5_000 : 60);
    EngineRun run = new EngineRun(telemetry, directory.resolve("fleet-" + seed));
    run.stages(
        (stage, store, model) -> {
          RandomQueries queries = new RandomQueries(telemetry, model, seed + stage.ordinal());
          for (int i = 0; i < RULES; i++) {
            Question question =
                new Question(
                    queries.rule(),
                    queries.devices(8),
                    queries.now(),
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    Extent.FULL);
            checkRule(telemetry, run, store, model, queries, question);
          }
        });
  }

  private void checkRule(
      RandomTelemetry telemetry,
      EngineRun run,
      TelemetryStore store,
      OracleStore model,
      RandomQueries queries,
      Question question) {
    long now = question.now() == null ? model.newest() : question.now();
    WindowQuery query = run.prepare(store, question);
    long[] outer = {Long.MIN_VALUE, Long.MAX_VALUE};
    List<OracleWindow> all = EngineRun.windows(query, outer[0], outer[1], Extent.FULL);
    for (int i = 0; i < OUTER; i++) {
      List<OracleWindow> larger = EngineRun.windows(query, outer[0], outer[1], Extent.FULL);
      for (int j = 0; j < INNER; j++) {
        Question cut = inside(outer, queries.range(all), question, Extent.values()[j % 2]);
        if (cut != null) {
          List<OracleWindow> smaller = EngineRun.windows(query, cut.from(), cut.to(), cut.extent());
          List<OracleWindow> expected =
              WindowOracle.select(larger, cut.from(), cut.to(), now, cut.extent());
          if (!OracleWindow.allMatch(expected, smaller) && isNearTie(run, model, question, now)) {
            tooNear++;
          } else {
            assertThat(smaller)
                .as("%s inside [%d, %d) on %s", cut, outer[0], outer[1], telemetry)
                .usingElementComparator((x, y) -> x.matches(y) ? 0 : 1)
                .containsExactlyElementsOf(expected);
          }
          asked++;
          found += smaller.size();
        }
      }
      outer = queries.range(all);
    }
  }

  private static boolean isNearTie(EngineRun run, OracleStore model, Question question, long now) {
    return WindowOracle.answer(question.rule(), run.fleet(model, question.devices()), now)
        .nearTie();
  }

  /** What two ranges have in common, null when that is nothing. */
  private static Question inside(long[] a, long[] b, Question question, Extent extent) {
    long from = Math.max(a[0], b[0]);
    long to = Math.min(a[1], b[1]);
    return from < to ? question.over(from, to, extent) : null;
  }
}
