package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Real runs of JMH, small and in this process. */
final class BudgetRunTest {
  private static final RunForm SMALL = new RunForm("small", 0, 1, 2, 100, 1);
  private static final String BUDGETS =
      """
      {"reference": "here", "benchmarks": {
        "SmallBenchmark.copies": {"allocation": 0, "ratio": 2, "baseline": "the same", "waits": 0},
        "SmallBenchmark.allocates": {"allocation": 15},
        "SmallBenchmark.disturbedOnce": {"allocation": 0},
        "SmallBenchmark.fails": {"allocation": 0},
        "SmallPace.run[stall=never]": {"percentile": {"max": 60e9}},
        "SmallPace.run[stall=once]": {"percentile": {"p50": 1e9, "p99": 20000000}}
      }}
      """;

  private final StringWriter progress = new StringWriter();

  private BudgetRun run(String... only) throws IOException {
    return BudgetRun.of(BudgetFileTest.parse(BUDGETS))
        .include("io\\.telltale\\.budget\\.")
        .form(SMALL)
        .machine("here")
        .progress(new PrintWriter(progress))
        .only(List.of(only));
  }

  @Test
  void theSameWorkHasARatioNearOne() throws IOException {
    BudgetOutcome outcome = run("SmallBenchmark.copies").run();
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.holds()).isTrue();
    Figures copies = outcome.figures().get(0);
    assertThat(copies.value(Figures.RATIO)).isBetween(0.5, 2.0);
    assertThat(copies.value(TurnsProfiler.TURNS)).isGreaterThan(BudgetCheck.LEAST_TURNS);
    assertThat(copies.value(TurnsProfiler.TURN)).isBetween(1_000.0, BudgetCheck.LONGEST_TURN_NS);
    assertThat(progress).asString().startsWith("[1/1] SmallBenchmark.copies  ");
  }

  @Test
  void anAllocationOf16BytesFails() throws IOException {
    SmallBenchmark.trials = 0;
    BudgetOutcome outcome = run("SmallBenchmark.allocates").run();
    assertThat(SmallBenchmark.trials).isEqualTo(5);
    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.failures())
        .extracting(Finding::text)
        .containsExactly(
            "SmallBenchmark.allocates: allocation 16 B/op, limit 15 B/op,"
                + " over by 1 B/op (6.667 %)");
  }

  @Test
  void aRunThatWasDisturbedIsMeasuredAgain() throws IOException {
    SmallBenchmark.trials = 0;
    BudgetOutcome outcome = run("SmallBenchmark.disturbedOnce").run();
    assertThat(SmallBenchmark.trials).isEqualTo(2);
    assertThat(outcome.failures()).isEmpty();
    assertThat(progress).asString().contains("over a limit, attempt 2");
  }

  @Test
  void whatIsStillOverALimitIsMeasuredAgainAfterAllOthers() throws IOException {
    SmallBenchmark.trials = 0;
    SmallBenchmark.disturbedTrials = 3;
    BudgetOutcome outcome = run("SmallBenchmark.disturbedOnce", "SmallBenchmark.copies").run();
    SmallBenchmark.disturbedTrials = 1;
    assertThat(outcome.failures()).isEmpty();
    assertThat(SmallBenchmark.trials).isEqualTo(4);
    assertThat(progress.toString().lines())
        .extracting(line -> line.replaceFirst("  [0-9.]+ s$", ""))
        .containsExactly(
            "[1/2] SmallBenchmark.copies",
            "[2/2] SmallBenchmark.disturbedOnce  over a limit, attempt 2",
            "[again] SmallBenchmark.disturbedOnce  over a limit, attempt 3");
  }

  @Test
  void waitsBehindAStallCount() throws IOException {
    BudgetOutcome outcome = run("SmallPace.run").run();
    assertThat(outcome.figures())
        .extracting(Figures::name)
        .containsExactly("SmallPace.run[stall=never]", "SmallPace.run[stall=once]");
    Figures once = outcome.figures().get(1);
    // Two iterations of a second. The stall makes every operation late that is due meanwhile: 1 in
    // 20, each by what is left of it.
    assertThat(once.value(PaceProfiler.OPERATIONS)).isEqualTo(20_000);
    assertThat(once.value(PaceProfiler.P99)).isGreaterThan(SmallPace.STALL_NS * 0.75);
    assertThat(once.value(PaceProfiler.MAX)).isGreaterThanOrEqualTo(SmallPace.STALL_NS * 0.99);
    assertThat(once.curve()).hasSizeGreaterThan(10);
    assertThat(once.curve().get(once.curve().size() - 1))
        .isEqualTo(new CurvePoint(100, once.value(PaceProfiler.MAX)));
    assertThat(outcome.failures())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("SmallPace.run[stall=once]: percentile p99 "));
  }

  @Test
  void aBenchmarkThatThrowsIsMissingAndSaysWhy() throws IOException {
    BudgetOutcome outcome = run("SmallBenchmark.fails").run();
    assertThat(outcome.failures())
        .extracting(Finding::text)
        .containsExactly(
            "empty run: no benchmark ran",
            "SmallBenchmark.fails: missing: it has a budget in budgets.json and no figures");
    assertThat(progress.toString()).contains("FAILED", "IllegalStateException: on purpose");
  }

  @Test
  void namesHaveParametersThatTellCasesApart() throws IOException {
    assertThat(run().names())
        .containsExactly(
            "SmallBenchmark.allocates",
            "SmallBenchmark.copies",
            "SmallBenchmark.disturbedOnce",
            "SmallBenchmark.fails",
            "SmallPace.run[stall=never]",
            "SmallPace.run[stall=once]");
    assertThat(run("SmallBenchmark").names()).hasSize(4);
    assertThat(run("SmallPace.run[stall=once]").names()).hasSize(1);
  }

  @Test
  void anUnknownNameIsAnErrorWithNamesNearIt() {
    assertThatThrownBy(() -> run("SmalBenchmark.copy").names())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "no benchmark is called SmalBenchmark.copy; near it: SmallBenchmark.copies, ");
    assertThatThrownBy(() -> run("COPIES").run())
        .hasMessageStartingWith("no benchmark is called COPIES; near it: SmallBenchmark.copies, ");
  }

  @Test
  void whatBenchmarksShareIsMadeOnce() throws IOException {
    AtomicInteger made = new AtomicInteger();
    BudgetRun run =
        run("SmallBenchmark.fails")
            .prepare(
                () -> {
                  made.incrementAndGet();
                  return List.of();
                });
    run.names();
    assertThat(made).hasValue(0);
    run.run();
    assertThat(made).hasValue(1);
  }
}
