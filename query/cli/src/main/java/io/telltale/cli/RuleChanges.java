package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.TelemetryStore;
import io.telltale.query.BackTest;
import io.telltale.query.BackTestCursor;
import io.telltale.query.WindowChange;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes what becomes of the windows of rules, and says how many became what. */
final class RuleChanges {
  static final List<Column> COLUMNS =
      List.of(
          Column.text("rule"),
          Column.text("change"),
          Column.text("device"),
          Column.text("start"),
          Column.text("end"),
          Column.text("againstStart"),
          Column.text("againstEnd"));

  private final TelemetryStore store;
  private final Answer answer;
  private final PrintWriter counts;
  private final boolean withSame;

  /** Counts go to a writer of their own. */
  RuleChanges(TelemetryStore store, Answer answer, PrintWriter counts, boolean withSame) {
    this.store = store;
    this.answer = answer;
    this.counts = counts;
    this.withSame = withSame;
  }

  void write(String name, BackTest test) throws IOException {
    Map<WindowChange, Long> count = new EnumMap<>(WindowChange.class);
    RowWriter rows = answer.rows();
    try (BackTestCursor window = test.run()) {
      while (window.next()) {
        WindowChange change = window.change();
        count.merge(change, 1L, Long::sum);
        if (withSame || change != WindowChange.SAME) {
          begin(rows, name, change, window.device());
          times(rows, change != WindowChange.GONE, window.startNs(), window.endNs());
          times(rows, change != WindowChange.NEW, window.againstStartNs(), window.againstEndNs());
          answer.endRow();
        }
      }
    }
    tell(name, count);
  }

  /** The windows of a rule that only one of the files has. */
  void writeUnpaired(String name, WindowChange change, WindowQuery query) throws IOException {
    RowWriter rows = answer.rows();
    long count = 0;
    try (WindowCursor window = query.run()) {
      while (window.next()) {
        count++;
        begin(rows, name, change, window.device());
        times(rows, change == WindowChange.NEW, window.startNs(), window.endNs());
        times(rows, change == WindowChange.GONE, window.startNs(), window.endNs());
        answer.endRow();
      }
    }
    tell(name, count == 0 ? Map.of() : Map.of(change, count));
  }

  private void tell(String name, Map<WindowChange, Long> ofEach) {
    StringJoiner text = new StringJoiner(", ", name + ": ", "").setEmptyValue(name + ": no window");
    ofEach.forEach((change, count) -> text.add(Quantity.grouped(count) + " " + change));
    counts.println(text);
  }

  private void begin(RowWriter rows, String name, WindowChange change, int device)
      throws IOException {
    rows.text(name);
    rows.text(change.name());
    if (device == WindowCursor.NO_DEVICE) {
      rows.nothing();
    } else {
      rows.text(store.devices().serial(device));
    }
  }

  private static void times(RowWriter rows, boolean present, long startNs, long endNs)
      throws IOException {
    time(rows, present, startNs);
    time(rows, present && endNs != WindowCursor.OPEN, endNs);
  }

  private static void time(RowWriter rows, boolean present, long timeNs) throws IOException {
    if (present) {
      rows.time(timeNs);
    } else {
      rows.nothing();
    }
  }
}
