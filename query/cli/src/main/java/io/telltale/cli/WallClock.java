package io.telltale.cli;

import java.time.Instant;
import java.util.function.LongSupplier;

/** The time of this computer, or one that the user gives in its place. */
final class WallClock {
  private WallClock() {}

  /** A clock that stands at the given time, or this computer's when none is given. */
  static LongSupplier at(Long givenNs) {
    if (givenNs == null) {
      return WallClock::nowNs;
    }
    long fixedNs = givenNs;
    return () -> fixedNs;
  }

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
