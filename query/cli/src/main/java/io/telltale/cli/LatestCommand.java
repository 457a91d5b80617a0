package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.core.Channel;
import io.telltale.core.TelemetryStore;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code telltale latest DB CHANNEL}. */
@Command(
    name = "latest",
    description = "Shows the newest reading of each device on a channel.",
    footer = {"", "Example:", "  telltale latest fleet temperature --where 'model = \"RF28\"'"})
final class LatestCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(Column.text("device"), Column.text("time"), Column.number("value"));

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = "Name of the channel, as 'telltale channels' lists it.")
  private String channelName;

  @Mixin private DeviceOptions devices;
  @Mixin private AnswerOptions answerOptions;

  @Override
  public Integer call() throws IOException {
    try (TelemetryStore store = db.openReadOnly()) {
      Channel channel = StoreNames.channel(store, channelName);
      LatestQuery query = LatestQuery.prepare(store, channel.name()).devices(devices.select(store));
      ReadingCell cell = new ReadingCell(channel, store.channels());
      try (Answer answer = answerOptions.open(COLUMNS);
          LatestCursor latest = query.run()) {
        while (latest.next()) {
          answer.rows().text(store.devices().serial(latest.device()));
          answer.rows().time(latest.timeNs());
          cell.write(answer.rows(), latest.value(), latest.longValue());
          answer.endRow();
        }
      }
    }
    return ExitCode.DONE;
  }
}
