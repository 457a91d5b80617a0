package io.telltale.core;

/** What the 64 bits of a channel's values mean. A channel's kind never changes. */
public enum Kind {
  /** IEEE 754 doubles; a value's bits are {@link Double#doubleToRawLongBits}. */
  DOUBLE,
  /** Signed 64-bit integers. */
  LONG,
  /** 0 for false, 1 for true. */
  BOOLEAN,
  /** A dictionary code of a short string; codes have no order. */
  STATE;

  private static final Kind[] KINDS = values();

  /**
   * Returns the kind with this ordinal, as formats store it.
   *
   * @param ordinal the ordinal
   * @return the kind
   */
  public static Kind of(int ordinal) {
    return KINDS[ordinal];
  }
}
