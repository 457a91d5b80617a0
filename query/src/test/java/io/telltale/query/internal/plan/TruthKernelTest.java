package io.telltale.query.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.scan.ArrayParts;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** Loops over chunks and verdicts on blocks agree with one value at a time. */
final class TruthKernelTest {
  private final TruthBits bits = new TruthBits();

  @Test
  void doubles() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      long[] values = new long[1 + random.nextInt(200)];
      int spread = 1 + random.nextInt(8);
      for (int i = 0; i < values.length; i++) {
        double v = random.nextInt(40) == 0 ? Double.NaN : random.nextInt(spread);
        values[i] = Double.doubleToRawLongBits(v);
      }
      double lo = random.nextInt(8);
      DoubleRangeTruth truth =
          new DoubleRangeTruth(
              lo,
              random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : lo + random.nextInt(6) - 1,
              random.nextBoolean());
      check(seed, Kind.DOUBLE, truth, values, v -> truth.test(Double.longBitsToDouble(v)));
    }
  }

  @Test
  void longs() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      long[] values = new long[1 + random.nextInt(200)];
      int spread = 1 + random.nextInt(8);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(spread);
      }
      long lo = random.nextInt(8);
      LongRangeTruth truth =
          new LongRangeTruth(lo, lo + random.nextInt(6) - 1, random.nextBoolean());
      check(seed, Kind.LONG, truth, values, truth::test);
    }
  }

  @Test
  void aHoleWithinABlockForbidsToTakeItWhole() {
    Truth truth = new DoubleRangeTruth(0, 10, false);
    long one = Double.doubleToRawLongBits(1);
    ArrayParts parts =
        new ArrayParts(Kind.DOUBLE).block(new long[] {0, 10, 21}, new long[] {one, one, one});
    truth.startRun(null, 11);
    assertThat(truth.verdict(parts, 0)).isEqualTo(Verdict.ALL);
    truth.startRun(null, 10);
    assertThat(truth.verdict(parts, 0)).isEqualTo(Verdict.MAYBE);
  }

  @Test
  void aMissingStatisticProvesNothing() {
    long[] times = {0, 1};
    long[] two = {Double.doubleToRawLongBits(2), Double.doubleToRawLongBits(2)};
    Truth never = new DoubleRangeTruth(5, 6, false);
    Truth always = new DoubleRangeTruth(1, 3, false);
    never.startRun(null, 10);
    always.startRun(null, 10);
    ArrayParts whole = new ArrayParts(Kind.DOUBLE).block(times, two);
    assertThat(never.verdict(whole, 0)).isEqualTo(Verdict.NONE);
    assertThat(always.verdict(whole, 0)).isEqualTo(Verdict.ALL);
    for (BlockColumn column : new BlockColumn[] {BlockColumn.MIN, BlockColumn.MAX}) {
      ArrayParts parts = new ArrayParts(Kind.DOUBLE).block(times, two, column);
      assertThat(never.verdict(parts, 0)).as("%s", column).isEqualTo(Verdict.MAYBE);
      assertThat(always.verdict(parts, 0)).as("%s", column).isEqualTo(Verdict.MAYBE);
    }
    for (BlockColumn column :
        new BlockColumn[] {
          BlockColumn.COUNT, BlockColumn.NAN_COUNT, BlockColumn.LARGEST_GAP, BlockColumn.SUM
        }) {
      ArrayParts parts = new ArrayParts(Kind.DOUBLE).block(times, two, column);
      assertThat(always.verdict(parts, 0)).as("%s", column).isEqualTo(Verdict.MAYBE);
    }
  }

  @Test
  void aSumThatOverflowedIsNotTakenFromStatistics() {
    long huge = Double.doubleToRawLongBits(1.5e308);
    ArrayParts parts =
        new ArrayParts(Kind.DOUBLE).block(new long[] {0, 1}, new long[] {huge, huge});
    Truth truth = new DoubleRangeTruth(0, Double.MAX_VALUE, false);
    truth.startRun(null, 10);
    assertThat(truth.verdict(parts, 0)).isEqualTo(Verdict.MAYBE);
  }

  @Test
  void ratesCarryThePreviousFiniteReadingAcrossChunks() {
    RateTruth truth = new RateTruth(1, true);
    truth.startRun(null, 10_000_000_000L);
    ArrayParts none = new ArrayParts(Kind.DOUBLE);
    truth.begin(none, 0);
    long second = 1_000_000_000L;
    truth.evaluate(new long[] {0}, bits(5), 1, bits);
    assertThat(bits.nextSet(0, 1)).as("no reading before the first").isEqualTo(1);
    truth.evaluate(new long[] {second, 2 * second}, bits(Double.NaN, 7), 2, bits);
    assertThat(bits.nextSet(0, 2)).as("2 in 2 s is not above 1/s").isEqualTo(2);
    truth.evaluate(new long[] {3 * second, 20 * second}, bits(9, 900), 2, bits);
    assertThat(bits.nextSet(0, 2)).as("2 in 1 s").isZero();
    assertThat(bits.nextSet(1, 2)).as("17 s is longer than a reading speaks").isEqualTo(2);
  }

  /** A product decides most pairs; it must never decide otherwise than the division. */
  @Test
  void ratesAroundTheLimitAreThoseOfTheDivision() {
    double[] limits = {0, 5e-324, 1e-300, 1e-280, 0.5, 3, 1e300, Double.MAX_VALUE};
    for (long seed = 0; seed < 200_000; seed++) {
      Random random = new Random(seed);
      double limit = limits[random.nextInt(limits.length)];
      boolean doubles = random.nextInt(4) > 0;
      long duration = 1 + (random.nextLong() >>> 1 + random.nextInt(62));
      double rise = limit * (duration / 1e9);
      for (int ulps = random.nextInt(5) - 2; ulps != 0; ulps -= Integer.signum(ulps)) {
        rise = ulps > 0 ? Math.nextUp(rise) : Math.nextDown(rise);
      }
      if (random.nextInt(4) == 0) {
        rise = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      }
      if (!Double.isFinite(rise)) {
        continue;
      }
      long bits = doubles ? Double.doubleToRawLongBits(rise) : (long) rise;
      boolean steep = Math.abs(RateTruth.rate(doubles, duration, bits, 0, 0)) > limit;
      RateTruth truth = new RateTruth(limit, doubles);
      truth.startRun(null, Long.MAX_VALUE);
      assertThat(truth.isSteep(0, 0, duration, bits))
          .as("seed %s limit %s rise %s in %s ns", seed, limit, rise, duration)
          .isEqualTo(steep);
    }
  }

  @Test
  void ratesOfLongsAreExactBeyond64Bits() {
    assertThat(RateTruth.rate(false, 1_000_000_000L, Long.MAX_VALUE, 0, Long.MIN_VALUE))
        .isEqualTo(0x1p64);
    assertThat(RateTruth.rate(false, 1_000_000_000L, Long.MIN_VALUE, 0, Long.MAX_VALUE))
        .isEqualTo(-0x1p64);
    assertThat(RateTruth.rate(false, 1_000_000_000L, (1L << 60) + 1, 0, 1L << 60)).isEqualTo(1);
  }

  @Test
  void bitsAreFoundAcrossWords() {
    long[] words = bits.reserve(130);
    words[0] = 1L << 63;
    words[1] = -1L;
    words[2] = 1;
    assertThat(bits.nextSet(0, 130)).isEqualTo(63);
    assertThat(bits.nextClear(63, 130)).isEqualTo(129);
    assertThat(bits.nextSet(129, 130)).isEqualTo(130);
    assertThat(bits.nextClear(64, 100)).isEqualTo(100);
    assertThat(bits.nextSet(130, 130)).isEqualTo(130);
    assertThat(bits.changes(130)).as("at 63 and 129").isEqualTo(2);
    assertThat(bits.changes(129)).isEqualTo(1);
    assertThat(bits.changes(64)).isEqualTo(1);
    assertThat(bits.changes(63)).isZero();
    words[0] = -1L;
    assertThat(bits.changes(1)).isZero();
    assertThat(bits.changes(128)).isZero();
  }

  @Test
  void shortRunsAreCleared() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(random.nextBoolean() ? 300 : 20);
      int least = random.nextInt(random.nextBoolean() ? 200 : 6);
      int oneIn = 1 + random.nextInt(random.nextBoolean() ? 60 : 5);
      boolean[] set = new boolean[size];
      long[] words = bits.reserve(size);
      Arrays.fill(words, 0);
      for (int i = 0; i < size; i++) {
        set[i] = random.nextInt(oneIn) > 0;
        words[i >>> 6] |= set[i] ? 1L << i : 0;
      }
      bits.clearRunsBelow(least, size);
      for (int from = 0, end; from < size; from = end) {
        end = from + 1;
        while (end < size && set[end] == set[from]) {
          end++;
        }
        boolean stays = set[from] && (end - from >= least || from == 0 || end == size);
        for (int i = from; i < end; i++) {
          boolean is = (words[i >>> 6] >>> i & 1) != 0;
          assertThat(is)
              .as("seed %s size %s least %s at %s", seed, size, least, i)
              .isEqualTo(stays);
        }
      }
      long behind = (size & 63) == 0 ? 0 : words[size >>> 6] & -1L << size;
      assertThat(behind).as("seed %s", seed).isZero();
    }
  }

  private static long[] bits(double... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }

  private void check(long seed, Kind kind, Truth truth, long[] values, LongPredicate oneByOne) {
    long[] times = new long[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = i;
    }
    truth.startRun(null, 1);
    truth.evaluate(times, values, values.length, bits);
    int trues = 0;
    for (int i = 0; i < values.length; i++) {
      boolean wanted = oneByOne.test(values[i]);
      trues += wanted ? 1 : 0;
      assertThat(bits.nextSet(i, values.length) == i)
          .as("seed %s at %s", seed, i)
          .isEqualTo(wanted);
    }
    Verdict verdict = truth.verdict(new ArrayParts(kind).block(times, values), 0);
    if (verdict != Verdict.MAYBE) {
      assertThat(trues).as("seed %s", seed).isEqualTo(verdict == Verdict.NONE ? 0 : values.length);
    }
  }
}
