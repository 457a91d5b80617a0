package io.telltale.cli;

import io.telltale.ingest.TimeLimits;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which times an import takes: devices with bad clocks send readings of 1970 or of 2099. */
final class TimeLimitArguments {
  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "Refuse readings before this time: 2026-01-01, or as for other times.")
  private Long notBefore;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "Refuse readings after this time.")
  private Long notAfter;

  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      converter = DurationNs.class,
      description = "Refuse readings further in the future than this: 5m. See --clock.")
  private Long maxAheadNs;

  @Option(
      names = "--clock",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "What --max-ahead takes for now; by default this computer's clock.")
  private Long clock;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  TimeLimits limits() {
    refuse(notAfter != null && maxAheadNs != null, "both --not-after and --max-ahead");
    refuse(clock != null && maxAheadNs == null, "--clock needs --max-ahead");
    refuse(
        notBefore != null && notAfter != null && notBefore > notAfter,
        "--not-before must not be after --not-after");
    TimeLimits limits = TimeLimits.NONE;
    if (notBefore != null) {
      limits = limits.withFloor(notBefore);
    }
    if (notAfter != null) {
      limits = limits.withFuture(Duration.ZERO, WallClock.at(notAfter));
    }
    if (maxAheadNs != null) {
      limits = limits.withFuture(Duration.ofNanos(maxAheadNs), WallClock.at(clock));
    }
    return limits;
  }

  private void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), what);
    }
  }
}
