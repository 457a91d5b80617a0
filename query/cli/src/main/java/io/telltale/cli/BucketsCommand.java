package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.Channel;
import io.telltale.core.TelemetryStore;
import io.telltale.query.BucketCursor;
import io.telltale.query.BucketQuery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code telltale buckets DB CHANNEL --span D}. */
@Command(
    name = "buckets",
    description = {
      "Sums up the readings of a channel over spans of time, device by device.",
      "Spans are of equal length, from multiples of it since 1970-01-01T00:00Z, or of a calendar, with",
      "days of 23 and 25 hours. Those without a value are left out, and NaN is no value."
    },
    footer = {
      "",
      "Examples:",
      "  telltale buckets fleet temperature --span 1h --device SN-1234",
      "  telltale buckets fleet temperature --span day --zone Europe/Berlin"
    })
final class BucketsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("device"),
          Column.text("start"),
          Column.number("count"),
          Column.number("min"),
          Column.number("max"),
          Column.number("mean"),
          Column.number("sum"),
          Column.number("first"),
          Column.number("last"));

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = "Name of the channel, as 'telltale channels' lists it.")
  private String channelName;

  @Mixin private BucketSpan span;
  @Mixin private DeviceOptions devices;
  @Mixin private RangeOptions range;
  @Mixin private AnswerOptions answerOptions;

  @Override
  public Integer call() throws IOException {
    range.check();
    span.check();
    try (TelemetryStore store = db.openReadOnly()) {
      Channel channel = StoreNames.channel(store, channelName);
      BucketQuery query =
          span.prepare(store, channel.name())
              .devices(devices.select(store))
              .range(range.fromNs(), range.toNs());
      ReadingCell cell = new ReadingCell(channel, store.channels());
      try (Answer answer = answerOptions.open(COLUMNS);
          BucketCursor buckets = query.run()) {
        while (buckets.next()) {
          answer.rows().text(store.devices().serial(buckets.device()));
          write(buckets, cell, answer.rows());
          answer.endRow();
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void write(BucketCursor bucket, ReadingCell cell, RowWriter rows)
      throws IOException {
    rows.time(bucket.bucketStartNs());
    rows.number(bucket.count());
    cell.writeOrdered(rows, bucket.min(), bucket.minLong());
    cell.writeOrdered(rows, bucket.max(), bucket.maxLong());
    cell.writeFigure(rows, bucket.mean());
    cell.writeFigure(rows, bucket.sum());
    cell.write(rows, bucket.first(), bucket.firstLong());
    cell.write(rows, bucket.last(), bucket.lastLong());
  }
}
