package io.telltale.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Aligned columns under their names. The widths are those of the first rows, which are held back
 * until there are enough of them, so that a long answer is neither kept in memory nor read twice.
 */
final class TableWriter implements RowWriter {
  /** Rows that decide the widths. */
  static final int SAMPLE_ROWS = 1_000;

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final Writer out;
  private final int[] widths;
  private List<String[]> sample = new ArrayList<>();
  private String[] row;
  private int cell;

  TableWriter(List<Column> columns, Writer out) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.widths = new int[columns.size()];
    this.row = new String[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).name().length();
    }
  }

  @Override
  public void text(String value) {
    row[cell++] = ControlText.visible(value);
  }

  @Override
  public void number(long value) {
    row[cell++] = Long.toString(value);
  }

  @Override
  public void number(double value) {
    row[cell++] = DoubleText.of(value);
  }

  @Override
  public void flag(boolean value) {
    row[cell++] = Boolean.toString(value);
  }

  @Override
  public void time(long timeNs) {
    row[cell++] = TimeText.of(timeNs);
  }

  @Override
  public void map(Map<String, String> values) {
    text(MapText.of(values));
  }

  @Override
  public void list(List<String> values) {
    text(ListText.of(values));
  }

  @Override
  public void nothing() {
    row[cell++] = "";
  }

  @Override
  public void endRow() throws IOException {
    cell = 0;
    if (sample == null) {
      writeRow(row);
      return;
    }
    for (int i = 0; i < row.length; i++) {
      widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
    }
    sample.add(row);
    row = new String[columns.size()];
    if (sample.size() == SAMPLE_ROWS) {
      writeSample();
    }
  }

  @Override
  public void flush() throws IOException {
    if (sample != null && !sample.isEmpty()) {
      writeSample();
    }
  }

  @Override
  public void close() throws IOException {
    if (sample != null) {
      writeSample();
    }
  }

  private void writeSample() throws IOException {
    writeRow(columns.stream().map(Column::name).toArray(String[]::new));
    String[] rule = new String[widths.length];
    Arrays.setAll(rule, i -> "-".repeat(widths[i]));
    writeRow(rule);
    for (String[] held : sample) {
      writeRow(held);
    }
    sample = null;
  }

  private void writeRow(String[] cells) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        line.append(GAP);
      }
      int padding = Math.max(0, widths[i] - cells[i].codePointCount(0, cells[i].length()));
      boolean right = columns.get(i).alignment() == Column.Alignment.RIGHT;
      line.append(right ? " ".repeat(padding) : "").append(cells[i]);
      line.append(right ? "" : " ".repeat(padding));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
