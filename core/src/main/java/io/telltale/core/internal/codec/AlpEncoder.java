package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Turns decimal doubles into integers, after Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless
 * floating-Point Compression", SIGMOD 2024 (Proc. ACM Manag. Data 1, 4, 2023): a double that came
 * from a decimal with p digits behind the point is {@code rint(v * 10^p)} and a decoder that gives
 * v back bit for bit; every value for which it does not is kept as it is and patched in.
 *
 * <p>As in the paper a sample chooses the scale, and decoding multiplies by {@code 10^factor} and
 * {@code 10^-exponent} with {@code exponent - factor = p}. Where those two roundings miss too many
 * values (they do from some 10^7 units on) a column says instead that the decoder divides by {@code
 * 10^p}, which is right for every decimal below 2^53 units and costs about a nanosecond more.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #plan}.
 */
final class AlpEncoder {
  private static final int SAMPLE = 32;
  private static final int MAX_DIGITS = 17;

  /** 2^32 divided by the golden ratio. */
  private static final long GOLDEN_RATIO = 0x9E37_79B9L;

  /** Exponent at which multiplying misses the fewest decimals: 0 of them below some 10^7 units. */
  private static final int MULTIPLY_EXPONENT = 14;

  /** Bits that an exception costs: itself and its position. */
  private static final int EXCEPTION_BITS = Long.SIZE + PackedLayout.POSITION_BITS;

  /** Multiplying may have this share (1 in n) of exceptions before a column is to be divided. */
  private static final int TOLERATED_SHARE = 200;

  private final double[] sample = new double[SAMPLE];
  private final long[] integers = new long[BlockBuffer.CAPACITY];
  private final long[] forced = new long[BlockBuffer.CAPACITY / Long.SIZE];
  private final PackedEncoder packer = new PackedEncoder();

  private int exponent;
  private int factor;

  /**
   * Plans for n doubles, given by their bits.
   *
   * @return the words of the column, {@link Integer#MAX_VALUE} when it would not be shorter
   */
  @HotPath
  int plan(long[] values, int n) {
    int sampled = takeSample(values, n);
    int digits = chooseDigits(sampled);
    if (digits < 0) {
      return Integer.MAX_VALUE;
    }
    int missed = Integer.MAX_VALUE;
    if (digits <= MULTIPLY_EXPONENT) {
      missed =
          digits == 0
              ? convert(values, n, 0, 0)
              : convert(values, n, MULTIPLY_EXPONENT, MULTIPLY_EXPONENT - digits);
    }
    if (digits > 0 && missed > n / TOLERATED_SHARE) {
      int missedByMultiplying = missed;
      missed = convert(values, n, digits, PackedLayout.FACTOR_DIVIDE);
      if (missedByMultiplying <= missed) {
        missed = convert(values, n, MULTIPLY_EXPONENT, MULTIPLY_EXPONENT - digits);
      }
    }
    return missed == n
        ? Integer.MAX_VALUE
        : packer.plan(
            integers, n, PackedLayout.ALP_HEADER_WORDS, missed == 0 ? null : forced, missed);
  }

  /** Writes what was planned for these values. */
  @HotPath
  void write(long[] values, long[] out) {
    packer.write(integers, values, forced, exponent, factor, out);
  }

  private int takeSample(long[] values, int n) {
    int size = 0;
    int wanted = Math.min(SAMPLE, n);
    for (int i = 0; i < wanted; i++) {
      // Evenly spread, but at no even stride: values may have a period of their own.
      long fraction = i * GOLDEN_RATIO & 0xFFFF_FFFFL;
      double value = Double.longBitsToDouble(values[(int) (fraction * n >>> Integer.SIZE)]);
      if (Math.abs(value) <= Double.MAX_VALUE) {
        sample[size++] = value;
      }
    }
    return size;
  }

  /**
   * The digits behind the point that promise the fewest bits, or -1 when none promises any gain.
   */
  private int chooseDigits(int sampled) {
    int best = -1;
    long bestBits = (long) sampled * Long.SIZE;
    for (int digits = 0; digits <= MAX_DIGITS; digits++) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      long missedBits = 0;
      for (int i = 0; i < sampled && missedBits < bestBits; i++) {
        double value = sample[i];
        long integer = AlpScale.toInteger(value, digits, PackedLayout.FACTOR_DIVIDE);
        if (AlpScale.isExact(value, integer, digits, PackedLayout.FACTOR_DIVIDE)) {
          min = Math.min(min, integer);
          max = Math.max(max, integer);
        } else {
          missedBits += EXCEPTION_BITS;
        }
      }
      int width = max < min ? 0 : Long.SIZE - Long.numberOfLeadingZeros(max - min);
      long bits = missedBits + (long) width * sampled;
      if (bits < bestBits) {
        best = digits;
        bestBits = bits;
      }
      if (missedBits == 0) {
        break; // more digits only make wider integers
      }
    }
    return best;
  }

  /** Converts all; returns how many must be exceptions, marked in {@code forced}. */
  private int convert(long[] values, int n, int exponent, int factor) {
    this.exponent = exponent;
    this.factor = factor;
    Arrays.fill(forced, 0);
    int missed = 0;
    int firstExact = -1;
    long filler = 0;
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      long integer = AlpScale.toInteger(value, exponent, factor);
      if (AlpScale.isExact(value, integer, exponent, factor)) {
        if (firstExact < 0) {
          firstExact = i;
        }
        filler = integer;
      } else {
        forced[i >>> 6] |= 1L << i;
        missed++;
      }
      integers[i] = filler;
    }
    if (firstExact > 0) {
      Arrays.fill(integers, 0, firstExact, integers[firstExact]);
    }
    return missed;
  }
}
