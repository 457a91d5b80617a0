package io.telltale.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * An array of objects, one a line, or the objects alone. Integers are written exactly, also beyond
 * 2^53; NaN and infinities, which JSON has no numbers for, as the texts "NaN", "Infinity" and
 * "-Infinity".
 */
public final class JsonWriter implements RowWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final List<Column> columns;
  private final Writer out;
  private final JsonGenerator json;
  private final boolean isArray;
  private int cell;
  private boolean inRow;

  private JsonWriter(List<Column> columns, Writer out, JsonGenerator json, boolean isArray) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.json = json;
    this.isArray = isArray;
  }

  static JsonWriter openArray(List<Column> columns, Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new RowPerLine());
    json.writeStartArray();
    return new JsonWriter(columns, out, json, true);
  }

  /**
   * Starts rows of which each ends with a line feed, so that they can be added to those of before.
   *
   * @param columns of every row
   * @param out where to
   * @return the writer
   * @throws IOException when {@code out} refuses
   */
  public static JsonWriter openLines(List<Column> columns, Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    return new JsonWriter(columns, out, json, false);
  }

  /**
   * Starts an answer that is one object rather than rows, indented for people.
   *
   * @param out where to; stays open
   * @return the generator, to be closed by the caller, who ends the line
   * @throws IOException when {@code out} refuses
   */
  public static JsonGenerator openObject(Writer out) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return FACTORY.createGenerator(out).setPrettyPrinter(printer);
  }

  /**
   * Writes a double as a number, or as a text when it is none that JSON knows.
   *
   * @param json where to
   * @param value the number
   * @throws IOException when the output refuses
   */
  public static void writeDouble(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(DoubleText.of(value));
    } else {
      json.writeString(DoubleText.of(value));
    }
  }

  @Override
  public void text(String value) throws IOException {
    field();
    json.writeString(value);
  }

  @Override
  public void number(long value) throws IOException {
    field();
    json.writeNumber(value);
  }

  @Override
  public void number(double value) throws IOException {
    field();
    writeDouble(json, value);
  }

  @Override
  public void flag(boolean value) throws IOException {
    field();
    json.writeBoolean(value);
  }

  @Override
  public void time(long timeNs) throws IOException {
    field();
    json.writeString(TimeText.of(timeNs));
  }

  @Override
  public void map(Map<String, String> values) throws IOException {
    field();
    json.writeStartObject();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  @Override
  public void list(List<String> values) throws IOException {
    field();
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  @Override
  public void nothing() throws IOException {
    field();
    json.writeNull();
  }

  @Override
  public void endRow() throws IOException {
    json.writeEndObject();
    if (!isArray) {
      json.writeRaw('\n');
    }
    cell = 0;
    inRow = false;
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    // After a failure in mid-row the text stays unfinished: a reader must not take it for whole.
    if (!inRow && isArray) {
      json.writeEndArray();
    }
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.close();
    if (isArray) {
      out.write('\n');
    }
  }

  private void field() throws IOException {
    if (!inRow) {
      json.writeStartObject();
      inRow = true;
    }
    json.writeFieldName(columns.get(cell++).name());
  }

  /** Line breaks between the rows, and nowhere else. */
  private static final class RowPerLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    private int depth;

    @Override
    public void writeStartArray(JsonGenerator g) throws IOException {
      g.writeRaw('[');
    }

    @Override
    public void beforeArrayValues(JsonGenerator g) throws IOException {
      g.writeRaw(depth == 0 ? "\n" : "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(depth == 0 ? ",\n" : ",");
    }

    @Override
    public void writeStartObject(JsonGenerator g) throws IOException {
      depth++;
      g.writeRaw('{');
    }

    @Override
    public void writeEndObject(JsonGenerator g, int entries) throws IOException {
      depth--;
      g.writeRaw('}');
    }

    @Override
    public void writeEndArray(JsonGenerator g, int values) throws IOException {
      g.writeRaw(values == 0 || depth > 0 ? "]" : "\n]");
    }
  }
}
