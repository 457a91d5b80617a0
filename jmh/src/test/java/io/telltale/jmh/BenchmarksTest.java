package io.telltale.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.BudgetFile;
import io.telltale.budget.BudgetOutcome;
import io.telltale.budget.BudgetRun;
import io.telltale.budget.Figures;
import io.telltale.budget.RunForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every benchmark once and small: they check their own answers. */
class BenchmarksTest {
  private static final RunForm ONCE = new RunForm("once", 0, 0, 1, 1, 1);

  @TempDir Path folder;

  @Test
  void theBudgetsNameTheBenchmarksThatThereAre() throws IOException {
    BudgetFile budgets = budgets();
    assertThat(run(budgets).names())
        .containsExactlyElementsOf(new TreeSet<>(budgets.budgets().keySet()));
  }

  @Test
  void everyBenchmarkRuns() throws IOException {
    SharedFleet.makeIn(folder);
    System.setProperty(SharedFleet.PROPERTY, folder.toString());
    StringWriter said = new StringWriter();
    BudgetFile budgets = budgets();
    BudgetOutcome outcome = run(budgets).progress(new PrintWriter(said)).run();
    assertThat(outcome.figures())
        .as(said.toString())
        .extracting(Figures::name)
        .containsExactlyInAnyOrderElementsOf(budgets.budgets().keySet());
  }

  private static BudgetFile budgets() throws IOException {
    return BudgetFile.open(Benchmarks.class, Benchmarks.BUDGETS);
  }

  private static BudgetRun run(BudgetFile budgets) {
    return BudgetRun.of(budgets).include("^io\\.telltale\\.jmh\\.").form(ONCE);
  }
}
