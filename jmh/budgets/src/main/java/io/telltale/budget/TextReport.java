package io.telltale.budget;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** An outcome as plain text: a table of work and baselines, one of percentiles, and failures. */
final class TextReport {
  private static final List<String> PERCENTILES =
      List.of(PaceProfiler.P50, PaceProfiler.P99, PaceProfiler.P99_9, PaceProfiler.MAX);

  private final BudgetOutcome outcome;

  TextReport(BudgetOutcome outcome) {
    this.outcome = outcome;
  }

  void print(PrintWriter out) {
    TextTable work =
        new TextTable(
            "benchmark", "ns/op", "baseline", "ratio", "limit", "B/op", "waits/op", "verdict");
    TextTable paces = new TextTable("at a fixed rate, ns", "p50", "p99", "p99.9", "max", "verdict");
    for (Figures figures : outcome.figures()) {
      if (!Double.isNaN(figures.value(PaceProfiler.OPERATIONS))) {
        paces.row(paceRow(figures));
      } else {
        work.row(workRow(figures));
      }
    }
    for (TextTable table : List.of(work, paces)) {
      if (!table.isEmpty()) {
        table.print(out);
        out.println();
      }
    }
    List<Finding> failures = outcome.failures();
    failures.forEach(failure -> out.println("BROKEN " + failure.text()));
    out.println(
        failures.isEmpty()
            ? "All budgets hold: " + outcome.figures().size() + " benchmarks."
            : failures.size()
                + (failures.size() == 1 ? " budget is" : " budgets are")
                + " broken.");
    out.flush();
  }

  private String[] workRow(Figures figures) {
    return new String[] {
      figures.name(),
      FigureText.of(figures.value(TurnsProfiler.MEASURED)),
      FigureText.of(figures.value(TurnsProfiler.BASELINE)),
      FigureText.of(figures.value(Figures.RATIO)),
      limit(figures.name(), Figures.RATIO),
      FigureText.of(figures.value(TurnsProfiler.ALLOCATION)),
      FigureText.of(figures.value(TurnsProfiler.WAITS)),
      outcome.verdict(figures.name())
    };
  }

  private String limit(String name, String figure) {
    return Optional.ofNullable(outcome.budgets().budgets().get(name))
        .flatMap(budget -> budget.limit(figure))
        .map(limit -> FigureText.of(limit.most()))
        .orElse("");
  }

  private String[] paceRow(Figures figures) {
    String[] row = new String[PERCENTILES.size() + 2];
    row[0] = figures.name();
    for (int i = 0; i < PERCENTILES.size(); i++) {
      String limit = limit(figures.name(), PERCENTILES.get(i));
      String figure = FigureText.of(figures.value(PERCENTILES.get(i)));
      row[i + 1] = limit.isEmpty() ? figure : figure + " / " + limit;
    }
    row[row.length - 1] = outcome.verdict(figures.name());
    return row;
  }
}
