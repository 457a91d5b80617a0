package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.core.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Strips of blocks of every shape, compared with plain loops over their values. */
class StripCodecTest {
  private static final int ROUNDS = 400;
  private static final int SHARE = 48;
  private static final double ROUNDING = 1e-12;

  private final BlockEncoder encoder = new BlockEncoder();
  private final BlockBuffer buffer = new BlockBuffer();
  private final StripColumn strips = new StripColumn();
  private final Random random = new Random(20_261_129);
  private int withStrips;
  private int withFirsts;

  private final Set<ValueEncoding> seen = EnumSet.noneOf(ValueEncoding.class);

  @Test
  void stripsOfDoublesAreThoseOfTheirValues() {
    for (int round = 0; round < ROUNDS; round++) {
      for (BlockShapes.Doubles shape : BlockShapes.Doubles.values()) {
        int n = BlockShapes.size(random);
        check(BlockShapes.doubles(shape, n, random), Kind.DOUBLE, shape);
      }
    }
    assertThat(seen)
        .contains(ValueEncoding.ALP, ValueEncoding.FRONT, ValueEncoding.RAW)
        .doesNotContain(ValueEncoding.CONSTANT);
    assertThat(withStrips).isGreaterThan(ROUNDS);
    assertThat(withFirsts).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void stripsOfIntegersAreThoseOfTheirValues() {
    for (int round = 0; round < ROUNDS; round++) {
      for (BlockShapes.Integers shape : BlockShapes.Integers.values()) {
        int n = BlockShapes.size(random);
        check(BlockShapes.integers(shape, n, random), Kind.LONG, shape);
      }
      check(BlockShapes.integers(BlockShapes.Integers.FLAGS, 1024, random), Kind.BOOLEAN, "flags");
    }
    assertThat(seen).contains(ValueEncoding.INTEGER);
    assertThat(withStrips).isGreaterThan(ROUNDS);
    assertThat(withFirsts).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void statesHaveNoStrips() {
    long[] values = BlockShapes.integers(BlockShapes.Integers.CODES, 1024, random);
    encode(values, Kind.STATE);
    assertThat(encoder.stripWords()).isZero();
    encode(values, Kind.LONG);
    assertThat(encoder.stripWords()).isPositive();
  }

  @Test
  void sumsOfDecimalsAreExactWhereDoublesCancelOut() {
    long[] values = new long[512];
    for (int i = 0; i < values.length; i++) {
      double value = (i % 2 == 0 ? 1 : -1) * (10_000_000 + i * 7919 % 9973) / 100.0;
      values[i] = Double.doubleToRawLongBits(value);
    }
    encode(values, Kind.DOUBLE);
    open(values.length);
    assertThat(strips.size()).isPositive();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < strips.size(); i++) {
      sum = sum.add(BigDecimal.valueOf(Double.longBitsToDouble(values[i])));
    }
    assertThat(strips.sum(0)).isEqualTo(sum.doubleValue());
  }

  @Test
  void anyOtherValueIsNoticed() {
    for (BlockShapes.Doubles shape :
        new BlockShapes.Doubles[] {
          BlockShapes.Doubles.DECIMALS, BlockShapes.Doubles.FULL_PRECISION, BlockShapes.Doubles.WALK
        }) {
      long[] values = BlockShapes.doubles(shape, 1000, random);
      encode(values, Kind.DOUBLE);
      open(values.length);
      assertThat(strips.size()).isPositive();
      for (int i = 0; i < values.length; i += 1 + random.nextInt(9)) {
        long[] changed = values.clone();
        changed[i] = Double.doubleToRawLongBits(Double.longBitsToDouble(values[i]) + 1000);
        assertThat(strips.areOf(changed)).as("%s %d", shape, i).isFalse();
      }
    }
  }

  @Test
  void damagedStripsAreRefusedOrNoticed() {
    for (BlockShapes.Doubles shape : BlockShapes.Doubles.values()) {
      long[] values = BlockShapes.doubles(shape, 700, random);
      encode(values, Kind.DOUBLE);
      long[] words = words();
      int from = encoder.timeWords() + encoder.valueWords();
      for (int bit = 0; bit < encoder.stripWords() * Long.SIZE; bit++) {
        long[] damaged = words.clone();
        damaged[from + bit / Long.SIZE] ^= 1L << bit;
        boolean opened = open(damaged, encoder.stripWords(), values.length);
        // a bit that is read is a wrong number; others are what fills up a word
        if (opened && strips.areOf(values)) {
          assertThat(isFilling(bit, values.length)).as("%s bit %d", shape, bit).isTrue();
        }
      }
    }
  }

  /** Whether a bit is behind the last number, or behind the head of doubles. */
  private boolean isFilling(int bit, int n) {
    long[] words = words();
    int from = encoder.timeWords() + encoder.valueWords();
    boolean doubles = (words[from] >>> StripEncoder.SIZE_BITS & 1) != 0;
    int last = encoder.stripWords() - 1;
    return doubles ? bit > StripEncoder.SIZE_BITS && bit < Long.SIZE : bit / Long.SIZE == last;
  }

  @Test
  void aColumnOfAnotherLengthIsRefused() {
    long[] values = BlockShapes.doubles(BlockShapes.Doubles.DECIMALS, 1000, random);
    encode(values, Kind.DOUBLE);
    long[] words = Arrays.copyOf(words(), words().length + 1);
    assertThat(open(words, encoder.stripWords(), values.length)).isTrue();
    assertThat(open(words, encoder.stripWords() - 1, values.length)).isFalse();
    assertThat(open(words, encoder.stripWords() + 1, values.length)).isFalse();
    assertThat(strips.size()).isZero();
  }

  private void check(long[] values, Kind kind, Object shape) {
    int n = values.length;
    encode(values, kind);
    open(n);
    int words = encoder.timeWords() + encoder.valueWords();
    assertThat(encoder.stripWords() * SHARE).as("%s", shape).isLessThanOrEqualTo(words);
    assertThat(words + encoder.stripWords()).isLessThanOrEqualTo(2 * n);
    assertThat(strips.areOf(values)).as("%s", shape).isTrue();
    int size = strips.size();
    if (size == 0) {
      return;
    }
    withStrips++;
    withFirsts += strips.hasFirsts() ? 1 : 0;
    seen.add(encoder.valueEncoding());
    assertThat(size).isIn(64, 128, 256);
    assertThat(n).isGreaterThan(3 * size);
    for (int strip = 0; strip * size < n; strip++) {
      int to = Math.min(n, (strip + 1) * size);
      compare(strip, Arrays.copyOfRange(values, strip * size, to), kind, shape);
    }
    comeBackAlone(values, shape);
  }

  private void compare(int strip, long[] values, Kind kind, Object shape) {
    if (kind == Kind.DOUBLE) {
      double[] doubles = Arrays.stream(values).mapToDouble(Double::longBitsToDouble).toArray();
      double least = Arrays.stream(doubles).min().orElseThrow() + 0.0;
      double most = Arrays.stream(doubles).max().orElseThrow() + 0.0;
      assertThat(strips.min(strip)).as("%s", shape).isEqualTo(Double.doubleToRawLongBits(least));
      assertThat(strips.max(strip)).as("%s", shape).isEqualTo(Double.doubleToRawLongBits(most));
      sum(strip, Arrays.stream(doubles).mapToObj(BigDecimal::new), shape);
    } else {
      assertThat(strips.min(strip)).isEqualTo(Arrays.stream(values).min().orElseThrow());
      assertThat(strips.max(strip)).isEqualTo(Arrays.stream(values).max().orElseThrow());
      sum(strip, Arrays.stream(values).mapToObj(BigDecimal::valueOf), shape);
    }
  }

  private void sum(int strip, Stream<BigDecimal> values, Object shape) {
    BigDecimal[] sums =
        values.reduce(
            new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO},
            (all, value) -> new BigDecimal[] {all[0].add(value), all[1].add(value.abs())},
            (a, b) -> a);
    assertThat(strips.sum(strip))
        .as("%s", shape)
        .isCloseTo(sums[0].doubleValue(), within(sums[1].doubleValue() * ROUNDING));
  }

  /** Decodes ranges with the help of the strips. */
  private void comeBackAlone(long[] values, Object shape) {
    int n = values.length;
    long[] words = words();
    for (int k = 0; k < 12; k++) {
      int first = k == 0 ? n - 1 : random.nextInt(n);
      int end = first + 1 + random.nextInt(n - first);
      long[] back = new long[BlockBuffer.CAPACITY];
      boolean decoded =
          buffer
              .valueDecoder()
              .decode(
                  encoder.valueEncoding(),
                  words,
                  encoder.timeWords(),
                  encoder.valueWords(),
                  n,
                  first,
                  end,
                  strips,
                  back);
      assertThat(decoded).as("%s", shape).isTrue();
      assertThat(Arrays.copyOfRange(back, first, end))
          .as("%s first=%d end=%d of %d", shape, first, end, n)
          .isEqualTo(Arrays.copyOfRange(values, first, end));
    }
  }

  private void encode(long[] values, Kind kind) {
    long[] times = BlockShapes.times(BlockShapes.Times.JITTERED_NS, values.length, random);
    encoder.encode(times, values, values.length, kind);
  }

  private long[] words() {
    long[] words = new long[encoder.bytes().remaining() / Long.BYTES];
    encoder.bytes().duplicate().order(encoder.bytes().order()).asLongBuffer().get(words);
    return words;
  }

  private void open(int n) {
    assertThat(open(words(), encoder.stripWords(), n)).isTrue();
  }

  private boolean open(long[] words, int stripWords, int n) {
    int from = encoder.timeWords() + encoder.valueWords();
    return strips.open(encoder.valueEncoding(), words, encoder.timeWords(), from, stripWords, n);
  }
}
