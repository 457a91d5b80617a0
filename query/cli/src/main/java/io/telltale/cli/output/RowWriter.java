package io.telltale.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Takes an answer cell by cell, row by row, and writes it in one format. A row has exactly the
 * columns that were announced, in their order.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> some a row. <b>Lifetime:</b> closing writes
 * what is held back and ends the format, but leaves the underlying writer open.
 */
public interface RowWriter extends AutoCloseable {
  /**
   * Starts an answer.
   *
   * @param format which format
   * @param columns of every row
   * @param out where to
   * @return the writer
   * @throws IOException when {@code out} refuses
   */
  static RowWriter open(OutputFormat format, List<Column> columns, Writer out) throws IOException {
    return switch (format) {
      case TABLE -> new TableWriter(columns, out);
      case CSV -> CsvWriter.open(columns, out);
      case JSON -> JsonWriter.openArray(columns, out);
    };
  }

  /**
   * Writes a text.
   *
   * @param value the text
   * @throws IOException when the output refuses
   */
  void text(String value) throws IOException;

  /**
   * Writes an integer, exactly.
   *
   * @param value the number
   * @throws IOException when the output refuses
   */
  void number(long value) throws IOException;

  /**
   * Writes a double with the fewest digits that read back; NaN and infinities as texts.
   *
   * @param value the number
   * @throws IOException when the output refuses
   */
  void number(double value) throws IOException;

  /**
   * Writes true or false.
   *
   * @param value which
   * @throws IOException when the output refuses
   */
  void flag(boolean value) throws IOException;

  /**
   * Writes a time as ISO-8601 UTC with nanoseconds.
   *
   * @param timeNs epoch nanoseconds
   * @throws IOException when the output refuses
   */
  void time(long timeNs) throws IOException;

  /**
   * Writes named texts: {@code name=value} pairs, or a JSON object.
   *
   * @param values by name
   * @throws IOException when the output refuses
   */
  void map(Map<String, String> values) throws IOException;

  /**
   * Writes several texts: with spaces between them, in quotes where need be, or as a JSON array.
   *
   * @param values in order
   * @throws IOException when the output refuses
   */
  void list(List<String> values) throws IOException;

  /**
   * Writes that there is nothing: an empty cell, or null.
   *
   * @throws IOException when the output refuses
   */
  void nothing() throws IOException;

  /**
   * Ends the row.
   *
   * @throws IOException when the output refuses
   */
  void endRow() throws IOException;

  /**
   * Hands on whatever is held back, for an answer that is read while it grows. A table is as wide
   * from then on as its rows up to then.
   *
   * @throws IOException when the output refuses
   */
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}
