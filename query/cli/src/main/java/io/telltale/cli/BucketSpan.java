package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.query.BucketQuery;
import io.telltale.query.CalendarSpan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long buckets are: all alike, or as a calendar has it. */
final class BucketSpan {
  private static final Duration WEEK = Duration.ofDays(7);

  @Option(
      names = "--span",
      required = true,
      paramLabel = "SPAN",
      description = {
        "Length of a bucket: 90s, 5m, 1h30m, 7d; or hour, day, week (from Monday) or month of the",
        "calendar in --zone."
      })
  private String text;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = {
        "Whose calendar: Europe/Berlin; UTC by default. With it, 1h, 1d and 7d are hour, day, week."
      })
  private String zoneName;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Makes a query for buckets of this length ready. */
  BucketQuery prepare(TelemetryStore store, String channel) {
    CalendarSpan.Unit unit = unit();
    if (unit != null) {
      return BucketQuery.prepare(store, channel, new CalendarSpan(unit, zone()));
    }
    return BucketQuery.prepare(store, channel, duration());
  }

  /** Refuses what makes no sense, before a store is opened. */
  void check() {
    zone();
    if (unit() == null) {
      if (zoneName != null) {
        throw refused("--zone goes with --span hour, day, week or month, not " + text);
      }
      if (duration().isZero()) {
        throw refused("--span must be above 0");
      }
    }
  }

  private CalendarSpan.Unit unit() {
    for (CalendarSpan.Unit unit : CalendarSpan.Unit.values()) {
      if (unit.name().equalsIgnoreCase(text)) {
        return unit;
      }
    }
    return zoneName == null ? null : unit(duration());
  }

  private static CalendarSpan.Unit unit(Duration length) {
    if (length.equals(Duration.ofHours(1))) {
      return CalendarSpan.Unit.HOUR;
    }
    if (length.equals(Duration.ofDays(1))) {
      return CalendarSpan.Unit.DAY;
    }
    return length.equals(WEEK) ? CalendarSpan.Unit.WEEK : null;
  }

  private ZoneId zone() {
    try {
      return zoneName == null ? ZoneOffset.UTC : ZoneId.of(zoneName);
    } catch (DateTimeException e) {
      throw refused("--zone: no zone '" + zoneName + "': write Europe/Berlin, UTC or +02:00");
    }
  }

  private Duration duration() {
    try {
      return Duration.ofNanos(new DurationNs().convert(text));
    } catch (CommandLine.TypeConversionException e) {
      throw refused("--span: " + e.getMessage() + ", or hour, day, week or month");
    }
  }

  private ParameterException refused(String reason) {
    return new ParameterException(command.commandLine(), reason);
  }
}
