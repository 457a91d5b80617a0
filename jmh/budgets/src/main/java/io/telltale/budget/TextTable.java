package io.telltale.budget;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns under their names: the first and the last to the left, figures to the right. */
final class TextTable {
  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;

  TextTable(String... names) {
    widths = new int[names.length];
    row(names);
  }

  void row(String... cells) {
    rows.add(cells);
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  void print(PrintWriter out) {
    print(out, rows.get(0));
    String[] rule = new String[widths.length];
    Arrays.setAll(rule, i -> "-".repeat(widths[i]));
    print(out, rule);
    rows.subList(1, rows.size()).forEach(row -> print(out, row));
  }

  private void print(PrintWriter out, String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String padding = " ".repeat(widths[i] - cells[i].length());
      boolean left = i == 0 || i == cells.length - 1;
      line.append(i == 0 ? "" : "  ");
      line.append(left ? cells[i] + padding : padding + cells[i]);
    }
    out.println(line.toString().stripTrailing());
  }
}
