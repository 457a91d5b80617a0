package io.telltale.ingest.internal;

import io.telltale.core.HotPath;
import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes: doubles correctly rounded, integers exactly.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none; a string for a double of more than 19
 * significant digits that lies within one part in 10^19 of the middle of two doubles.
 * <b>Lifetime:</b> a result is valid until the next call.
 */
public final class DecimalParser {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT_LIMIT = 1L << 53;
  private static final long TENTH_OF_UNSIGNED = Long.divideUnsigned(-1, 10);
  private static final int MAX_MANTISSA_DIGITS = 19;
  private static final int MAX_EXPONENT = 100_000_000;

  private double doubleValue;
  private long longValue;
  private boolean tooLarge;
  private long mantissa;
  private int mantissaDigits;
  private int exponent;
  private boolean inexact;

  /** Makes one. */
  public DecimalParser() {}

  /**
   * The last double that was read.
   *
   * @return the value
   */
  public double doubleValue() {
    return doubleValue;
  }

  /**
   * The last integer that was read; of an unsigned one its 64 bits.
   *
   * @return the value
   */
  public long longValue() {
    return longValue;
  }

  /**
   * Says why the last text was refused.
   *
   * @return true when it was a number, but one beyond the range of its type
   */
  public boolean tooLarge() {
    return tooLarge;
  }

  /**
   * Reads {@code [-]digits[.[digits]][(e|E)[+|-]digits]}, where digits on one side of the point are
   * enough.
   *
   * @param bytes the text
   * @param from where it starts
   * @param to where it ends, exclusive
   * @return whether it is a finite double
   */
  @HotPath
  public boolean parseDouble(byte[] bytes, int from, int to) {
    tooLarge = false;
    mantissa = 0;
    mantissaDigits = 0;
    exponent = 0;
    inexact = false;
    boolean negative = from < to && bytes[from] == '-';
    int start = negative ? from + 1 : from;
    int at = digits(bytes, start, to, false);
    int seen = at - start;
    if (at < to && bytes[at] == '.') {
      int point = at + 1;
      at = digits(bytes, point, to, true);
      seen += at - point;
    }
    if (seen == 0) {
      return false;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at = exponent(bytes, at + 1, to);
    }
    return at == to && convert(bytes, from, to, negative);
  }

  /**
   * Reads {@code [-]digits}.
   *
   * @param bytes the text
   * @param from where it starts
   * @param to where it ends, exclusive
   * @return whether it is an integer of 64 bits with sign
   */
  @HotPath
  public boolean parseLong(byte[] bytes, int from, int to) {
    tooLarge = false;
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    if (at >= to) {
      return false;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        tooLarge = false;
        return false;
      }
      // Reckons below zero, where one more value has room.
      if (value < (Long.MIN_VALUE + digit) / 10) {
        tooLarge = true;
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      tooLarge = true;
    }
    longValue = negative ? value : -value;
    return !tooLarge;
  }

  /**
   * Reads digits.
   *
   * @param bytes the text
   * @param from where it starts
   * @param to where it ends, exclusive
   * @return whether it is an integer of 64 bits without sign
   */
  @HotPath
  public boolean parseUnsigned(byte[] bytes, int from, int to) {
    tooLarge = false;
    if (from >= to) {
      return false;
    }
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        tooLarge = false;
        return false;
      }
      // As unsigned numbers: the largest is ten times TENTH_OF_UNSIGNED, and 5.
      if (value < 0 || value > TENTH_OF_UNSIGNED || value == TENTH_OF_UNSIGNED && digit > 5) {
        tooLarge = true;
      }
      value = value * 10 + digit;
    }
    longValue = value;
    return !tooLarge;
  }

  private int digits(byte[] bytes, int from, int to, boolean fraction) {
    int at = from;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (mantissaDigits < MAX_MANTISSA_DIGITS) {
        mantissa = mantissa * 10 + digit;
        mantissaDigits += mantissa == 0 ? 0 : 1;
        exponent -= fraction ? 1 : 0;
      } else {
        inexact |= digit != 0;
        exponent += fraction ? 0 : 1;
      }
    }
    return at;
  }

  /** Returns where the exponent ends, or -1 when it has no digit. */
  private int exponent(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (negative || bytes[at] == '+')) {
      at++;
    }
    if (at >= to) {
      return -1;
    }
    int value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = Math.min(value * 10 + digit, MAX_EXPONENT);
    }
    exponent += negative ? -value : value;
    return at;
  }

  private boolean convert(byte[] bytes, int from, int to, boolean negative) {
    int power = Math.abs(exponent);
    if (!inexact && mantissa >= 0 && mantissa <= EXACT_LIMIT && power < POWERS_OF_TEN.length) {
      // Both operands are exact, so the one rounding is the right one.
      double magnitude =
          exponent < 0 ? mantissa / POWERS_OF_TEN[power] : mantissa * POWERS_OF_TEN[power];
      doubleValue = negative ? -magnitude : magnitude;
      return true;
    }
    long magnitudeBits = round();
    if (magnitudeBits == DoubleRounder.UNSURE) {
      doubleValue =
          Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    } else {
      double magnitude = Double.longBitsToDouble(magnitudeBits);
      doubleValue = negative ? -magnitude : magnitude;
    }
    tooLarge = Double.isInfinite(doubleValue);
    return !tooLarge;
  }

  /** Digits behind the nineteenth do not matter unless the next integer is rounded elsewhere. */
  private long round() {
    if (mantissa == 0) {
      return 0;
    }
    long bits = DoubleRounder.bits(mantissa, exponent);
    return inexact && bits != DoubleRounder.bits(mantissa + 1, exponent)
        ? DoubleRounder.UNSURE
        : bits;
  }
}
