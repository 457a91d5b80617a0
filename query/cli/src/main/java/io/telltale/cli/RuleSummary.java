package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import java.io.IOException;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** What a rule finds, in one row. */
final class RuleSummary {
  static final List<Column> COLUMNS =
      List.of(
          Column.text("rule"),
          Column.number("windows"),
          Column.number("devices"),
          Column.number("open"),
          Column.number("heldSeconds"),
          Column.number("longestSeconds"),
          Column.text("firstStart"),
          Column.text("lastStart"));

  private static final double NANOS_PER_SECOND = 1e9;

  private RuleSummary() {}

  /** Runs the query and writes its row. */
  static void write(String name, WindowQuery query, Answer answer) throws IOException {
    RoaringBitmap seen = new RoaringBitmap();
    long windows = 0;
    long open = 0;
    double heldNs = 0;
    long longestNs = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    try (WindowCursor window = query.run()) {
      while (window.next()) {
        windows++;
        seen.or(window.devices());
        open += window.endNs() == WindowCursor.OPEN ? 1 : 0;
        heldNs += window.heldForNs();
        longestNs = Math.max(longestNs, window.heldForNs());
        first = Math.min(first, window.startNs());
        last = Math.max(last, window.startNs());
      }
    }
    RowWriter rows = answer.rows();
    rows.text(name);
    rows.number(windows);
    rows.number(seen.getLongCardinality());
    rows.number(open);
    rows.number(heldNs / NANOS_PER_SECOND);
    rows.number(longestNs / NANOS_PER_SECOND);
    time(rows, windows, first);
    time(rows, windows, last);
    answer.endRow();
  }

  private static void time(RowWriter rows, long windows, long timeNs) throws IOException {
    if (windows > 0) {
      rows.time(timeNs);
    } else {
      rows.nothing();
    }
  }
}
