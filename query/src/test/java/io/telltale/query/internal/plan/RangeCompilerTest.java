package io.telltale.query.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Condition.Comparison;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compiled ranges say what exact arithmetic says, at the edges of long and double above all. */
final class RangeCompilerTest {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    Long.MAX_VALUE,
    Long.MAX_VALUE - 1,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    (1L << 53) - 1,
    1L << 53,
    (1L << 53) + 1,
    -(1L << 53) - 1,
    (1L << 62) + 1,
    Long.MAX_VALUE - 511,
    Long.MAX_VALUE - 512,
    Long.MAX_VALUE - 1023,
    Long.MAX_VALUE - 1024
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    0.5,
    -0.5,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0x1p53,
    0x1p53 + 2,
    0x1p63,
    -0x1p63,
    Math.nextDown(0x1p63),
    Math.nextDown(-0x1p63),
    0x1p64,
    1e300,
    8,
    Math.nextUp(8.0)
  };

  @Test
  void comparisonsAreExactOnEveryPairOfTypes() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      Number limit = number(random);
      Number value = number(random);
      for (Comparison comparison : Comparison.values()) {
        boolean wanted = compare(comparison, value, limit);
        assertThat(test(RangeCompiler.compare(isDouble(value), comparison, limit), value))
            .as("seed %s: %s %s %s", seed, value, comparison, limit)
            .isEqualTo(wanted);
      }
    }
  }

  @Test
  void insideAndOutsideAreExactAndOpposite() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      Number a = number(random);
      Number b = number(random);
      Number lo = order(a, b) <= 0 ? a : b;
      Number hi = order(a, b) <= 0 ? b : a;
      Number value = number(random);
      boolean wanted = order(value, lo) >= 0 && order(value, hi) <= 0;
      String about = "seed " + seed + ": " + value + " in " + lo + " to " + hi;
      assertThat(test(RangeCompiler.inside(isDouble(value), lo, hi), value))
          .as(about)
          .isEqualTo(wanted);
      assertThat(test(RangeCompiler.outside(isDouble(value), lo, hi), value))
          .as(about)
          .isEqualTo(!wanted);
    }
  }

  @Test
  void nanIsNeverTrue() {
    for (Comparison comparison : Comparison.values()) {
      for (double limit : DOUBLES) {
        assertThat(test(RangeCompiler.compare(true, comparison, limit), Double.NaN)).isFalse();
      }
    }
    assertThat(test(RangeCompiler.inside(true, 0L, 1L), Double.NaN)).isFalse();
    assertThat(test(RangeCompiler.outside(true, 0L, 1L), Double.NaN)).isFalse();
  }

  @Test
  void nothingIsAboveInfinityAndNothingBeyondTheLongs() {
    Truth aboveInfinity = RangeCompiler.compare(true, Comparison.ABOVE, Double.POSITIVE_INFINITY);
    assertThat(test(aboveInfinity, Double.POSITIVE_INFINITY)).isFalse();
    assertThat(test(RangeCompiler.compare(false, Comparison.ABOVE, 0x1p63), Long.MAX_VALUE))
        .isFalse();
    assertThat(test(RangeCompiler.compare(false, Comparison.AT_LEAST, -0x1p70), Long.MIN_VALUE))
        .isTrue();
    assertThat(test(RangeCompiler.compare(false, Comparison.EQUAL_TO, 1.5), 1L)).isFalse();
    assertThat(test(RangeCompiler.compare(false, Comparison.EQUAL_TO, 1.5), 2L)).isFalse();
  }

  @Test
  void oneBelowAThresholdBeyondDoublePrecisionIsNotAbove() {
    long limit = (1L << 53) + 1;
    Truth above = RangeCompiler.compare(false, Comparison.ABOVE, limit);
    assertThat(test(above, limit)).isFalse();
    assertThat(test(above, limit + 1)).isTrue();
    Truth doubleAbove = RangeCompiler.compare(true, Comparison.ABOVE, limit);
    assertThat(test(doubleAbove, 0x1p53)).isFalse();
    assertThat(test(doubleAbove, 0x1p53 + 2)).isTrue();
  }

  private static boolean test(Truth truth, Number value) {
    return truth instanceof DoubleRangeTruth doubles
        ? doubles.test(value.doubleValue())
        : ((LongRangeTruth) truth).test(value.longValue());
  }

  private static boolean isDouble(Number n) {
    return n instanceof Double;
  }

  private static Number number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> LONGS[random.nextInt(LONGS.length)];
      case 1 -> LONGS[random.nextInt(LONGS.length)] + random.nextInt(3) - 1;
      case 2 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 3 -> Math.nextUp(DOUBLES[random.nextInt(DOUBLES.length)]);
      case 4 -> (double) LONGS[random.nextInt(LONGS.length)];
      default -> (long) random.nextInt(4);
    };
  }

  private static boolean compare(Comparison comparison, Number value, Number limit) {
    int order = order(value, limit);
    return switch (comparison) {
      case ABOVE -> order > 0;
      case BELOW -> order < 0;
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case EQUAL_TO -> order == 0;
    };
  }

  /** Exact, infinities included; no NaN. */
  private static int order(Number a, Number b) {
    if (Double.isInfinite(a.doubleValue()) || Double.isInfinite(b.doubleValue())) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return exact(a).compareTo(exact(b));
  }

  private static BigDecimal exact(Number n) {
    return n instanceof Long l ? BigDecimal.valueOf(l) : new BigDecimal(n.doubleValue());
  }
}
