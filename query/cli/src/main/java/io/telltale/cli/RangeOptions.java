package io.telltale.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The half-open stretch of time that a command looks at. */
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description =
          "First time of the range: 2026-01-31T12:00:00Z, 2026-01-31 (UTC) or epoch nanoseconds.")
  private Long from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "End of the range, not part of it.")
  private Long to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  long fromNs() {
    return from == null ? Long.MIN_VALUE : from;
  }

  long toNs() {
    return to == null ? Long.MAX_VALUE : to;
  }

  /** Refuses an empty range. */
  void check() {
    if (fromNs() >= toNs()) {
      throw new ParameterException(command.commandLine(), "--from must be before --to");
    }
  }
}
