package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import java.util.Arrays;

/**
 * Turns decimal doubles into integers, after Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless
 * floating-Point Compression", SIGMOD 2024 (Proc. ACM Manag. Data 1, 4, 2023), section 3.1: a
 * double that came from a decimal with p digits behind the point is {@code rint(v * 10^p)} and a
 * decoder that gives v back bit for bit; every value for which it does not is kept as it is and
 * patched in.
 *
 * <p>As in the paper a sample chooses the scale, and decoding multiplies by {@code 10^factor} and
 * {@code 10^-exponent} with {@code exponent - factor = p}. Where those two roundings miss too many
 * values (they do from some 10^7 units on) a column says instead that the decoder divides by {@code
 * 10^p}, which is right for every decimal below 2^53 units and costs about a nanosecond more.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #plan}.
 */
final class AlpEncoder implements ColumnEncoder {
  private static final int SAMPLE = 32;
  private static final int MAX_DIGITS = 16;

  /** So many are looked at first. */
  private static final int FIRST = 6;

  /** When the first so many of the sample have no digits, the others are not tried. */
  private static final int HOPELESS = 8;

  /** 2^32 divided by the golden ratio. */
  private static final long GOLDEN_RATIO = 0x9E37_79B9L;

  /** Exponent at which multiplying misses the fewest decimals: 0 of them below some 10^7 units. */
  private static final int MULTIPLY_EXPONENT = 14;

  /** Bits that an exception costs: itself and its position. */
  private static final int EXCEPTION_BITS = Long.SIZE + 11;

  /** Multiplying may have this share (1 in n) of exceptions before a column is to be divided. */
  private static final int TOLERATED_SHARE = 200;

  private final double[] sample = new double[SAMPLE];
  private final int[] sampleDigits = new int[SAMPLE];
  private final long[] integers = new long[BlockBuffer.CAPACITY];
  private final int[] missedAt = new int[BlockBuffer.CAPACITY];
  private final IntegerEncoder packer;

  private int n;
  private int exponent;
  private int factor;
  private boolean magic;
  private int missed;

  AlpEncoder(BitPacking packing) {
    packer = new IntegerEncoder(packing);
  }

  @Override
  @HotPath
  public long plan(long[] values, int n, Kind kind, long limit) {
    this.n = n;
    if (!convertLikeTheFirst(values)) {
      int digits = chooseDigits(takeSample(values, n));
      if (digits < 0) {
        return Long.MAX_VALUE;
      }
      convert(values, digits);
    }
    return missed == n
        ? Long.MAX_VALUE
        : 2 * PackedLayout.EXPONENT_BITS + 1 + missedBits(values) + packer.plan(integers, n);
  }

  @Override
  @HotPath
  public void write(long[] values, BitWriter writer) {
    writer.put(exponent, PackedLayout.EXPONENT_BITS);
    writer.put(factor, PackedLayout.EXPONENT_BITS);
    writer.put(magic ? 1 : 0, 1);
    writer.putCount(missed);
    int positionBits = PackedLayout.positionBits(n);
    long before = 0;
    for (int i = 0; i < missed; i++) {
      long value = values[missedAt[i]];
      writer.put(missedAt[i], positionBits);
      writer.put(value == before ? 0 : 1, 1);
      if (value != before) {
        writer.put(value, Long.SIZE);
      }
      before = value;
    }
    packer.write(integers, writer);
  }

  /** Returns the integers that were planned for, or null when some value has none. */
  long[] integers() {
    return missed == 0 ? integers : null;
  }

  boolean areDifferences() {
    return packer.areDifferences();
  }

  private long missedBits(long[] values) {
    long bits = PackedLayout.countBits(missed) + missed * (PackedLayout.positionBits(n) + 1L);
    long before = 0;
    for (int i = 0; i < missed; i++) {
      long value = values[missedAt[i]];
      bits += value == before ? 0 : Long.SIZE;
      before = value;
    }
    return bits;
  }

  /** Whether the digits that a few need are right for all, as they most often are. */
  private boolean convertLikeTheFirst(long[] values) {
    int digits = 0;
    for (int i = 0; i < FIRST; i++) {
      double value = Double.longBitsToDouble(values[i * n / FIRST]);
      digits = Math.max(digits, digits(value, digits));
      if (digits > MULTIPLY_EXPONENT) {
        return false;
      }
    }
    int byMultiplying = multiply(values, digits);
    return byMultiplying == 0
        || (byMultiplying > n / TOLERATED_SHARE && digits > 0 && divide(values, digits) == 0);
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
    int present = 0;
    int most = -1;
    for (int i = 0; i < sampled; i++) {
      int digits = digits(sample[i], 0);
      sampleDigits[i] = digits;
      if (digits <= MAX_DIGITS) {
        present |= 1 << digits;
        most = Math.max(most, digits);
      }
      if (present == 0 && i >= HOPELESS) {
        return -1;
      }
    }
    int best = -1;
    long bestBits = (long) sampled * Long.SIZE;
    for (int rest = present; rest != 0; rest &= rest - 1) {
      int digits = Integer.numberOfTrailingZeros(rest);
      long bits = sampledBits(sampled, digits);
      if (bits < bestBits) {
        best = digits;
        bestBits = bits;
      }
    }
    return best;
  }

  /** The fewest digits that a value needs, at least so many; more than the most when none do. */
  private static int digits(double value, int atLeast) {
    int digits = atLeast;
    while (digits <= MAX_DIGITS && !isDecimal(value, digits)) {
      digits++;
    }
    return digits;
  }

  private static boolean isDecimal(double value, int digits) {
    long integer = AlpScale.toInteger(value, digits, PackedLayout.FACTOR_DIVIDE);
    // Beyond, every double is a decimal of so many digits: that says nothing.
    return (digits == 0 || AlpScale.isMagic(integer))
        && AlpScale.isExact(value, integer, digits, PackedLayout.FACTOR_DIVIDE);
  }

  private long sampledBits(int sampled, int digits) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long missedBits = 0;
    for (int i = 0; i < sampled; i++) {
      if (sampleDigits[i] <= digits) {
        long integer = AlpScale.toInteger(sample[i], digits, PackedLayout.FACTOR_DIVIDE);
        min = Math.min(min, integer);
        max = Math.max(max, integer);
      } else {
        missedBits += EXCEPTION_BITS;
      }
    }
    return missedBits + (long) Widths.of(max - min) * sampled;
  }

  private void convert(long[] values, int digits) {
    int byMultiplying = digits <= MULTIPLY_EXPONENT ? multiply(values, digits) : n;
    if (byMultiplying > n / TOLERATED_SHARE) {
      // Whole numbers may be too large for the fast way, others are divided.
      int otherwise = digits > 0 ? divide(values, digits) : cast(values);
      if (byMultiplying <= otherwise && byMultiplying < n) {
        multiply(values, digits);
      }
    }
    if (missed > 0) {
      convertEach(values);
    }
  }

  private int multiply(long[] values, int digits) {
    magic = true;
    exponent = digits == 0 ? 0 : MULTIPLY_EXPONENT;
    factor = exponent - digits;
    missed = AlpScale.multiplied(values, integers, n, exponent, factor);
    return missed;
  }

  private int divide(long[] values, int digits) {
    magic = true;
    exponent = digits;
    factor = PackedLayout.FACTOR_DIVIDE;
    missed = AlpScale.divided(values, integers, n, exponent);
    return missed;
  }

  private int cast(long[] values) {
    magic = false;
    exponent = 0;
    factor = PackedLayout.FACTOR_DIVIDE;
    convertEach(values);
    return missed;
  }

  /** Converts all and notes those that do not come back exactly. */
  private void convertEach(long[] values) {
    int count = 0;
    int firstExact = -1;
    long filler = 0;
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      long integer = AlpScale.toInteger(value, exponent, factor);
      if (AlpScale.isExact(value, integer, exponent, factor)
          && (!magic || AlpScale.isMagic(integer))) {
        if (firstExact < 0) {
          firstExact = i;
        }
        filler = integer;
      } else {
        missedAt[count++] = i;
      }
      integers[i] = filler;
    }
    if (firstExact > 0) {
      Arrays.fill(integers, 0, firstExact, integers[firstExact]);
    }
    missed = count;
  }
}
