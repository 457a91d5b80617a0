package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.DurationText;
import io.telltale.cli.output.OutputFormat;
import io.telltale.cli.output.RowWriter;
import io.telltale.cli.output.TimeText;
import io.telltale.core.StoreStats;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** What a store holds, for people. */
final class StatsText {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("channel"),
          Column.text("column"),
          Column.text("encoding"),
          Column.number("series"),
          Column.number("blocks"),
          Column.number("readings"),
          Column.number("bytes"),
          Column.number("bytes/reading"));

  private StatsText() {}

  static void write(StoreStats stats, Writer out) throws IOException {
    line(out, "readings", Quantity.grouped(stats.readings()));
    line(
        out,
        "appended",
        Quantity.grouped(stats.appended())
            + " ("
            + Quantity.grouped(stats.appended() - stats.readings())
            + " replaced by another of the same time)");
    line(out, "devices", Quantity.grouped(stats.devices()));
    line(out, "series", Quantity.grouped(StatsFigures.series(stats)));
    line(
        out,
        "segments",
        Quantity.grouped(stats.segments())
            + " of "
            + Quantity.grouped(stats.segmentBytes())
            + " bytes"
            + (stats.readings() == 0
                ? ""
                : ", "
                    + StatsFigures.perReading(stats.segmentBytes(), stats.readings())
                    + " bytes a reading"));
    if (stats.readings() > 0) {
      line(out, "from", TimeText.of(stats.firstTimeNs()));
      line(out, "to", TimeText.of(stats.lastTimeNs()) + span(stats));
    }
    out.write('\n');
    writeChannels(stats, out);
  }

  private static String span(StoreStats stats) {
    long spanNs = stats.lastTimeNs() - stats.firstTimeNs();
    return spanNs < 0 ? "" : " (" + DurationText.of(spanNs) + ")";
  }

  private static void writeChannels(StoreStats stats, Writer out) throws IOException {
    try (RowWriter rows = RowWriter.open(OutputFormat.TABLE, COLUMNS, out)) {
      for (StoreStats.ChannelStats channel : stats.channels()) {
        rows.text(channel.channel().name());
        rows.text("");
        rows.text("");
        rows.number(channel.series());
        rows.nothing();
        rows.text(Quantity.grouped(channel.readings()));
        long bytes = StatsFigures.bytes(channel);
        rows.text(Quantity.grouped(bytes));
        rows.text(StatsFigures.perReading(bytes, channel.readings()));
        rows.endRow();
        for (StoreStats.EncodingStats encoding : channel.encodings()) {
          rows.nothing();
          rows.text(encoding.column());
          rows.text(encoding.encoding());
          rows.nothing();
          rows.text(Quantity.grouped(encoding.blocks()));
          rows.text(Quantity.grouped(encoding.readings()));
          rows.text(Quantity.grouped(encoding.bytes()));
          rows.text(StatsFigures.perReading(encoding.bytes(), encoding.readings()));
          rows.endRow();
        }
      }
    }
  }

  private static void line(Writer out, String name, String value) throws IOException {
    out.write(name + " ".repeat(10 - name.length()) + value + "\n");
  }
}
