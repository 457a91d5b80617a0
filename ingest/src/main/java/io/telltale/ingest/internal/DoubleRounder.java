package io.telltale.ingest.internal;

import io.telltale.core.HotPath;
import java.math.BigInteger;

/**
 * Rounds a decimal to the closest double without big numbers: the algorithm of Eisel and Lemire (D.
 * Lemire, "Number parsing at a gigabyte per second", 2021), which multiplies the digits by 128 bits
 * of a power of five and knows when these do not suffice.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> a table, once. <b>Lifetime:</b> static.
 */
public final class DoubleRounder {
  /** Told when the decimal lies too close to the middle of two doubles. */
  public static final long UNSURE = -1;

  private static final int LEAST_POWER = -342;
  private static final int MOST_POWER = 308;
  private static final int FRACTION_BITS = 52;

  /** Bits of a product that two bits more than the fraction, and the rounding bit, leave over. */
  private static final int SPARE_BITS = 64 - FRACTION_BITS - 3;

  private static final long SPARE_MASK = (1L << SPARE_BITS) - 1;
  private static final int EXPONENT_BIAS = 1023;
  private static final int INFINITE_EXPONENT = 0x7FF;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  /** By power, from the least: the upper and the lower half of 5^power, its first bit set. */
  private static final long[] POWERS = powers();

  private DoubleRounder() {}

  /**
   * The bits of the double that is closest to {@code digits * 10^power}.
   *
   * @param digits an integer of 64 bits without sign, not 0
   * @param power a power of ten
   * @return the bits of a double, maybe infinite, or {@link #UNSURE}
   */
  @HotPath
  public static long bits(long digits, int power) {
    if (power < LEAST_POWER) {
      return 0;
    }
    if (power > MOST_POWER) {
      return Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    }
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    int index = 2 * (power - LEAST_POWER);
    long upper = multiplyHigh(factor, POWERS[index]);
    long lower = factor * POWERS[index];
    if ((upper & SPARE_MASK) == SPARE_MASK) {
      long more = multiplyHigh(factor, POWERS[index + 1]);
      lower += more;
      upper += Long.compareUnsigned(lower, more) < 0 ? 1 : 0;
    }
    if (lower == -1 && (power < -27 || power > 55)) {
      return UNSURE;
    }
    int carry = (int) (upper >>> 63);
    // 217706 / 2^16 approximates the binary logarithm of ten.
    int exponent = (217_706 * power >> 16) + 63 + carry - shift + EXPONENT_BIAS;
    long fraction = upper >>> (carry + SPARE_BITS);
    if (exponent <= 0) {
      return subnormal(fraction, exponent);
    }
    boolean maybeHalf = lower >= 0 && lower <= 1 && power >= -4 && power <= 23;
    if (maybeHalf && (fraction & 3) == 1 && fraction << (carry + SPARE_BITS) == upper) {
      // Exactly in the middle: to the even one.
      fraction--;
    }
    return assemble((fraction + (fraction & 1)) >>> 1, exponent);
  }

  private static long subnormal(long fraction, int exponent) {
    if (1 - exponent >= 64) {
      return 0;
    }
    long shifted = fraction >>> (1 - exponent);
    // A carry into the exponent's place makes it the least normal number.
    return (shifted + (shifted & 1)) >>> 1;
  }

  /** The fraction has its leading bit, which may have moved up by rounding. */
  private static long assemble(long fraction, int exponent) {
    boolean carried = fraction >= 2L << FRACTION_BITS;
    int finalExponent = carried ? exponent + 1 : exponent;
    if (finalExponent >= INFINITE_EXPONENT) {
      return Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    }
    long finalFraction = carried ? 0 : fraction & ~(1L << FRACTION_BITS);
    return finalFraction | (long) finalExponent << FRACTION_BITS;
  }

  /** The upper half of a product of integers without sign. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  private static long[] powers() {
    long[] table = new long[2 * (MOST_POWER - LEAST_POWER + 1)];
    for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
      BigInteger bits = power < 0 ? reciprocal(-power) : FIVE.pow(power);
      int excess = bits.bitLength() - 128;
      bits = excess > 0 ? bits.shiftRight(excess) : bits.shiftLeft(-excess);
      int index = 2 * (power - LEAST_POWER);
      table[index] = bits.shiftRight(64).longValue();
      table[index + 1] = bits.longValue();
    }
    return table;
  }

  /** 5^-power, rounded up, scaled by a power of two so that it has 128 bits or more. */
  private static BigInteger reciprocal(int power) {
    BigInteger divisor = FIVE.pow(power);
    int bits = divisor.bitLength();
    int scale = power <= 27 ? bits + 127 : 2 * bits + 128;
    return BigInteger.ONE.shiftLeft(scale).divide(divisor).add(BigInteger.ONE);
  }
}
