package io.telltale.budget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures of a run with what they were measured on, as a JSON file: what a later run is compared
 * with.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when it is read and written. <b>Lifetime:</b>
 * unlimited.
 *
 * @param label what was measured, such as a commit; may be empty
 * @param date when
 * @param form name of the {@link RunForm}
 * @param machine on what
 * @param figures of each benchmark
 */
public record SavedRun(
    String label, Instant date, String form, Machine machine, List<Figures> figures) {
  private static final int FORMAT = 1;

  /** Copies. */
  public SavedRun {
    figures = List.copyOf(figures);
  }

  /**
   * What a run has just measured, on this machine.
   *
   * @param outcome of the run
   * @param label what was measured, such as a commit; may be empty
   * @return not written yet
   */
  public static SavedRun of(BudgetOutcome outcome, String label) {
    return new SavedRun(
        label,
        BudgetClock.now(),
        outcome.form().name(),
        Machine.current(outcome.machine()),
        outcome.figures());
  }

  /**
   * Figures of a benchmark.
   *
   * @param name as in {@link BudgetFile}
   * @return the figures, if it ran
   */
  public Optional<Figures> figures(String name) {
    return figures.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Writes a file in place of what is there.
   *
   * @param file where to
   * @throws IOException when it refuses
   */
  public void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("label", label);
      json.writeStringField("date", date.toString());
      json.writeStringField("form", form);
      json.writeObjectFieldStart("machine");
      json.writeStringField("name", machine.name());
      json.writeStringField("cpu", machine.cpu());
      json.writeNumberField("cores", machine.cores());
      json.writeNumberField("memoryBytes", machine.memoryBytes());
      json.writeStringField("os", machine.os());
      json.writeStringField("jvm", machine.jvm());
      json.writeEndObject();
      json.writeObjectFieldStart("benchmarks");
      for (Figures one : figures) {
        write(json, one);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Figures figures) throws IOException {
    json.writeObjectFieldStart(figures.name());
    json.writeObjectFieldStart("figures");
    for (Map.Entry<String, Double> figure : figures.values().entrySet()) {
      if (Double.isFinite(figure.getValue())) {
        json.writeNumberField(figure.getKey(), figure.getValue());
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("curve");
    for (CurvePoint point : figures.curve()) {
      json.writeArray(new double[] {point.percentile(), point.ns()}, 0, 2);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param file where it is
   * @return the run
   * @throws IOException when it cannot be read
   * @throws BudgetFileException when it is another kind of file
   */
  public static SavedRun open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      JsonReader json = JsonReader.open(file.toString(), in);
      Reader reader = new Reader(json);
      json.object("saved figures", reader::readKey);
      json.end();
      return reader.run();
    }
  }

  /** Collects what a file says. */
  private static final class Reader {
    private final JsonReader json;
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Double> numbers = new TreeMap<>();
    private final List<Figures> figures = new ArrayList<>();
    private Instant date;
    private boolean hasFormat;

    private Reader(JsonReader json) {
      this.json = json;
    }

    private void readKey(String key) {
      switch (key) {
        case "format" -> {
          if (json.number("the format") != FORMAT) {
            throw json.expected("format " + FORMAT);
          }
          hasFormat = true;
        }
        case "label", "form" -> texts.put(key, json.string(key));
        case "date" -> date = date();
        case "machine" -> json.object("the machine", this::readMachine);
        case "benchmarks" -> json.object("benchmarks and their figures", this::readFigures);
        default -> throw json.unknownKey(key, "a key of saved figures");
      }
    }

    private Instant date() {
      String text = json.string("the date");
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw json.wrong("expected a date such as 2026-01-31T12:00:00Z, not " + text, e);
      }
    }

    private void readMachine(String key) {
      switch (key) {
        case "name", "cpu", "os", "jvm" -> texts.put(key, json.string(key));
        case "cores", "memoryBytes" -> numbers.put(key, json.number(key));
        default -> throw json.unknownKey(key, "a key of the machine");
      }
    }

    private void readFigures(String name) {
      Map<String, Double> values = new TreeMap<>();
      List<CurvePoint> curve = new ArrayList<>();
      json.object(
          "figures of " + name,
          key -> {
            switch (key) {
              case "figures" ->
                  json.object("figures", figure -> values.put(figure, json.number(figure)));
              case "curve" ->
                  json.arrays(
                      "points of a curve",
                      () ->
                          curve.add(new CurvePoint(json.number("percentile"), json.number("ns"))));
              default -> throw json.unknownKey(key, "\"figures\" or \"curve\"");
            }
          });
      figures.add(new Figures(name, values, curve));
    }

    private SavedRun run() {
      if (!hasFormat || date == null) {
        throw json.wrong("expected saved figures with \"format\" and \"date\"", null);
      }
      Machine machine =
          new Machine(
              text("name"),
              text("cpu"),
              (int) number("cores"),
              (long) number("memoryBytes"),
              text("os"),
              text("jvm"));
      figures.sort(Comparator.comparing(Figures::name));
      return new SavedRun(text("label"), date, text("form"), machine, figures);
    }

    private String text(String key) {
      return texts.getOrDefault(key, "");
    }

    private double number(String key) {
      return numbers.getOrDefault(key, 0.0);
    }
  }
}
