package io.telltale.ingest.line;

import io.telltale.ingest.internal.LineBuffer;
import io.telltale.ingest.internal.Utf8;
import java.io.IOException;
import java.io.InputStream;

/**
 * The points and refused lines of a text, one at a time; empty lines and comments are passed over.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> when the buffer grows. <b>Lifetime:</b> what
 * it says of a line is valid until the next call of {@link #next}.
 */
final class LineFeed {
  /** A line longer than this is refused. */
  static final int MAX_LINE_BYTES = 4 << 20;

  /** The text is at its end. */
  static final int END = -1;

  private final LineBuffer buffer;
  private final LineParser parser;
  private boolean started;
  private long line = 1;
  private int textLines;
  private int end;
  private boolean tooLong;
  private long textBytes;

  LineFeed(InputStream text, Precision precision) {
    buffer = new LineBuffer(text, MAX_LINE_BYTES);
    parser = new LineParser(precision);
  }

  /** Goes to the next; {@link LineParser#POINT}, {@link LineParser#REFUSED} or {@link #END}. */
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
      int state = parser.parse(buffer.bytes(), buffer.position(), buffer.limit(), buffer.ended());
      if (state != LineParser.MORE) {
        textLines = parser.textLines();
        end = parser.next();
        if (state != LineParser.BLANK) {
          return state;
        }
        pass();
      } else if (!buffer.readMore()) {
        tooLong = true;
        textLines = 1;
        return LineParser.REFUSED;
      }
    }
  }

  /** The parser, whose spans are those of the point. */
  LineParser parser() {
    return parser;
  }

  byte[] bytes() {
    return buffer.bytes();
  }

  /** The number of the first line of text that the point or the refused line takes. */
  long line() {
    return line;
  }

  /** How many lines of text have been taken, this one not. */
  long linesTaken() {
    return line - 1;
  }

  /** How many bytes of text have been taken, this line not. */
  long bytesTaken() {
    return textBytes;
  }

  /** Where the line starts. */
  int start() {
    return buffer.position();
  }

  /** Where it ends, behind its line break; of a line that is too long its start. */
  int end() {
    return tooLong ? buffer.position() : end;
  }

  int errorAt() {
    return tooLong ? buffer.position() : parser.errorAt();
  }

  String reason() {
    return tooLong ? "line or string longer than " + MAX_LINE_BYTES + " bytes" : parser.reason();
  }

  /** The number of the character there, from 1, counted from the line's start. */
  int column(int at) {
    return Utf8.characters(buffer.bytes(), buffer.position(), at) + 1;
  }

  /** Leaves the line behind. */
  private void pass() throws IOException {
    if (tooLong) {
      tooLong = false;
      passLongLine();
    } else {
      moveTo(end);
    }
    line += textLines;
    textLines = 0;
  }

  /** Goes on behind the next line break. */
  private void passLongLine() throws IOException {
    while (true) {
      int at = buffer.position();
      while (at < buffer.limit() && buffer.bytes()[at] != '\n') {
        at++;
      }
      boolean found = at < buffer.limit();
      moveTo(found ? at + 1 : at);
      if (found || buffer.ended()) {
        return;
      }
      buffer.readMore();
    }
  }

  private void moveTo(int position) {
    textBytes += position - buffer.position();
    buffer.moveTo(position);
  }
}
