package io.telltale.query.oracle;

import io.telltale.core.Kind;
import java.util.random.RandomGenerator;

/**
 * Values of one series: runs over a small palette, a walk of decimals, counters, noise, and the odd
 * ones; or a wide walk alone.
 */
final class RandomValues {
  private static final double[] ODD_DOUBLES = {
    Double.NaN,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0.0,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.longBitsToDouble(0x7ff8_0000_dead_beefL),
    0x1p53,
    0x1p53 + 2
  };
  private static final long BEYOND = 1L << 53;
  private static final long[] ODD_LONGS = {
    Long.MIN_VALUE, Long.MAX_VALUE, BEYOND - 1, BEYOND, BEYOND + 1, -BEYOND - 1, 0, -1
  };

  private final RandomGenerator random;
  private final Kind kind;
  private final int states;
  private final long[] palette;
  private final int style;
  private final boolean wide;
  private final int oddOneIn;
  private final int unknownOneIn;
  private final int turnOneIn;
  private final double decimals;
  private long walk;
  private long current;

  RandomValues(RandomGenerator random, Kind kind, int states, boolean wide) {
    this.wide = wide && (kind == Kind.DOUBLE || kind == Kind.LONG);
    this.random = random;
    this.kind = kind;
    this.states = states;
    this.style = random.nextInt(4);
    this.oddOneIn = Seeds.pick(random, 4, 30, 300, 100_000);
    this.unknownOneIn = Seeds.pick(random, 3, 12, 100_000, 100_000);
    this.turnOneIn = Seeds.pick(random, 1, 2, 10, 200, 2_000);
    this.decimals = Seeds.pick(random, 1, 10, 100, 1000);
    this.palette = new long[Seeds.between(random, 1, 5)];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = fresh();
    }
    this.current = palette[0];
  }

  long next() {
    if (wide) {
      walk += random.nextInt(4001) - 2000 - walk / 64;
      return kind == Kind.LONG ? walk : Double.doubleToRawLongBits(walk / decimals);
    }
    if (kind == Kind.DOUBLE && Seeds.chance(random, unknownOneIn)) {
      return Double.doubleToRawLongBits(Double.NaN);
    }
    if (Seeds.chance(random, oddOneIn)) {
      return odd();
    }
    if (style == 0 && kind != Kind.BOOLEAN && kind != Kind.STATE) {
      return fresh();
    }
    if (Seeds.chance(random, turnOneIn)) {
      current = Seeds.pick(random, palette);
    }
    if (style == 1 && (kind == Kind.DOUBLE || kind == Kind.LONG)) {
      walk += random.nextInt(21) - 10;
      return kind == Kind.LONG ? walk : Double.doubleToRawLongBits(walk / decimals);
    }
    return current;
  }

  private long fresh() {
    return switch (kind) {
      case DOUBLE -> Double.doubleToRawLongBits(freshDouble());
      case LONG ->
          Seeds.chance(random, 4) ? BEYOND + random.nextInt(4) : random.nextInt(200) - 100L;
      case BOOLEAN -> random.nextInt(2);
      case STATE -> random.nextInt(states);
    };
  }

  private double freshDouble() {
    return style == 0 && Seeds.chance(random, 2)
        ? random.nextDouble() * 200 - 100
        : (random.nextInt(2000) - 1000) / decimals;
  }

  private long odd() {
    return switch (kind) {
      case DOUBLE -> Double.doubleToRawLongBits(ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)]);
      case LONG -> Seeds.pick(random, ODD_LONGS);
      case BOOLEAN -> random.nextInt(2);
      case STATE -> random.nextInt(states);
    };
  }
}
