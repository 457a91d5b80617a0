package io.telltale.core.internal.codec;

import java.util.Random;

/** Times and values of many shapes, all from one generator. */
public final class BlockShapes {
  /** Shapes of times. */
  public enum Times {
    REGULAR,
    REGULAR_WITH_GAPS,
    JITTERED_NS,
    JITTERED_MS,
    JITTERED_US,
    THIRD_OF_A_SECOND_IN_MS,
    DRIFTING,
    BURSTS,
    EXTREMES,
    WIDE_RANDOM,
    EVERY_NANOSECOND_OR_TWO
  }

  /** Shapes of doubles, as bits. */
  public enum Doubles {
    DECIMALS,
    DECIMALS_LARGE,
    DECIMALS_WITH_OUTLIERS,
    DECIMALS_WITH_SPECIALS,
    WHOLE,
    WHOLE_BEYOND_2_51,
    CONSTANT,
    COUNTER,
    FULL_PRECISION,
    SPECIALS_ONLY,
    SUBNORMAL,
    RANDOM_BITS,
    TWO_VALUES,
    WALK,
    RUNS,
    FEW_VALUES,
    DECIMALS_OF_ANY_DIGITS,
    WITH_NAN_SENTINEL,
    EVERYTHING
  }

  /** Shapes of integers. */
  public enum Integers {
    CONSTANT,
    FLAGS,
    CODES,
    COUNTER,
    SMALL_WITH_OUTLIERS,
    EXTREMES,
    NEGATIVE,
    RANDOM_BITS,
    RUNS,
    SCATTERED_CODES,
    STEADY_COUNTER,
    TWO_SIDED_OUTLIERS
  }

  private static final long[] SPECIALS = {
    Double.doubleToRawLongBits(-0.0),
    Double.doubleToRawLongBits(0.0),
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    0x7ff8_0000_0000_0000L,
    0xfff8_0000_0000_0001L,
    0x7ff0_0000_dead_beefL,
    Double.doubleToRawLongBits(Double.MIN_VALUE),
    Double.doubleToRawLongBits(-Double.MAX_VALUE),
    Double.doubleToRawLongBits(Double.MAX_VALUE)
  };

  private BlockShapes() {}

  /** Between 1 and 1,024, the ends and small ones often. */
  public static int size(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 1 + random.nextInt(4);
      case 1 -> BlockBuffer.CAPACITY;
      case 2 -> 1 + random.nextInt(70);
      default -> 1 + random.nextInt(BlockBuffer.CAPACITY);
    };
  }

  /** Strictly ascending times. */
  public static long[] times(Times shape, int n, Random random) {
    long[] times = new long[n];
    long start = 1_700_000_000_000_000_000L + random.nextInt(1 << 30) * 1_000_000L;
    long period = (1 + random.nextInt(60)) * 1_000_000_000L;
    if (shape == Times.EXTREMES) {
      return extremes(n, random);
    }
    long t = start;
    for (int i = 0; i < n; i++) {
      times[i] =
          switch (shape) {
            case JITTERED_NS -> t + random.nextInt(5_000_000);
            case JITTERED_MS -> t + random.nextInt(200) * 1_000_000L;
            case JITTERED_US -> t + random.nextInt(900_000) * 1_000L;
            default -> t;
          };
      t +=
          switch (shape) {
            case REGULAR_WITH_GAPS ->
                period * (random.nextInt(50) == 0 ? random.nextInt(999) + 1 : 1);
            case BURSTS -> random.nextInt(10) == 0 ? 3_600_000_000_000L : 1_000_000L;
            case THIRD_OF_A_SECOND_IN_MS ->
                (start / 1_000_000 + (i + 1) * 1000L / 3) * 1_000_000 - t;
            case DRIFTING -> period + random.nextInt(1000);
            case WIDE_RANDOM -> 1 + (random.nextLong() >>> 14);
            case EVERY_NANOSECOND_OR_TWO -> 1 + random.nextInt(2);
            default -> period;
          };
    }
    return times;
  }

  private static long[] extremes(int n, Random random) {
    long[] times = new long[n];
    long room = n > 1 ? Long.divideUnsigned(-1L, n - 1) : 1;
    long t = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      times[i] = t;
      t += 1 + Long.remainderUnsigned(random.nextLong(), Math.max(1, room - 1));
    }
    if (n > 1) {
      times[n - 1] = Long.MAX_VALUE;
    }
    return times;
  }

  /** Bits of doubles. */
  public static long[] doubles(Doubles shape, int n, Random random) {
    long[] bits = new long[n];
    int digits = random.nextInt(7);
    double scale = Math.pow(10, digits);
    long units = random.nextInt(1000);
    double constant = random.nextGaussian();
    for (int i = 0; i < n; i++) {
      units += random.nextInt(21) - 10;
      double decimal = units / scale;
      bits[i] =
          switch (shape) {
            case DECIMALS -> raw(decimal);
            case DECIMALS_LARGE -> raw(Math.rint(random.nextDouble() * 1e6 * scale) / scale);
            case DECIMALS_WITH_OUTLIERS -> raw(random.nextInt(60) == 0 ? 9999.9 : decimal);
            case DECIMALS_WITH_SPECIALS -> random.nextInt(20) == 0 ? special(random) : raw(decimal);
            case WHOLE -> raw(units);
            case WHOLE_BEYOND_2_51 -> raw(0x1p51 + random.nextInt(1000) * (double) (1 << 10) + i);
            case CONSTANT -> raw(constant);
            case COUNTER -> raw(i * 0.25 + 1e5);
            case FULL_PRECISION -> raw(random.nextGaussian() * 20);
            case SPECIALS_ONLY -> special(random);
            case SUBNORMAL -> random.nextLong() & 0x000f_ffff_ffff_ffffL;
            case RANDOM_BITS -> random.nextLong();
            case TWO_VALUES -> raw(random.nextBoolean() ? 20.5 : -17.25);
            case WALK -> raw((units * 1000 + i) / scale);
            case RUNS -> random.nextInt(9) == 0 || i == 0 ? raw(decimal) : bits[i - 1];
            case FEW_VALUES -> raw(Math.sqrt(2 + random.nextInt(20)));
            case DECIMALS_OF_ANY_DIGITS -> raw(anyDecimal(random));
            case WITH_NAN_SENTINEL ->
                random.nextInt(5) == 0 ? 0x7ff8_0000_0000_0099L : raw(decimal);
            case EVERYTHING -> everything(decimal, random);
          };
    }
    return bits;
  }

  /** Integers. */
  public static long[] integers(Integers shape, int n, Random random) {
    long[] values = new long[n];
    long constant = random.nextLong();
    long counter = random.nextInt();
    for (int i = 0; i < n; i++) {
      counter += random.nextInt(100);
      values[i] =
          switch (shape) {
            case CONSTANT -> constant;
            case FLAGS -> random.nextInt(2);
            case CODES -> random.nextInt(12);
            case COUNTER -> counter;
            case SMALL_WITH_OUTLIERS ->
                random.nextInt(100) == 0 ? random.nextLong() : random.nextInt(50);
            case EXTREMES -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case NEGATIVE -> -1_000_000L - random.nextInt(3000);
            case RANDOM_BITS -> random.nextLong();
            case RUNS -> random.nextInt(40) == 0 || i == 0 ? random.nextLong() : values[i - 1];
            case SCATTERED_CODES -> (random.nextInt(30) + 1) * 0x1234_5678_9ABCL;
            case STEADY_COUNTER -> constant + i * 1_000_000L + random.nextInt(3);
            case TWO_SIDED_OUTLIERS ->
                random.nextInt(30) == 0
                    ? random.nextLong() >> random.nextInt(64)
                    : (long) (20 * random.nextGaussian());
          };
    }
    return values;
  }

  private static double anyDecimal(Random random) {
    long integer = random.nextLong() >> random.nextInt(64);
    return Double.parseDouble(integer + "e-" + random.nextInt(23));
  }

  private static long everything(double decimal, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> special(random);
      case 1 -> random.nextLong();
      case 2 -> raw(anyDecimal(random));
      case 3 -> random.nextLong() >>> random.nextInt(64);
      default -> raw(decimal);
    };
  }

  private static long special(Random random) {
    return SPECIALS[random.nextInt(SPECIALS.length)];
  }

  private static long raw(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
