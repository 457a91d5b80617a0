package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.TelemetryStore;
import io.telltale.query.WindowCursor;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Events of live rules as rows. */
final class EventRows {
  /** Ascends by one with each event. */
  static final String NUMBER = "number";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("now"),
          Column.text("rule"),
          Column.text("event"),
          Column.number("window"),
          Column.text("device"),
          Column.text("channel"),
          Column.text("start"),
          Column.text("end"),
          Column.number("samples"),
          Column.number("min"),
          Column.number("max"),
          Column.text("endReason"));

  private final TelemetryStore store;
  private final boolean isNumbered;

  /**
   * Creates rows about a store.
   *
   * @param isNumbered whether each begins with the event's number
   */
  EventRows(TelemetryStore store, boolean isNumbered) {
    this.store = store;
    this.isNumbered = isNumbered;
  }

  static List<Column> columns(boolean isNumbered) {
    if (!isNumbered) {
      return COLUMNS;
    }
    List<Column> columns = new ArrayList<>();
    columns.add(Column.number(NUMBER));
    columns.addAll(COLUMNS);
    return columns;
  }

  /** Writes the cells of an event; the row is to be ended. */
  void write(LiveEvent event, RowWriter rows) throws IOException {
    if (isNumbered) {
      rows.number(event.sequence());
    }
    rows.time(event.nowNs());
    rows.text(event.rule());
    rows.text(event.kind().name());
    rows.number(event.window());
    boolean isKnown = event.device() < store.devices().count();
    if (event.device() == WindowCursor.NO_DEVICE || !isKnown) {
      // a store that is older than what was told of it may lack the device
      rows.nothing();
    } else {
      rows.text(store.devices().serial(event.device()));
    }
    rows.text(store.channels().get(event.channel()).name());
    rows.time(event.startNs());
    if (event.endNs() == WindowCursor.OPEN) {
      rows.nothing();
    } else {
      rows.time(event.endNs());
    }
    writeEvidence(rows, event);
  }

  /** Of a window that is there no more, only its times are told. */
  private static void writeEvidence(RowWriter rows, LiveEvent event) throws IOException {
    if (event.kind() == LiveEventKind.RETRACTED) {
      for (int i = 0; i < 4; i++) {
        rows.nothing();
      }
      return;
    }
    rows.number(event.samples());
    number(rows, event.min());
    number(rows, event.max());
    rows.text(event.endReason().name());
  }

  private static void number(RowWriter rows, double value) throws IOException {
    if (Double.isNaN(value)) {
      rows.nothing();
    } else {
      rows.number(value);
    }
  }
}
