package io.telltale.ingest.line;

import io.telltale.ingest.RefusedLine;
import io.telltale.ingest.internal.ImportInput;
import io.telltale.ingest.internal.SpanList;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;

/**
 * A cursor over the points of a text of line protocol: what an import would take, without a store.
 * Lines that are refused come between the points, in the order of the text.
 *
 * <p>It judges the text alone. An import refuses more: lines without a device, unsigned integers
 * beyond 64 bits with sign, values that do not fit a channel that is known, names that are too
 * long.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> {@link #next} none but for tags and refused
 * lines; the accessors that return texts make them. <b>Lifetime:</b> what it says of a line is
 * valid until the next call of {@link #next}; the caller closes its own stream.
 */
public final class LinePoints {
  private final LineFeed feed;
  private final LineOptions options;
  private final Tags tagReader = new Tags();
  private Map<String, String> tags;
  private RefusedLine refused;

  private LinePoints(LineFeed feed, LineOptions options) {
    this.feed = feed;
    this.options = options;
  }

  /**
   * Opens a text, plain or gzip.
   *
   * @param in the text; stays open
   * @param options how to read it; the device tag plays no part
   * @return a cursor before the first line
   * @throws IOException when reading fails
   */
  public static LinePoints open(InputStream in, LineOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    return new LinePoints(new LineFeed(ImportInput.open(in), options.precision()), options);
  }

  /**
   * Goes to the next point or refused line.
   *
   * @return false at the end
   * @throws IOException when reading fails
   */
  public boolean next() throws IOException {
    refused = null;
    int state = feed.next();
    if (state == LineFeed.END) {
      return false;
    }
    if (state == LineParser.REFUSED) {
      refuse(feed.errorAt(), feed.reason());
      return true;
    }
    tags = tagReader.read(feed.parser(), feed.bytes());
    if (tags == null) {
      refuse(tagReader.errorAt(), tagReader.reason());
    } else if (!feed.parser().hasTime() && options.defaultTimeNs().isEmpty()) {
      refuse(feed.parser().lineEnd(), LineTarget.NO_TIME);
    }
    return true;
  }

  private void refuse(int at, String reason) {
    refused = new RefusedLine(feed.line(), feed.column(at), reason);
  }

  /**
   * The refused line.
   *
   * @return its place and why, or null when this is a point
   */
  public RefusedLine refused() {
    return refused;
  }

  /**
   * The number of the point's first line.
   *
   * @return from 1, as an editor shows it
   */
  public long line() {
    return feed.line();
  }

  /**
   * The measurement.
   *
   * @return its name, without backslashes that only escape
   */
  public String measurement() {
    LineParser line = feed.parser();
    return Escapes.measurement(feed.bytes(), line.measurementStart(), line.measurementEnd());
  }

  /**
   * The tags.
   *
   * @return a view of them, sorted by key
   */
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(tags);
  }

  /**
   * Counts the fields; one that is there twice counts twice.
   *
   * @return their number, at least 1
   */
  public int fieldCount() {
    return feed.parser().fieldKeys.size();
  }

  /**
   * A field's key.
   *
   * @param field from 0, in the order of the text
   * @return its key
   */
  public String fieldKey(int field) {
    SpanList keys = feed.parser().fieldKeys;
    return Escapes.name(feed.bytes(), keys.start(field), keys.end(field));
  }

  /**
   * A field's type.
   *
   * @param field from 0, in the order of the text
   * @return its type
   */
  public FieldType fieldType(int field) {
    return feed.parser().fieldType(field);
  }

  /**
   * The value of a field that is no string, as 64 bits: those of a double, an integer with or
   * without sign, or 0 and 1.
   *
   * @param field from 0, in the order of the text
   * @return its bits; 0 for a string
   */
  public long fieldBits(int field) {
    return feed.parser().fieldBits(field);
  }

  /**
   * The value of a string field.
   *
   * @param field from 0, in the order of the text
   * @return the string without quotes and without backslashes that only escape
   */
  public String fieldString(int field) {
    SpanList texts = feed.parser().fieldTexts;
    return Escapes.string(feed.bytes(), texts.start(field), texts.end(field));
  }

  /**
   * The time.
   *
   * @return epoch nanoseconds; the default time when the line has none
   */
  public long timeNs() {
    LineParser line = feed.parser();
    return line.hasTime() ? line.timeNs() : options.defaultTimeNs().getAsLong();
  }
}
