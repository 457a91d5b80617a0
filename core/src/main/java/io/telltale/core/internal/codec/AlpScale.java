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

  /** Magic integers are those from minus this on that are below it. */
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
    double back = toDouble(integer, exponent, factor);
    return Double.doubleToRawLongBits(back) == Double.doubleToRawLongBits(value);
  }

  /** What the decoder makes of an integer. */
  static double toDouble(long integer, int exponent, int factor) {
    return factor == PackedLayout.FACTOR_DIVIDE
        ? integer / POWERS[exponent]
        : integer * POWERS[factor] * INVERSE_POWERS[exponent];
  }

  /**
   * The double nearest to the decimal that an integer below 2^53 stands for, where the decoder's
   * may be off.
   */
  static double toNearest(long integer, int exponent, int factor) {
    int digits = factor == PackedLayout.FACTOR_DIVIDE ? exponent : exponent - factor;
    return digits < 0 ? integer * POWERS[-digits] : integer / POWERS[digits];
  }

  /** Whether the fast way is right for an integer. */
  static boolean isMagic(long integer) {
    return integer >= -MAGIC_LIMIT && integer < MAGIC_LIMIT;
  }

  /**
   * Turns doubles, by their bits, into integers by multiplying, all in the fast way.
   *
   * @return how many do not come back exactly: their integers mean nothing
   */
  @HotPath
  static int multiplied(long[] values, long[] into, int n, int exponent, int factor) {
    double up = POWERS[exponent];
    double down = INVERSE_POWERS[factor];
    double first = POWERS[factor];
    double second = INVERSE_POWERS[exponent];
    long missed = 0;
    for (int i = 0; i < n; i++) {
      double magic = Double.longBitsToDouble(values[i]) * up * down + MAGIC;
      long integer = Double.doubleToRawLongBits(magic) - MAGIC_BITS;
      double back = (magic - MAGIC) * first * second;
      long different =
          Double.doubleToRawLongBits(back) ^ values[i] | integer + MAGIC_LIMIT & -MAGIC_LIMIT << 1;
      missed += (different | -different) >>> Long.SIZE - 1;
      into[i] = integer;
    }
    return (int) missed;
  }

  /** As {@link #multiplied}, but so that the decoder divides. */
  @HotPath
  static int divided(long[] values, long[] into, int n, int exponent) {
    double power = POWERS[exponent];
    long missed = 0;
    for (int i = 0; i < n; i++) {
      double magic = Double.longBitsToDouble(values[i]) * power + MAGIC;
      long integer = Double.doubleToRawLongBits(magic) - MAGIC_BITS;
      double back = (magic - MAGIC) / power;
      long different =
          Double.doubleToRawLongBits(back) ^ values[i] | integer + MAGIC_LIMIT & -MAGIC_LIMIT << 1;
      missed += (different | -different) >>> Long.SIZE - 1;
      into[i] = integer;
    }
    return (int) missed;
  }

  /** Turns integers into the bits of the doubles, in place; in the fast way or by a cast. */
  @HotPath
  static void toDoubles(
      long[] integers, int first, int end, boolean magic, int exponent, int factor) {
    if (factor == PackedLayout.FACTOR_DIVIDE) {
      divide(integers, first, end, POWERS[exponent], magic);
    } else {
      multiply(integers, first, end, POWERS[factor], INVERSE_POWERS[exponent], magic);
    }
  }

  private static void multiply(
      long[] array, int from, int end, double first, double second, boolean magic) {
    if (magic) {
      // A plain cast costs four times as much on Java 17, whose compiler makes each wait for the
      // last.
      for (int i = from; i < end; i++) {
        double integer = Double.longBitsToDouble(array[i] + MAGIC_BITS) - MAGIC;
        array[i] = Double.doubleToRawLongBits(integer * first * second);
      }
    } else {
      for (int i = from; i < end; i++) {
        array[i] = Double.doubleToRawLongBits((double) array[i] * first * second);
      }
    }
  }

  private static void divide(long[] array, int from, int end, double divisor, boolean magic) {
    if (magic) {
      for (int i = from; i < end; i++) {
        double integer = Double.longBitsToDouble(array[i] + MAGIC_BITS) - MAGIC;
        array[i] = Double.doubleToRawLongBits(integer / divisor);
      }
    } else {
      for (int i = from; i < end; i++) {
        array[i] = Double.doubleToRawLongBits((double) array[i] / divisor);
      }
    }
  }
}
