package io.telltale.ingest.csv;

import io.telltale.ingest.RefusedLineFile;
import io.telltale.ingest.internal.LineBuffer;
import io.telltale.ingest.internal.SpanList;
import io.telltale.ingest.internal.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the rows of a CSV text (RFC 4180); empty lines and the comments of a file of
 * refused lines are passed over.
 *
 * <p>A row with a quote that is not closed, with text behind a closing quote or with bytes that are
 * not UTF-8 is refused. When a quote is not closed, or closed by that of a later line, only the
 * line that opened it is refused, so that it takes no other row with it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> the texts of cells. <b>Lifetime:</b> what it
 * says of a row is valid until the next call of {@link #next}.
 */
final class CsvRows {
  /** The text is at its end. */
  static final int END = 0;

  /** A row whose cells can be read. */
  static final int ROW = 1;

  /** A row that is refused; see {@link #reason} and {@link #errorCell}. */
  static final int REFUSED = 2;

  private static final byte[] COMMENT = RefusedLineFile.MARK.getBytes(StandardCharsets.US_ASCII);

  private final LineBuffer buffer;
  private final int maxRowBytes;
  private final SpanList cells = new SpanList();
  private boolean started;
  private long line = 1;
  private long rowLines;
  private int end;
  private boolean tooLong;
  private int cell;
  private String reason;

  CsvRows(InputStream text, int maxRowBytes) {
    this.buffer = new LineBuffer(text, maxRowBytes);
    this.maxRowBytes = maxRowBytes;
  }

  /** Goes to the next row; {@link #ROW}, {@link #REFUSED} or {@link #END}. */
  int next() throws IOException {
    if (!started) {
      started = true;
      buffer.skipByteOrderMark();
    } else {
      pass();
    }
    while (true) {
      if (buffer.position() == buffer.limit()) {
        if (buffer.ended()) {
          return END;
        }
        buffer.readMore();
        continue;
      }
      int rowEnd = scan();
      if (rowEnd >= 0) {
        int state = take(rowEnd);
        if (state != END) {
          return state;
        }
        pass();
      } else if (!buffer.readMore()) {
        tooLong = true;
        rowLines = 1;
        reason = "row or quoted cell longer than " + maxRowBytes + " bytes";
        return REFUSED;
      }
    }
  }

  /** The number of the row's first line. */
  long line() {
    return line;
  }

  /** How many lines have been taken, this row's not. */
  long linesTaken() {
    return line - 1;
  }

  int size() {
    return cells.size();
  }

  /** The text of a cell without the blanks around it, which inside quotes do not count either. */
  String cell(int index) {
    byte[] bytes = buffer.bytes();
    int from = cells.start(index);
    int to = cells.end(index);
    if (from == to) {
      return "";
    }
    if (bytes[from] != '"') {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }
    while (bytes[to - 1] != '"') {
      to--;
    }
    String text = new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8).strip();
    return text.indexOf('"') < 0 ? text : text.replace("\"\"", "\"");
  }

  /** The number of the cell that refused the row, from 1. */
  int errorCell() {
    return cell;
  }

  String reason() {
    return reason;
  }

  byte[] bytes() {
    return buffer.bytes();
  }

  /** Where the row starts. */
  int start() {
    return buffer.position();
  }

  /** Where it ends, behind its line break; of a row that is too long its start. */
  int end() {
    return tooLong ? buffer.position() : end;
  }

  /** Judges a row that is there as a whole; END when it is to be passed over. */
  private int take(int rowEnd) {
    byte[] bytes = buffer.bytes();
    int start = buffer.position();
    end = rowEnd;
    int state = isPassedOver(rowEnd) ? END : ROW;
    if (state == END || reason != null) {
      end = lineEnd(start);
      state = state == END ? END : REFUSED;
    } else if (Utf8.firstInvalid(bytes, start, end) >= 0) {
      refuseUtf8(start);
      state = REFUSED;
    }
    rowLines = 0;
    for (int at = start; at < end; at++) {
      rowLines += bytes[at] == '\n' ? 1 : 0;
    }
    rowLines += end == start || bytes[end - 1] == '\n' ? 0 : 1;
    return state;
  }

  private void refuseUtf8(int start) {
    int invalid = Utf8.firstInvalid(buffer.bytes(), start, end);
    cell = 1;
    while (cell < cells.size() && cells.end(cell - 1) < invalid) {
      cell++;
    }
    reason = "not valid UTF-8";
  }

  private boolean isPassedOver(int rowEnd) {
    byte[] bytes = buffer.bytes();
    int start = buffer.position();
    if (cells.size() <= 1 && reason == null) {
      int at = start;
      while (at < rowEnd && (bytes[at] == '\r' || bytes[at] == '\n')) {
        at++;
      }
      if (at == rowEnd) {
        return true;
      }
    }
    return isComment();
  }

  private boolean isComment() {
    int start = buffer.position();
    int at = 0;
    while (at < COMMENT.length
        && start + at < buffer.limit()
        && buffer.bytes()[start + at] == COMMENT[at]) {
      at++;
    }
    return at == COMMENT.length;
  }

  /** Behind the line break that ends a line, or the end of the text. */
  private int lineEnd(int from) {
    int at = from;
    while (at < buffer.limit() && buffer.bytes()[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, buffer.limit());
  }

  /** Leaves the row behind. */
  private void pass() throws IOException {
    if (tooLong) {
      tooLong = false;
      passLongLine();
    } else {
      buffer.moveTo(end);
    }
    line += rowLines;
    rowLines = 0;
  }

  /** Goes on behind the next line break. */
  private void passLongLine() throws IOException {
    while (true) {
      int next = lineEnd(buffer.position());
      boolean found = next > buffer.position() && buffer.bytes()[next - 1] == '\n';
      buffer.moveTo(next);
      if (found || buffer.ended()) {
        return;
      }
      buffer.readMore();
    }
  }

  /**
   * Where the row at the position ends, behind its line break; -1 when more must be read. Sets
   * cells, cell and reason.
   */
  private int scan() {
    byte[] bytes = buffer.bytes();
    int limit = buffer.limit();
    int at = buffer.position();
    cells.clear();
    cell = 1;
    reason = null;
    if (isComment()) {
      int next = lineEnd(at);
      return next < limit || bytes[next - 1] == '\n' || buffer.ended() ? next : -1;
    }
    while (true) {
      int from = at;
      if (at < limit && bytes[at] == '"') {
        at = quotedEnd(at);
      }
      while (at < limit && bytes[at] != ',' && bytes[at] != '\n') {
        if (bytes[at] == '\r' && at + 1 < limit && bytes[at + 1] != '\n') {
          reason = "carriage return without a line feed";
        }
        at++;
      }
      if (at >= limit && !buffer.ended()) {
        return -1;
      }
      cells.add(from, at > from && bytes[at - 1] == '\r' ? at - 1 : at);
      if (at >= limit) {
        return limit;
      }
      at++;
      if (bytes[at - 1] == '\n' || reason != null) {
        return at;
      }
      cell++;
    }
  }

  /**
   * Behind the quote that closes a cell; or sets the reason, or gives the limit when it is not
   * found.
   */
  private int quotedEnd(int quote) {
    byte[] bytes = buffer.bytes();
    int limit = buffer.limit();
    int at = quote + 1;
    while (at < limit && (bytes[at] != '"' || at + 1 < limit && bytes[at + 1] == '"')) {
      at += bytes[at] == '"' ? 2 : 1;
    }
    if (at >= limit) {
      reason = "quote is not closed";
      return limit;
    }
    at++;
    while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    if (at < limit && bytes[at] != ',' && bytes[at] != '\n') {
      reason = "text behind a closing quote";
    }
    return at;
  }
}
