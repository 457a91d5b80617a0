package io.telltale.budget;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An outcome as plain text: a table of work and baselines, one of percentiles, and failures. */
final class TextReport {
  private static final List<String> WORK =
      List.of("benchmark", "ns/op", "baseline", "ratio", "limit", "B/op", "waits/op", "verdict");
  private static final List<String> PACES =
      List.of("at a fixed rate, ns", "p50", "p99", "p99.9", "max", "verdict");

  private final BudgetOutcome outcome;
  private final Trend trend;

  TextReport(BudgetOutcome outcome, Trend trend) {
    this.outcome = outcome;
    this.trend = trend;
  }

  void print(PrintWriter out) {
    TextTable work = new TextTable(columns(WORK, "change"));
    TextTable paces = new TextTable(columns(PACES, "p99 change"));
    for (Figures figures : outcome.figures()) {
      if (!Double.isNaN(figures.value(PaceProfiler.OPERATIONS))) {
        paces.row(row(paceRow(figures), figures, PaceProfiler.P99));
      } else {
        work.row(row(workRow(figures), figures, trend.mainFigure(figures.name())));
      }
    }
    for (TextTable table : List.of(work, paces)) {
      if (!table.isEmpty()) {
        table.print(out);
        out.println();
      }
    }
    outcome.failures().forEach(failure -> out.println("BROKEN " + failure.text()));
    out.println(outcome.summary() + ".");
    out.flush();
  }

  /** The columns, with that of the change before the verdict if there is one. */
  private String[] columns(List<String> columns, String change) {
    List<String> all = new ArrayList<>(columns);
    if (trend.isKnown()) {
      all.add(columns.size() - 1, change);
    }
    return all.toArray(new String[0]);
  }

  private String[] row(String[] cells, Figures figures, String figure) {
    return columns(List.of(cells), trend.text(figures.name(), figure));
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
    String[] row = new String[PaceProfiler.PERCENTILES.size() + 2];
    row[0] = figures.name();
    for (int i = 0; i < PaceProfiler.PERCENTILES.size(); i++) {
      String limit = limit(figures.name(), PaceProfiler.PERCENTILES.get(i));
      String figure = FigureText.of(figures.value(PaceProfiler.PERCENTILES.get(i)));
      row[i + 1] = limit.isEmpty() ? figure : figure + " / " + limit;
    }
    row[row.length - 1] = outcome.verdict(figures.name());
    return row;
  }
}
