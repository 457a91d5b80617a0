package io.telltale.peers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The one class here that reads clocks. */
final class RunClock {
  private RunClock() {}

  /** Nanoseconds from an arbitrary origin. */
  static long nanos() {
    return System.nanoTime();
  }

  /** The present time, to the second. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
