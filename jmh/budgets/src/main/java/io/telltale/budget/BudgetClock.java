package io.telltale.budget;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads the clocks: when a run was made, and how long it takes. */
final class BudgetClock {
  private BudgetClock() {}

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  static long elapsedNs() {
    return System.nanoTime();
  }
}
