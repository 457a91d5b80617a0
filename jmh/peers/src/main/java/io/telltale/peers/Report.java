package io.telltale.peers;

import io.telltale.peers.Measured.Figure;
import io.telltale.peers.Question.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The results as Markdown: where and when, one table, and what each question asks. */
final class Report {
  private static final double MEGA = 1e6;
  private static final String NONE = "-";

  private final Fleet fleet;
  private final int runs;
  private final Machine machine;
  private final Map<EngineName, Measured> results;
  private final Map<EngineName, String> failures;

  Report(
      Fleet fleet,
      int runs,
      Machine machine,
      Map<EngineName, Measured> results,
      Map<EngineName, String> failures) {
    this.fleet = fleet;
    this.runs = runs;
    this.machine = machine;
    this.results = results;
    this.failures = failures;
  }

  String markdown() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d readings of %,d devices, best of %d trials. %s; load %.1f before. %s. %s.%n%n",
            fleet.count(),
            fleet.devices(),
            runs,
            machine.text(),
            machine.loadAtStart(),
            machine.started(),
            versions()));
    List<String> header = new ArrayList<>();
    header.addAll(List.of("engine", "M readings/s", "with barriers", "B allocated", "B on disk"));
    header.addAll(List.of("close s", "open + first ms"));
    for (Kind kind : Kind.values()) {
      header.add(kind.label() + " ms");
    }
    header.add("others' cores");
    header.add("mismatches");
    row(text, header);
    row(text, header.stream().map(column -> "---").toList());
    results.forEach((engine, measured) -> row(text, cells(engine, measured)));
    failures.forEach((engine, failure) -> row(text, List.of(engine.label(), failure)));
    text.append(System.lineSeparator());
    for (Kind kind : Kind.values()) {
      text.append(kind.label()).append(' ').append(kind.title());
      text.append(kind == Kind.MEAN ? "." : "; ");
    }
    text.append(System.lineSeparator());
    results.forEach(
        (engine, measured) -> {
          if (measured.mismatchCount() > 0) {
            text.append(String.format("%n%s: %s%n", engine, measured.mismatches()));
          }
        });
    return text.toString();
  }

  private static List<String> cells(EngineName engine, Measured measured) {
    List<String> cells = new ArrayList<>();
    cells.add(engine.label());
    cells.add(text(measured.get(Figure.READINGS_A_SECOND).map(value -> value / MEGA)));
    cells.add(text(measured.get(Figure.WITH_BARRIERS).map(value -> value / MEGA)));
    cells.add(text(measured.get(Figure.ALLOCATED)));
    cells.add(text(measured.get(Figure.DISK)));
    cells.add(text(measured.get(Figure.CLOSE_S)));
    cells.add(text(measured.get(Figure.FIRST_MS)));
    for (Kind kind : Kind.values()) {
      cells.add(text(measured.get(kind)));
    }
    cells.add(text(measured.get(Figure.OTHERS)));
    cells.add(
        engine.answers()
            ? String.format(Locale.ROOT, "%d of %,d", measured.mismatchCount(), measured.compared())
            : NONE);
    return cells;
  }

  /** Three significant digits. */
  private static String text(Optional<Double> figure) {
    return figure.map(Report::text).orElse(NONE);
  }

  private static String text(double figure) {
    if (figure >= 100) {
      return String.format(Locale.ROOT, "%,.0f", figure);
    }
    if (figure >= 10) {
      return String.format(Locale.ROOT, "%.1f", figure);
    }
    return String.format(Locale.ROOT, figure >= 1 ? "%.2f" : "%.3f", figure);
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |").append(System.lineSeparator());
  }

  private String versions() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Report.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    }
    return results.keySet().stream()
        .filter(EngineName::answers)
        .map(EngineName::library)
        .distinct()
        .map(library -> library + " " + versions.getProperty(library))
        .collect(Collectors.joining(", "));
  }
}
