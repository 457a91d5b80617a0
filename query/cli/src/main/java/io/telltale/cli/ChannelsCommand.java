package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.DurationText;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.Channel;
import io.telltale.core.Channels;
import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code telltale channels DB}. */
@Command(
    name = "channels",
    description = "Lists the channels: what the devices report.",
    footer = {"", "Example:", "  telltale channels fleet"})
final class ChannelsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name"),
          Column.text("kind"),
          Column.text("unit"),
          Column.number("period"),
          Column.number("staleAfter"));

  @Mixin private StoreArgument db;
  @Mixin private AnswerOptions answerOptions;

  @Override
  public Integer call() throws IOException {
    try (TelemetryStore store = db.openReadOnly();
        Answer answer = answerOptions.open(COLUMNS)) {
      Channels channels = store.channels();
      for (int id = 0; id < channels.count(); id++) {
        Channel channel = channels.get(id);
        RowWriter rows = answer.rows();
        rows.text(channel.name());
        rows.text(channel.kind().name().toLowerCase(Locale.ROOT));
        rows.text(channel.unit());
        duration(rows, channel.periodNs());
        duration(rows, channel.staleAfterNs());
        answer.endRow();
      }
    }
    return ExitCode.DONE;
  }

  private static void duration(RowWriter rows, long durationNs) throws IOException {
    if (durationNs == 0) {
      rows.nothing();
    } else {
      rows.text(DurationText.of(durationNs));
    }
  }
}
