package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockShapes;
import io.telltale.core.testkit.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every column against a model that follows the definitions word by word. */
class BlockStatisticsTest {
  private static final long NAN = Double.doubleToLongBits(Double.NaN);

  @Test
  void doublesAgreeWithTheModel() {
    Seeds.run(
        2_000,
        random -> {
          int n = BlockShapes.size(random);
          long[] times = BlockShapes.times(pick(BlockShapes.Times.values(), random), n, random);
          long[] values =
              BlockShapes.doubles(pick(BlockShapes.Doubles.values(), random), n, random);
          compare(times, values, Kind.DOUBLE);
        });
  }

  @Test
  void integersAgreeWithTheModel() {
    Seeds.run(
        2_000,
        random -> {
          int n = BlockShapes.size(random);
          long[] times = BlockShapes.times(pick(BlockShapes.Times.values(), random), n, random);
          long[] values =
              BlockShapes.integers(pick(BlockShapes.Integers.values(), random), n, random);
          compare(times, values, Kind.LONG);
        });
  }

  @Test
  void aBlockOfNanHasExtremesThatNothingReaches() {
    long[] row = compute(new long[] {1, 5}, new long[] {NAN, NAN}, Kind.DOUBLE);

    assertThat(asDouble(row, BlockColumn.MIN)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(asDouble(row, BlockColumn.MAX)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(at(row, BlockColumn.FIRST)).isEqualTo(NAN);
    assertThat(at(row, BlockColumn.LAST)).isEqualTo(NAN);
    assertThat(asDouble(row, BlockColumn.SUM)).isEqualTo(0.0);
    assertThat(at(row, BlockColumn.NAN_COUNT)).isEqualTo(2);
    assertThat(at(row, BlockColumn.LARGEST_GAP)).isEqualTo(4);
  }

  @Test
  void infinitiesAreValuesButNotFinite() {
    long infinity = bits(Double.POSITIVE_INFINITY);
    long[] row =
        compute(new long[] {1, 2, 3}, new long[] {bits(4), infinity, bits(4)}, Kind.DOUBLE);

    assertThat(at(row, BlockColumn.MAX)).isEqualTo(infinity);
    assertThat(at(row, BlockColumn.NAN_COUNT)).isZero();
    assertThat(at(row, BlockColumn.NOT_FINITE_COUNT)).isEqualTo(1);
    // Left out: the two fours are finite neighbours, and unchanged.
    assertThat(asDouble(row, BlockColumn.STEEPEST_RISE)).isEqualTo(0.0);
    assertThat(at(row, BlockColumn.LONGEST_UNCHANGED)).isEqualTo(2);
  }

  @Test
  void infinitiesOfBothSignsSumToTheOneNan() {
    long[] values = {bits(Double.POSITIVE_INFINITY), bits(Double.NEGATIVE_INFINITY)};

    assertThat(at(compute(new long[] {1, 2}, values, Kind.DOUBLE), BlockColumn.SUM)).isEqualTo(NAN);
  }

  private static void compare(long[] times, long[] values, Kind kind) {
    long[] row = compute(times, values, kind);
    long[] model = model(times, values, kind);
    for (BlockColumn column : BlockColumn.values()) {
      if (column.id() < BlockColumn.OFFSET.id()) {
        assertThat(at(row, column))
            .as("%s of %s %s", column, kind, Arrays.toString(Arrays.copyOf(values, 5)))
            .isEqualTo(at(model, column));
      }
    }
  }

  private static long[] compute(long[] times, long[] values, Kind kind) {
    long[] row = new long[BlockColumn.values().length];
    BlockStatistics.compute(times, values, times.length, kind, row);
    return row;
  }

  private static long[] model(long[] times, long[] values, Kind kind) {
    int n = times.length;
    long[] row = new long[BlockColumn.values().length];
    put(row, BlockColumn.T0, times[0]);
    put(row, BlockColumn.T1, times[n - 1]);
    put(row, BlockColumn.COUNT, n);
    long gap = 0;
    for (int i = 1; i < n; i++) {
      gap = Math.max(gap, saturated(times[i - 1], times[i]));
    }
    put(row, BlockColumn.LARGEST_GAP, gap);
    List<Integer> finite = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (kind != Kind.DOUBLE || Double.isFinite(value)) {
        finite.add(i);
      }
      if (kind != Kind.DOUBLE || !Double.isNaN(value)) {
        numbers.add(i);
      }
    }
    put(row, BlockColumn.NAN_COUNT, n - numbers.size());
    put(row, BlockColumn.NOT_FINITE_COUNT, n - finite.size());
    put(row, BlockColumn.FIRST, finite.isEmpty() ? NAN : values[finite.get(0)]);
    put(row, BlockColumn.LAST, finite.isEmpty() ? NAN : values[finite.get(finite.size() - 1)]);
    modelExtremes(values, kind, numbers, row);
    modelChanges(times, values, kind, finite, row);
    return row;
  }

  private static void modelExtremes(long[] values, Kind kind, List<Integer> numbers, long[] row) {
    double sum = 0;
    if (kind == Kind.DOUBLE) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i : numbers) {
        double value = Double.longBitsToDouble(values[i]);
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
      }
      put(row, BlockColumn.MIN, bits(min == 0 ? 0.0 : min));
      put(row, BlockColumn.MAX, bits(max == 0 ? 0.0 : max));
    } else {
      put(row, BlockColumn.MIN, Arrays.stream(values).min().getAsLong());
      put(row, BlockColumn.MAX, Arrays.stream(values).max().getAsLong());
      for (long value : values) {
        sum += (double) value;
      }
    }
    put(row, BlockColumn.SUM, Double.isNaN(sum) ? NAN : bits(sum));
  }

  private static void modelChanges(
      long[] times, long[] values, Kind kind, List<Integer> finite, long[] row) {
    double rise = Double.NEGATIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    long unchanged = 0;
    for (int k = 1; k < finite.size(); k++) {
      int j = finite.get(k - 1);
      int i = finite.get(k);
      double rate = difference(values[j], values[i], kind) / (saturated(times[j], times[i]) / 1e9);
      rise = Math.max(rise, rate);
      fall = Math.min(fall, rate);
    }
    for (int start = 0; start < finite.size(); ) {
      int end = start;
      while (end + 1 < finite.size()
          && difference(values[finite.get(end)], values[finite.get(end + 1)], kind) == 0) {
        end++;
      }
      unchanged = Math.max(unchanged, saturated(times[finite.get(start)], times[finite.get(end)]));
      start = end + 1;
    }
    put(row, BlockColumn.STEEPEST_RISE, bits(rise == 0 ? 0.0 : rise));
    put(row, BlockColumn.STEEPEST_FALL, bits(fall == 0 ? 0.0 : fall));
    put(row, BlockColumn.LONGEST_UNCHANGED, unchanged);
  }

  private static double difference(long from, long to, Kind kind) {
    return kind == Kind.DOUBLE
        ? Double.longBitsToDouble(to) - Double.longBitsToDouble(from)
        : BigInteger.valueOf(to).subtract(BigInteger.valueOf(from)).doubleValue();
  }

  private static long saturated(long from, long to) {
    return BigInteger.valueOf(to)
        .subtract(BigInteger.valueOf(from))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static void put(long[] row, BlockColumn column, long value) {
    row[column.ordinal()] = value;
  }

  private static long at(long[] row, BlockColumn column) {
    return row[column.ordinal()];
  }

  private static double asDouble(long[] row, BlockColumn column) {
    return Double.longBitsToDouble(at(row, column));
  }
}
