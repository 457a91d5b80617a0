package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * The arithmetic between decimal doubles and integers: what {@link AlpEncoder} tries is to the bit
 * what {@link ValueDecoder} does. Java's doubles are strict, so it is so on every machine.
 */
final class AlpScale {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final double[] INVERSE_POWERS = {
    1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14,
    1e-15, 1e-16, 1e-17, 1e-18, 1e-19, 1e-20, 1e-21, 1e-22
  };

  /** 2^52 + 2^51: added to a small integer, its low mantissa bits are that integer. */
  private static final double MAGIC = 0x1.8p52;

  private static final long MAGIC_BITS = 0x4338_0000_0000_0000L;

  /** Below it, the magic number is right. */
  private static final long MAGIC_LIMIT = 1L << 51;

  private AlpScale() {}

  static boolean isValid(int exponent, int factor) {
    return exponent < POWERS.length
        && (factor == PackedLayout.FACTOR_DIVIDE || factor < POWERS.length);
  }

  /** The nearest integer; anything for a value that has none. */
  static long toInteger(double value, int exponent, int factor) {
    double scaled = value * POWERS[exponent];
    if (factor != PackedLayout.FACTOR_DIVIDE) {
      scaled *= INVERSE_POWERS[factor];
    }
    return (long) Math.rint(scaled);
  }

  /** Whether the decoder makes this very value of the integer. */
  static boolean isExact(double value, long integer, int exponent, int factor) {
    double back =
        factor == PackedLayout.FACTOR_DIVIDE
            ? integer / POWERS[exponent]
            : integer * POWERS[factor] * INVERSE_POWERS[exponent];
    return Double.doubleToRawLongBits(back) == Double.doubleToRawLongBits(value);
  }

  /**
   * Turns integers into the bits of the doubles, in place; all lie in base to base + 2^width - 1.
   */
  @HotPath
  static void toDoubles(long[] integers, int n, long base, int width, int exponent, int factor) {
    boolean small = base > -MAGIC_LIMIT && width <= 51 && base < MAGIC_LIMIT - (1L << width);
    if (factor == PackedLayout.FACTOR_DIVIDE) {
      divide(integers, n, POWERS[exponent], small);
    } else {
      multiply(integers, n, POWERS[factor], INVERSE_POWERS[exponent], small);
    }
  }

  private static void multiply(long[] array, int n, double first, double second, boolean small) {
    if (small) {
      // A plain cast costs four times as much on Java 17, whose compiler makes each wait for the
      // last.
      for (int i = 0; i < n; i++) {
        double integer = Double.longBitsToDouble(array[i] + MAGIC_BITS) - MAGIC;
        array[i] = Double.doubleToRawLongBits(integer * first * second);
      }
    } else {
      for (int i = 0; i < n; i++) {
        array[i] = Double.doubleToRawLongBits((double) array[i] * first * second);
      }
    }
  }

  private static void divide(long[] array, int n, double divisor, boolean small) {
    if (small) {
      for (int i = 0; i < n; i++) {
        double integer = Double.longBitsToDouble(array[i] + MAGIC_BITS) - MAGIC;
        array[i] = Double.doubleToRawLongBits(integer / divisor);
      }
    } else {
      for (int i = 0; i < n; i++) {
        array[i] = Double.doubleToRawLongBits((double) array[i] / divisor);
      }
    }
  }
}
