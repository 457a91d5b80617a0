package io.telltale.budget;

import java.util.List;
import java.util.Optional;

/** The tables of a report's page. */
final class HtmlTables {
  /** A bar of this many percent, or more, fills its side of the cell. */
  private static final double FULL_BAR = 50;

  private static final List<String> OF_WORK =
      List.of(TurnsProfiler.MEASURED, Figures.RATIO, TurnsProfiler.ALLOCATION, TurnsProfiler.WAITS);

  private final BudgetOutcome outcome;
  private final Trend trend;
  private final StringBuilder html = new StringBuilder();

  HtmlTables(BudgetOutcome outcome, Trend trend) {
    this.outcome = outcome;
    this.trend = trend;
  }

  /** The failures, one by one. */
  String failures() {
    html.setLength(0);
    if (!outcome.holds()) {
      html.append("<ul class=\"failures\">\n");
      outcome
          .failures()
          .forEach(one -> html.append("<li>").append(escape(one.text())).append('\n'));
      html.append("</ul>\n");
    }
    return html.toString();
  }

  /** Work and its baselines, each figure with its limit. */
  String work() {
    List<Figures> rows = outcome.figures().stream().filter(one -> !isPaced(one)).toList();
    start(rows, "benchmark", "ns/op", "baseline ns/op", "ratio", "B/op", "waits/op", "verdict");
    for (Figures one : rows) {
      html.append("<tr>");
      Budget budget = outcome.budgets().budgets().get(one.name());
      nameCell(one.name(), budget == null ? "" : budget.baseline());
      figureCell(one, TurnsProfiler.MEASURED);
      figureCell(one, TurnsProfiler.BASELINE);
      figureCell(one, Figures.RATIO);
      figureCell(one, TurnsProfiler.ALLOCATION);
      figureCell(one, TurnsProfiler.WAITS);
      verdictCell(one.name());
    }
    return end(rows);
  }

  /** Percentiles, each with its limit. */
  String paces() {
    List<Figures> rows = outcome.figures().stream().filter(HtmlTables::isPaced).toList();
    start(rows, "benchmark", "p50 ns", "p99 ns", "p99.9 ns", "max ns", "operations", "verdict");
    for (Figures one : rows) {
      html.append("<tr>");
      nameCell(one.name(), "");
      PaceProfiler.PERCENTILES.forEach(figure -> figureCell(one, figure));
      figureCell(one, PaceProfiler.OPERATIONS);
      verdictCell(one.name());
    }
    return end(rows);
  }

  /** The change of each figure, with a bar: to the right it is worse. */
  String changes() {
    List<Figures> work = outcome.figures().stream().filter(one -> !isPaced(one)).toList();
    start(work, "benchmark", "ns/op", "ratio", "B/op", "waits/op");
    work.forEach(one -> changeRow(one, OF_WORK));
    String both = end(work);
    List<Figures> paces = outcome.figures().stream().filter(HtmlTables::isPaced).toList();
    start(paces, "benchmark", "p50", "p99", "p99.9", "max");
    paces.forEach(one -> changeRow(one, PaceProfiler.PERCENTILES));
    return both + end(paces);
  }

  private void changeRow(Figures figures, List<String> names) {
    html.append("<tr>");
    nameCell(figures.name(), "");
    if (trend.then().figures(figures.name()).isEmpty()) {
      html.append("<td colspan=\"").append(names.size()).append("\">new</td></tr>\n");
      return;
    }
    for (String figure : names) {
      double change = trend.change(figures.name(), figure);
      double width = Math.min(Math.abs(change), FULL_BAR);
      html.append("<td class=\"number change\">");
      if (width > 0) {
        html.append("<i class=\"").append(change > 0 ? "worse" : "better");
        html.append("\" style=\"width:")
            .append(FigureText.of(width / FULL_BAR * 50))
            .append("%\"></i>");
      }
      html.append("<span>").append(trend.text(figures.name(), figure)).append("</span></td>");
    }
    html.append("</tr>\n");
  }

  private void start(List<Figures> rows, String... columns) {
    html.setLength(0);
    if (rows.isEmpty()) {
      return;
    }
    html.append("<table>\n<thead><tr>");
    for (int i = 0; i < columns.length; i++) {
      boolean text = i == 0 || columns[i].equals("verdict");
      html.append(text ? "<th>" : "<th class=\"number\">").append(columns[i]).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  private String end(List<Figures> rows) {
    if (!rows.isEmpty()) {
      html.append("</tbody>\n</table>\n");
    }
    return html.toString();
  }

  private void nameCell(String name, String baseline) {
    html.append("<td>").append(escape(name));
    if (!baseline.isEmpty()) {
      html.append("<small>against: ").append(escape(baseline)).append("</small>");
    }
    html.append("</td>");
  }

  private void figureCell(Figures figures, String figure) {
    html.append("<td class=\"number\">").append(FigureText.of(figures.value(figure)));
    Optional.ofNullable(outcome.budgets().budgets().get(figures.name()))
        .flatMap(budget -> budget.limit(figure))
        .ifPresent(
            limit ->
                html.append("<small>limit ")
                    .append(FigureText.of(limit.most()))
                    .append("</small>"));
    html.append("</td>");
  }

  private void verdictCell(String name) {
    String verdict = outcome.verdict(name);
    boolean broken = verdict.startsWith(Verdict.BROKEN.name());
    html.append(broken ? "<td class=\"broken\">" : "<td>").append(escape(verdict));
    html.append("</td></tr>\n");
  }

  private static boolean isPaced(Figures figures) {
    return !Double.isNaN(figures.value(PaceProfiler.OPERATIONS));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
