package io.telltale.query.internal;

import io.telltale.core.Kind;

/**
 * The 64 bits of a value, read by its channel's kind.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
public final class Values {
  private Values() {}

  /** Returns the value as a double; NaN for a state, which is no number. */
  public static double asDouble(Kind kind, long bits) {
    return switch (kind) {
      case DOUBLE -> Double.longBitsToDouble(bits);
      case LONG, BOOLEAN -> (double) bits;
      case STATE -> Double.NaN;
    };
  }

  /** Returns the value as an integer, rounded towards 0 when it is a double. */
  public static long asLong(Kind kind, long bits) {
    return kind == Kind.DOUBLE ? (long) Double.longBitsToDouble(bits) : bits;
  }
}
