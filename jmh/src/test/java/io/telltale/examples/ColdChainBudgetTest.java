package io.telltale.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.budget.BudgetFile;
import io.telltale.budget.BudgetOutcome;
import io.telltale.budget.BudgetRun;
import io.telltale.budget.RunForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's budgets: in an ordinary test, and by benchmark. */
final class ColdChainBudgetTest {
  @TempDir Path folder;

  private long timeNs;

  @Test
  void appendingAllocatesNothing() {
    try (ColdChain chain = ColdChain.open(folder, 1)) {
      AllocationProbe.assertAllocatesNothing(
          "append", 1_000, () -> chain.append(0, timeNs++, timeNs % 10));
    }
  }

  @Test
  void askingAllocatesNothing() {
    try (ColdChain chain = ColdChain.open(folder, 1)) {
      for (int minute = 0; minute < 100; minute++) {
        chain.append(0, minute * 60_000_000_000L, minute % 40);
      }
      chain.commit();
      assertThat(chain.alarms()).isEqualTo(3);
      AllocationProbe.assertAllocatesNothing("alarms", 100, chain::alarms);
    }
  }

  @Test
  void budgetsHold() throws IOException {
    BudgetOutcome outcome =
        BudgetRun.of(BudgetFile.open(ColdChain.class, "budgets.json"))
            .include("^io\\.telltale\\.examples\\.")
            .form(RunForm.quick())
            .progress(new PrintWriter(System.err))
            .run();
    assertThat(outcome.failures()).isEmpty();
  }
}
