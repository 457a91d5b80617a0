package io.telltale.ingest;

import java.util.Objects;

/**
 * A line of an import that was not taken, not even in part.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object a refused line. <b>Lifetime:</b> as
 * long as wanted.
 *
 * @param line its number, from 1, as an editor shows it; of a line with line breaks inside quotes
 *     the first
 * @param column where in it, from 1: the character (line protocol) or the cell (CSV)
 * @param reason what is wrong there
 */
public record RefusedLine(long line, int column, String reason) {
  /** Checks its parts. */
  public RefusedLine {
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + reason;
  }
}
