package io.telltale.cli;

/** How long something took on the user's watch. */
final class ElapsedClock {
  private final long startNs;

  private ElapsedClock(long startNs) {
    this.startNs = startNs;
  }

  static ElapsedClock start() {
    return new ElapsedClock(System.nanoTime());
  }

  long elapsedNs() {
    return System.nanoTime() - startNs;
  }
}
