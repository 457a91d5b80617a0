package io.telltale.cli.plot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.telltale.cli.output.DoubleText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A plot as one HTML file: the readings, their windows and the chart library are in it, and nothing
 * is loaded from elsewhere.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> little beside the readings. <b>Lifetime:</b>
 * one page.
 */
public final class HtmlPlot {
  /** So many readings a page holds by itself; of more, those go in that draw the same line. */
  public static final int MOST_READINGS = 2_000_000;

  private static final String MARK = "<!--telltale:";
  private static final String MARK_END = "-->";

  private final PlotSubject subject;
  private final PlotReadings readings;

  /**
   * Creates a page, not written yet.
   *
   * @param subject what it is about
   * @param readings the readings
   */
  public HtmlPlot(PlotSubject subject, PlotReadings readings) {
    this.subject = subject;
    this.readings = readings;
  }

  /**
   * Writes the page.
   *
   * @param out where to, in UTF-8; stays open
   * @throws IOException when it refuses
   */
  public void write(OutputStream out) throws IOException {
    PackedTimes times = new PackedTimes(readings);
    PackedValues values = new PackedValues(readings);
    String page = resource("page.html");
    int at = 0;
    for (int mark = page.indexOf(MARK); mark >= 0; mark = page.indexOf(MARK, at)) {
      write(out, page.substring(at, mark));
      int end = page.indexOf(MARK_END, mark);
      String name = page.substring(mark + MARK.length(), end);
      switch (name) {
        case "title" -> write(out, escape(subject.title()));
        case "uplot-css" -> write(out, resource("uplot/uPlot.min.css"));
        case "page-css" -> write(out, resource("page.css"));
        case "json" -> write(out, json(times, values));
        case "times" -> {
          try (LittleEndianOutput bytes = base64(out)) {
            times.write(bytes);
          }
        }
        case "values" -> {
          try (LittleEndianOutput bytes = base64(out)) {
            values.write(bytes);
          }
        }
        case "uplot-js" -> write(out, resource("uplot/uPlot.iife.min.js"));
        case "page-js" -> write(out, resource("page.js"));
        default -> throw new IllegalStateException("page.html: no content for " + name);
      }
      at = end + MARK_END.length();
    }
    write(out, page.substring(at));
    out.flush();
  }

  /** What the page's script must know, readings apart; never ends the script that it stands in. */
  private String json(PackedTimes times, PackedValues values) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("device", subject.device());
      json.writeStringField("channel", subject.channel());
      json.writeStringField("kind", subject.kind().name());
      json.writeStringField("unit", subject.unit());
      json.writeArrayFieldStart("states");
      for (String state : subject.states()) {
        json.writeString(state);
      }
      json.writeEndArray();
      json.writeStringField("fromNs", Long.toString(readings.fromNs()));
      json.writeStringField("toNs", Long.toString(readings.toNs()));
      json.writeNumberField("readings", readings.size());
      if (readings.thinnedFrom() < 0) {
        json.writeNullField("thinnedFrom");
      } else {
        json.writeNumberField("thinnedFrom", readings.thinnedFrom());
      }
      json.writeObjectFieldStart("times");
      json.writeStringField("type", times.type().label());
      json.writeStringField("baseNs", Long.toString(times.baseNs()));
      json.writeNumberField("unitNs", times.unitNs());
      json.writeEndObject();
      json.writeObjectFieldStart("values");
      json.writeStringField("type", values.type().label());
      json.writeNumberField("decimals", values.decimals());
      json.writeNumberField("offset", values.offset());
      json.writeEndObject();
      json.writeStringField("rule", subject.rule());
      json.writeArrayFieldStart("windows");
      for (PlotWindow window : subject.windows()) {
        write(json, window);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString().replace("<", "\\u003c");
  }

  private static void write(JsonGenerator json, PlotWindow window) throws IOException {
    json.writeStartObject();
    json.writeStringField("startNs", Long.toString(window.startNs()));
    json.writeStringField("endNs", window.isOpen() ? null : Long.toString(window.endNs()));
    json.writeStringField("endReason", window.endReason().name());
    json.writeNumberField("samples", window.samples());
    writeNumber(json, "min", window.min());
    writeNumber(json, "max", window.max());
    writeNumber(json, "mean", window.mean());
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, String name, double value)
      throws IOException {
    json.writeFieldName(name);
    if (Double.isNaN(value)) {
      json.writeNull();
    } else if (Double.isInfinite(value)) {
      json.writeString(DoubleText.of(value));
    } else {
      json.writeNumber(DoubleText.of(value));
    }
  }

  private static LittleEndianOutput base64(OutputStream out) {
    return new LittleEndianOutput(Base64.getEncoder().wrap(new StaysOpen(out)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPlot.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The end of a Base64 text is not the end of the page. */
  private static final class StaysOpen extends FilterOutputStream {
    private StaysOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
