package io.telltale.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.telltale.cli.output.DoubleText;
import io.telltale.ingest.RefusedLine;
import io.telltale.ingest.line.LinePoints;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Points of line protocol and refused lines as JSON, one object a line, every value as text. */
final class PointJson implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final Writer out;
  private final JsonGenerator json;

  private PointJson(Writer out, JsonGenerator json) {
    this.out = out;
    this.json = json;
  }

  static PointJson open(Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    return new PointJson(out, json);
  }

  void point(LinePoints point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", point.line());
    json.writeStringField("measurement", point.measurement());
    json.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : point.tags().entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("fields");
    for (int i = 0; i < point.fieldCount(); i++) {
      json.writeStartObject();
      json.writeStringField("key", point.fieldKey(i));
      json.writeStringField("type", type(point, i));
      json.writeStringField("value", value(point, i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("time", point.timeNs());
    json.writeEndObject();
  }

  void refused(RefusedLine line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", line.line());
    json.writeNumberField("column", line.column());
    json.writeStringField("error", line.reason());
    json.writeEndObject();
  }

  /** Ends the last line. */
  @Override
  public void close() throws IOException {
    boolean any = json.getOutputContext().getEntryCount() > 0;
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.close();
    if (any) {
      out.write('\n');
    }
  }

  private static String type(LinePoints point, int field) {
    return switch (point.fieldType(field)) {
      case FLOAT -> "double";
      case INTEGER -> "long";
      case UNSIGNED -> "ulong";
      case BOOLEAN -> "boolean";
      case STRING -> "string";
    };
  }

  private static String value(LinePoints point, int field) {
    long bits = point.fieldBits(field);
    return switch (point.fieldType(field)) {
      case FLOAT -> DoubleText.of(Double.longBitsToDouble(bits));
      case INTEGER -> Long.toString(bits);
      case UNSIGNED -> Long.toUnsignedString(bits);
      case BOOLEAN -> bits == 1 ? "true" : "false";
      case STRING -> point.fieldString(field);
    };
  }
}
