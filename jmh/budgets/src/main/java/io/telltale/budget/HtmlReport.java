package io.telltale.budget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An outcome as one HTML file: tables, percentile curves and the chart library are in it, and
 * nothing is loaded from elsewhere.
 */
final class HtmlReport {
  private static final String MARK = "<!--telltale:";
  private static final String MARK_END = "-->";

  private final BudgetOutcome outcome;
  private final SavedRun now;
  private final Trend trend;

  HtmlReport(BudgetOutcome outcome, SavedRun now, Trend trend) {
    this.outcome = outcome;
    this.now = now;
    this.trend = trend;
  }

  /** Writes it in UTF-8; the stream stays open. */
  void write(OutputStream out) throws IOException {
    HtmlTables tables = new HtmlTables(outcome, trend);
    StringBuilder whole = new StringBuilder();
    String page = resource("page.html");
    int at = 0;
    for (int mark = page.indexOf(MARK); mark >= 0; mark = page.indexOf(MARK, at)) {
      int end = page.indexOf(MARK_END, mark);
      String name = page.substring(mark + MARK.length(), end);
      whole.append(page, at, mark);
      whole.append(
          switch (name) {
            case "title" -> HtmlTables.escape(outcome.summary());
            case "about" -> about(now);
            case "failures" -> tables.failures();
            case "work" -> tables.work();
            case "paces" -> tables.paces();
            case "paces-hidden" -> tables.paces().isEmpty() ? " hidden" : "";
            case "trend" -> trend();
            case "json" -> curves();
            case "uplot-css" -> resource("uplot/uPlot.min.css");
            case "uplot-js" -> resource("uplot/uPlot.iife.min.js");
            case "page-css" -> resource("page.css");
            case "page-js" -> resource("page.js");
            default -> throw new IllegalStateException("page.html: no content for " + name);
          });
      at = end + MARK_END.length();
    }
    whole.append(page, at, page.length());
    out.write(whole.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String about(SavedRun run) {
    Machine machine = run.machine();
    String name = machine.name().isEmpty() ? "" : machine.name() + ": ";
    String label = run.label().isEmpty() ? "" : run.label() + ", ";
    return HtmlTables.escape(
        label
            + run.date()
            + ", "
            + run.form()
            + " form. "
            + name
            + machine.cpu()
            + ", "
            + machine.cores()
            + " cores, "
            + FigureText.of(machine.memoryBytes() / 0x1p30, "GiB")
            + ", "
            + machine.os()
            + "; "
            + machine.jvm()
            + ".");
  }

  private String trend() {
    if (!trend.isKnown()) {
      return "";
    }
    return "<h2>Change since "
        + HtmlTables.escape(trend.then().label().isEmpty() ? "the saved run" : trend.then().label())
        + "</h2>\n<p>"
        + about(trend.then())
        + " "
        + HtmlTables.escape(trend.difference())
        + "</p>\n"
        + new HtmlTables(outcome, trend).changes();
  }

  /** What the page's script draws; never ends the script element that it stands in. */
  private String curves() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (Figures figures : outcome.figures()) {
        if (!figures.curve().isEmpty()) {
          write(json, figures);
        }
      }
      json.writeEndArray();
    }
    return text.toString().replace("<", "\\u003c");
  }

  private void write(JsonGenerator json, Figures figures) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", figures.name());
    json.writeNumberField("operations", figures.value(PaceProfiler.OPERATIONS));
    json.writeFieldName("points");
    write(json, figures.curve());
    Optional<Figures> before =
        Optional.ofNullable(trend.then()).flatMap(then -> then.figures(figures.name()));
    json.writeFieldName("before");
    write(json, before.map(Figures::curve).orElse(List.of()));
    json.writeArrayFieldStart("limits");
    Budget budget = outcome.budgets().budgets().get(figures.name());
    for (Limit limit : budget == null ? List.<Limit>of() : budget.limits()) {
      if (limit.kind() == BudgetKind.PERCENTILE) {
        double percentile =
            limit.figure().equals(PaceProfiler.MAX)
                ? 100
                : Double.parseDouble(limit.figure().substring(1));
        json.writeArray(new double[] {percentile, limit.most()}, 0, 2);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<CurvePoint> curve) throws IOException {
    json.writeStartArray();
    for (CurvePoint point : curve) {
      json.writeArray(new double[] {point.percentile(), point.ns()}, 0, 2);
    }
    json.writeEndArray();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
