package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.OutputFormat;
import io.telltale.cli.output.RowWriter;
import io.telltale.cli.output.TimeText;
import io.telltale.core.StoreStats;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** What a store holds, one figure a row, empty where it is about all channels or all encodings. */
final class StatsRows {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("channel"),
          Column.text("column"),
          Column.text("encoding"),
          Column.text("figure"),
          Column.number("value"));

  private final RowWriter rows;
  private String channel = "";
  private String column = "";
  private String encoding = "";

  private StatsRows(RowWriter rows) {
    this.rows = rows;
  }

  static void write(StoreStats stats, Writer out) throws IOException {
    try (RowWriter rows = RowWriter.open(OutputFormat.CSV, COLUMNS, out)) {
      StatsRows figures = new StatsRows(rows);
      figures.store(stats);
      for (StoreStats.ChannelStats channel : stats.channels()) {
        figures.channel(channel);
      }
    }
  }

  private void store(StoreStats stats) throws IOException {
    boolean empty = stats.readings() == 0;
    figure("readings", Long.toString(stats.readings()));
    figure("appended", Long.toString(stats.appended()));
    figure("devices", Integer.toString(stats.devices()));
    figure("series", Long.toString(StatsFigures.series(stats)));
    figure("segments", Integer.toString(stats.segments()));
    figure("segmentBytes", Long.toString(stats.segmentBytes()));
    figure("bytesPerReading", StatsFigures.perReading(stats.segmentBytes(), stats.readings()));
    figure("firstTime", empty ? "" : TimeText.of(stats.firstTimeNs()));
    figure("lastTime", empty ? "" : TimeText.of(stats.lastTimeNs()));
  }

  private void channel(StoreStats.ChannelStats stats) throws IOException {
    channel = stats.channel().name();
    figure("series", Integer.toString(stats.series()));
    figure("readings", Long.toString(stats.readings()));
    figure("bytesPerReading", StatsFigures.perReading(StatsFigures.bytes(stats), stats.readings()));
    for (StoreStats.EncodingStats encodingStats : stats.encodings()) {
      column = encodingStats.column();
      encoding = encodingStats.encoding();
      figure("blocks", Long.toString(encodingStats.blocks()));
      figure("readings", Long.toString(encodingStats.readings()));
      figure("bytes", Long.toString(encodingStats.bytes()));
      figure(
          "bytesPerReading",
          StatsFigures.perReading(encodingStats.bytes(), encodingStats.readings()));
    }
    column = "";
    encoding = "";
  }

  private void figure(String name, String value) throws IOException {
    textIfAny(channel);
    textIfAny(column);
    textIfAny(encoding);
    rows.text(name);
    textIfAny(value);
    rows.endRow();
  }

  private void textIfAny(String text) throws IOException {
    if (text.isEmpty()) {
      rows.nothing();
    } else {
      rows.text(text);
    }
  }
}
