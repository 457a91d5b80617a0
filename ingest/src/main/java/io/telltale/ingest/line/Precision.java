package io.telltale.ingest.line;

/** The unit of the times in a file of line protocol. */
public enum Precision {
  /** Nanoseconds. */
  NS(1),
  /** Microseconds. */
  US(1_000),
  /** Milliseconds. */
  MS(1_000_000),
  /** Seconds. */
  S(1_000_000_000);

  private final long unitNs;

  Precision(long unitNs) {
    this.unitNs = unitNs;
  }

  /**
   * The length of one unit.
   *
   * @return nanoseconds
   */
  public long unitNs() {
    return unitNs;
  }
}
