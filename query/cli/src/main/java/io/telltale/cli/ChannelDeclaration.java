package io.telltale.cli;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Channels;
import io.telltale.core.Kind;
import io.telltale.ingest.csv.CsvOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a user declares of the channels of an import. */
final class ChannelDeclaration {
  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = {
        "csv: the channel of the one value column, which else is called like the column;",
        "line: the channel (measurement.field) that the next four options declare."
      })
  private String channel;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "double, long, boolean or state; of a new channel double by default.")
  private Kind kind;

  @Option(names = "--unit", paramLabel = "U", description = "Unit of measure.")
  private String unit;

  @Option(
      names = "--period",
      paramLabel = "D",
      converter = DurationNs.class,
      description = "Time between two readings: a reading speaks for three of them.")
  private Long periodNs;

  @Option(
      names = "--stale-after",
      paramLabel = "D",
      converter = DurationNs.class,
      description = "How long a reading speaks, if not for three periods.")
  private Long staleAfterNs;

  /** Whether something is declared of a channel that is not named. */
  boolean lacksName() {
    return channel == null
        && (kind != null || unit != null || periodNs != null || staleAfterNs != null);
  }

  void applyTo(CsvOptions.Builder builder) {
    if (channel != null) {
      builder.channel(channel);
    }
    if (kind != null) {
      builder.kind(kind);
    }
    if (unit != null) {
      builder.unit(unit);
    }
    if (periodNs != null) {
      builder.period(Duration.ofNanos(periodNs));
    }
    if (staleAfterNs != null) {
      builder.staleAfter(Duration.ofNanos(staleAfterNs));
    }
  }

  /** Registers the named channel, if one is named: line protocol itself has no place for this. */
  void register(Channels channels) {
    if (channel == null) {
      return;
    }
    Channel known = channels.find(channel);
    Kind wanted = kind != null ? kind : known != null ? known.kind() : Kind.DOUBLE;
    channels.register(
        new ChannelSpec(
            channel,
            wanted,
            unit == null ? "" : unit,
            periodNs == null ? 0 : periodNs,
            staleAfterNs == null ? 0 : staleAfterNs));
  }
}
