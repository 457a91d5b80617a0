package io.telltale.ingest.line;

import io.telltale.core.HotPath;
import io.telltale.ingest.internal.DecimalParser;
import io.telltale.ingest.internal.SpanList;
import io.telltale.ingest.internal.Utf8;
import java.util.Arrays;

/**
 * Parses one line of line protocol at a time into spans of the caller's array.
 *
 * <pre>
 *   measurement[,tag=value]... field=value[,field=value]... [time]
 * </pre>
 *
 * <p>A backslash right before a comma, an equals sign or a space takes its meaning away; in a
 * string one before a quote or a backslash does. Line breaks in a string belong to it. When a
 * string is not closed, or closed by the quote of a later line, only the line that opened it is
 * refused, and parsing goes on at the next line break.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once the span arrays have grown, but for
 * doubles of many digits. <b>Lifetime:</b> results are valid until the next call and while the
 * array holds the line.
 */
final class LineParser {
  /** The line is empty or a comment. */
  static final int BLANK = 0;

  /** The line is a point; its parts are ready. */
  static final int POINT = 1;

  /** The line is refused; see {@link #reason} and {@link #errorAt}. */
  static final int REFUSED = 2;

  /** The line does not end within the bytes given, and more are to come. */
  static final int MORE = 3;

  /** A line with more tags is refused. */
  static final int MAX_TAGS = 1_000;

  private static final int FAILED = -1;

  /**
   * Bytes that end a name unless a backslash precedes them; control characters cannot be escaped.
   */
  private static final boolean[] NAME_STOPS = new boolean[256];

  static {
    Arrays.fill(NAME_STOPS, 0, ' ', true);
    for (char stop : new char[] {' ', ',', '=', 0x7f}) {
      NAME_STOPS[stop] = true;
    }
  }

  private final long unitNs;
  private final FieldValueParser values = new FieldValueParser();
  private final DecimalParser decimals = new DecimalParser();
  final SpanList tagKeys = new SpanList();
  final SpanList tagValues = new SpanList();
  final SpanList fieldKeys = new SpanList();
  final SpanList fieldTexts = new SpanList();
  private FieldType[] fieldTypes = new FieldType[16];
  private long[] fieldBits = new long[16];
  private byte[] bytes;
  private int start;
  private int limit;
  private int measurementStart;
  private int measurementEnd;
  private int tagsStart;
  private int tagsEnd;
  private boolean hasTime;
  private int timeAt;
  private long timeNs;
  private int lineEnd;
  private int next;
  private boolean open;
  private boolean quoted;
  private int brokenQuote;
  private int errorAt;
  private String reason;

  LineParser(Precision precision) {
    unitNs = precision.unitNs();
  }

  /**
   * Parses the line that starts at {@code from}.
   *
   * @param array the text; {@code array[to]} must exist and is overwritten: a line break there ends
   *     every search
   * @param from where the line starts
   * @param to where the text ends, exclusive
   * @param last whether nothing follows
   * @return {@link #BLANK}, {@link #POINT}, {@link #REFUSED} or {@link #MORE}
   */
  @HotPath
  int parse(byte[] array, int from, int to, boolean last) {
    array[to] = '\n';
    bytes = array;
    start = from;
    limit = to;
    open = false;
    quoted = false;
    lineEnd = from;
    brokenQuote = FAILED;
    reason = null;
    int at = skipSpaces(from);
    int state = bytes[at] == '#' || endOfLine(at) != FAILED ? blank(at) : point(at);
    if (open && !last) {
      return MORE;
    }
    if (state == POINT) {
      int invalid = Utf8.firstInvalid(bytes, from, lineEnd);
      if (invalid >= 0) {
        refuse(invalid, "not valid UTF-8");
        state = REFUSED;
      }
    }
    return state;
  }

  private int blank(int at) {
    int end = at;
    while (bytes[end] != '\n') {
      end++;
    }
    endLine(end);
    return BLANK;
  }

  private int point(int from) {
    int at = measurement(from);
    at = at == FAILED ? FAILED : tags(at);
    at = at == FAILED ? FAILED : fields(at);
    at = at == FAILED ? FAILED : time(at);
    if (at == FAILED) {
      resume();
      return REFUSED;
    }
    lineEnd = at;
    endLine(bytes[at] == '\r' ? at + 1 : at);
    return POINT;
  }

  private int measurement(int from) {
    int at = from;
    while (bytes[at] == '=' || !isStop(at)) {
      at = bytes[at] == '\\' ? afterEscape(at) : at + 1;
    }
    measurementStart = from;
    measurementEnd = at;
    if (at == from) {
      return refuseEnd(at, "missing measurement");
    }
    return bytes[at] == ',' || bytes[at] == ' ' ? at : refuseEnd(at, "missing fields");
  }

  private int tags(int from) {
    tagKeys.clear();
    tagValues.clear();
    int at = from;
    tagsStart = bytes[at] == ',' ? at + 1 : at;
    while (bytes[at] == ',') {
      int key = at + 1;
      if (tagKeys.size() == MAX_TAGS) {
        return refuse(key, "more than " + MAX_TAGS + " tags");
      }
      at = keyEnd(key);
      if (at == key) {
        return refuseEnd(at, "missing tag key");
      }
      if (bytes[at] != '=') {
        return refuseEnd(at, "missing = after tag key");
      }
      int value = at + 1;
      int end = keyEnd(value);
      if (end == value) {
        return refuseEnd(end, "missing tag value");
      }
      if (bytes[end] == '=') {
        return refuse(end, "= in tag value needs a backslash");
      }
      if (bytes[end] != ',' && bytes[end] != ' ') {
        return refuseEnd(end, "missing fields");
      }
      tagKeys.add(key, at);
      tagValues.add(value, end);
      at = end;
    }
    tagsEnd = at;
    return skipSpaces(at);
  }

  private int fields(int from) {
    fieldKeys.clear();
    fieldTexts.clear();
    int at = from;
    while (true) {
      int end = keyEnd(at);
      if (end == at) {
        return refuseEnd(at, fieldKeys.size() == 0 ? "missing fields" : "missing field key");
      }
      if (bytes[end] != '=') {
        return refuseEnd(end, "missing = after field key");
      }
      fieldKeys.add(at, end);
      at = bytes[end + 1] == '"' ? string(end + 1) : value(end + 1);
      if (at == FAILED || bytes[at] != ',') {
        return at;
      }
      at++;
    }
  }

  private int value(int from) {
    int at = from;
    while (bytes[at] != ',' && bytes[at] != ' ' && bytes[at] != '\n') {
      at++;
    }
    int end = trimReturn(at);
    if (!values.parse(bytes, from, end)) {
      return refuse(from, values.reason());
    }
    addField(values.type(), values.bits(), from, end);
    return end;
  }

  private int string(int quote) {
    int at = closingQuote(quote);
    if (at == FAILED) {
      brokenQuote = quote;
      return refuse(quote, "string is not closed");
    }
    if (!endsValue(at + 1)) {
      brokenQuote = quote;
      return refuse(at + 1, "text after the closing quote of a string");
    }
    addField(FieldType.STRING, 0, quote + 1, at);
    return at + 1;
  }

  private int time(int from) {
    hasTime = false;
    int at = skipSpaces(from);
    if (endOfLine(at) != FAILED) {
      return at;
    }
    int end = at;
    while (bytes[end] != ' ' && bytes[end] != '\n') {
      end++;
    }
    end = trimReturn(end);
    boolean integer = decimals.parseLong(bytes, at, end);
    if (!integer && !decimals.tooLarge()) {
      return refuse(at, "time is not an integer");
    }
    long value = decimals.longValue();
    if (!integer || value > Long.MAX_VALUE / unitNs || value < Long.MIN_VALUE / unitNs) {
      return refuse(at, "time beyond the years 1677 to 2262");
    }
    hasTime = true;
    timeAt = at;
    timeNs = value * unitNs;
    at = skipSpaces(end);
    return endOfLine(at) != FAILED ? at : refuse(at, "text after the time");
  }

  /**
   * Where a key or tag value ends: at a comma, an equals sign, a space, the line's end or another
   * control character.
   */
  private int keyEnd(int from) {
    int at = from;
    while (!isStop(at)) {
      at = bytes[at] == '\\' ? afterEscape(at) : at + 1;
    }
    return at;
  }

  private boolean isStop(int at) {
    return NAME_STOPS[bytes[at] & 0xFF];
  }

  /** Behind a run of backslashes and what the last of them escapes. */
  private int afterEscape(int from) {
    int at = from;
    while (bytes[at] == '\\') {
      at++;
    }
    boolean escapes = bytes[at] == ' ' || bytes[at] == ',' || bytes[at] == '=' || !isStop(at);
    return escapes ? at + 1 : at;
  }

  /** The quote that closes a string, or FAILED. */
  private int closingQuote(int quote) {
    quoted = true;
    int at = quote + 1;
    while (bytes[at] != '"') {
      if (at == limit) {
        open = true;
        return FAILED;
      }
      at += bytes[at] == '\\' && at + 1 < limit ? 2 : 1;
    }
    return at;
  }

  private boolean endsValue(int at) {
    return bytes[at] == ',' || bytes[at] == ' ' || endOfLine(at) != FAILED;
  }

  /** The line break that stands here, maybe behind a carriage return, or FAILED. */
  private int endOfLine(int at) {
    if (bytes[at] == '\n') {
      return at;
    }
    return bytes[at] == '\r' && bytes[at + 1] == '\n' ? at + 1 : FAILED;
  }

  private int trimReturn(int lineBreak) {
    return lineBreak > start && bytes[lineBreak] == '\n' && bytes[lineBreak - 1] == '\r'
        ? lineBreak - 1
        : lineBreak;
  }

  private int skipSpaces(int from) {
    int at = from;
    while (bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  /** Finds where to go on after a refused line. */
  private void resume() {
    int at = brokenQuote != FAILED ? brokenQuote : errorAt;
    while (bytes[at] != '\n') {
      if (brokenQuote == FAILED && bytes[at] == '"' && at > start && bytes[at - 1] == '=') {
        int close = closingQuote(at);
        // A string in order keeps its line breaks, whatever else is wrong with the line.
        at = close != FAILED && endsValue(close + 1) ? close : at;
        brokenQuote = close != FAILED && at == close ? FAILED : at;
      }
      at++;
    }
    endLine(at);
  }

  private void endLine(int lineBreak) {
    open |= lineBreak == limit;
    next = Math.min(lineBreak + 1, limit);
  }

  private int refuse(int at, String why) {
    errorAt = at;
    reason = why;
    return FAILED;
  }

  /** Refuses where a name ended at something else than it may. */
  private int refuseEnd(int at, String why) {
    boolean control = (bytes[at] & 0xFF) < ' ' || bytes[at] == 0x7f;
    return refuse(at, control && endOfLine(at) == FAILED ? "control character in a name" : why);
  }

  private void addField(FieldType type, long bits, int from, int to) {
    int index = fieldTexts.size();
    if (index == fieldTypes.length) {
      fieldTypes = Arrays.copyOf(fieldTypes, 2 * index);
      fieldBits = Arrays.copyOf(fieldBits, 2 * index);
    }
    fieldTypes[index] = type;
    fieldBits[index] = bits;
    fieldTexts.add(from, to);
  }

  int measurementStart() {
    return measurementStart;
  }

  int measurementEnd() {
    return measurementEnd;
  }

  /**
   * Where the tags start as they are written, commas and all; equal to {@link #tagsEnd} when there
   * is none.
   */
  int tagsStart() {
    return tagsStart;
  }

  int tagsEnd() {
    return tagsEnd;
  }

  FieldType fieldType(int field) {
    return fieldTypes[field];
  }

  /**
   * The 64 bits of a field's value as its own type has them; 0 for a string, whose text is in
   * {@link #fieldTexts}.
   */
  long fieldBits(int field) {
    return fieldBits[field];
  }

  boolean hasTime() {
    return hasTime;
  }

  long timeNs() {
    return timeNs;
  }

  /** Where a point's time stands, or the point ends when it has none. */
  int timeAt() {
    return hasTime ? timeAt : lineEnd;
  }

  /** Where a point ends, before its line break. */
  int lineEnd() {
    return lineEnd;
  }

  /** How many lines of text the line takes: more than 1 when a string has line breaks. */
  int textLines() {
    int lines = 1;
    for (int at = start; quoted && at < next - 1; at++) {
      lines += bytes[at] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Where the next line starts. */
  int next() {
    return next;
  }

  int errorAt() {
    return errorAt;
  }

  String reason() {
    return reason;
  }
}
