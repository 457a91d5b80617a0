package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.core.Channel;
import io.telltale.core.TelemetryStore;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.roaringbitmap.PeekableIntIterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code telltale range DB CHANNEL}. */
@Command(
    name = "range",
    description = {
      "Shows the readings of a device on a channel, in order of time.",
      "Those of several devices, chosen by --where or several --device, come device by device."
    },
    footer = {
      "",
      "Examples:",
      "  telltale range fleet temperature --device SN-1234 --from 2026-01-01 --to 2026-01-02",
      "  telltale range fleet temperature --where 'site = \"Kiel\"' --from 2026-01-01"
    })
final class RangeCommand implements Callable<Integer> {
  private static final List<Column> OF_ONE = List.of(Column.text("time"), Column.number("value"));
  private static final List<Column> OF_SEVERAL =
      List.of(Column.text("device"), Column.text("time"), Column.number("value"));

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = "Name of the channel, as 'telltale channels' lists it.")
  private String channelName;

  @Mixin private DeviceOptions devices;
  @Mixin private RangeOptions range;
  @Mixin private AnswerOptions answerOptions;

  @Override
  public Integer call() throws IOException {
    range.check();
    devices.requireSome();
    try (TelemetryStore store = db.openReadOnly()) {
      Channel channel = StoreNames.channel(store, channelName);
      RangeQuery query =
          RangeQuery.prepare(store, channel.name()).range(range.fromNs(), range.toNs());
      ReadingCell cell = new ReadingCell(channel, store.channels());
      boolean isOne = devices.areOne();
      PeekableIntIterator chosen = devices.select(store).getIntIterator();
      try (Answer answer = answerOptions.open(isOne ? OF_ONE : OF_SEVERAL)) {
        while (chosen.hasNext()) {
          int device = chosen.next();
          String name = isOne ? null : store.devices().serial(device);
          write(query.device(device), name, cell, answer);
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void write(RangeQuery query, String device, ReadingCell cell, Answer answer)
      throws IOException {
    try (RangeCursor readings = query.run()) {
      while (readings.next()) {
        if (device != null) {
          answer.rows().text(device);
        }
        answer.rows().time(readings.timeNs());
        cell.write(answer.rows(), readings.value(), readings.longValue());
        answer.endRow();
      }
    }
  }
}
