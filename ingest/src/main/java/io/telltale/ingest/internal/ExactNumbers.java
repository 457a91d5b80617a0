package io.telltale.ingest.internal;

import io.telltale.core.HotPath;

/** Tells which numbers change their type without changing their value. */
public final class ExactNumbers {
  private ExactNumbers() {}

  /**
   * Whether a double holds an integer exactly.
   *
   * @param value the integer
   * @return true when nothing is lost
   */
  @HotPath
  public static boolean fitsDouble(long value) {
    double converted = value;
    return converted != 0x1p63 && (long) converted == value;
  }

  /**
   * Whether a double is an integer of 64 bits.
   *
   * @param value the double
   * @return true when nothing is lost (the sign of zero apart)
   */
  @HotPath
  public static boolean fitsLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 && Math.rint(value) == value;
  }
}
