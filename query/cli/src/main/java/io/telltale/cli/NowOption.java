package io.telltale.cli;

import picocli.CommandLine.Option;

/** The time as of which a command answers. */
final class NowOption {
  @Option(
      names = "--now",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "Answer as of this time; by default the newest time in the store.")
  private Long now;

  /** Whether there is one; else it is the newest time in the store. */
  boolean isGiven() {
    return now != null;
  }

  /** Epoch nanoseconds, if it is given. */
  long timeNs() {
    return now;
  }
}
