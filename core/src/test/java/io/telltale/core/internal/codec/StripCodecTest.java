package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.core.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Strips of blocks of every shape, compared with plain loops over their values. */
class StripCodecTest {
  private static final int ROUNDS = 400;
  private static final int SHARE = 40;
  private static final double ROUNDING = 1e-12;

  private final BlockEncoder encoder = new BlockEncoder();
  private final BlockBuffer buffer = new BlockBuffer();
  private final StripColumn strips = new StripColumn();
  private final Random random = new Random(20_261_129);
  private long[] times;
  private int withStrips;
  private int withEnds;

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
    assertThat(withEnds).isGreaterThan(ROUNDS / 20);
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
    assertThat(withEnds).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void statesHaveNoStrips() {
    long[] values = BlockShapes.integers(BlockShapes.Integers.CODES, 1024, random);
    encode(values, Kind.STATE, BlockShapes.Times.JITTERED_NS);
    assertThat(encoder.stripWords()).isZero();
    encode(values, Kind.LONG, BlockShapes.Times.JITTERED_NS);
    assertThat(encoder.stripWords()).isPositive();
  }

  @Test
  void sumsOfDecimalsAreExactWhereDoublesCancelOut() {
    long[] values = new long[512];
    for (int i = 0; i < values.length; i++) {
      double value = (i % 2 == 0 ? 1 : -1) * (10_000_000 + i * 7919 % 9973) / 100.0;
      values[i] = Double.doubleToRawLongBits(value);
    }
    encode(values, Kind.DOUBLE, BlockShapes.Times.JITTERED_NS);
    open(values.length);
    assertThat(strips.count()).isPositive();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < strips.start(1); i++) {
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
      encode(values, Kind.DOUBLE, BlockShapes.Times.JITTERED_NS);
      open(values.length);
      assertThat(strips.count()).isPositive();
      for (int i = 0; i < values.length; i += 1 + random.nextInt(9)) {
        long[] changed = values.clone();
        changed[i] = Double.doubleToRawLongBits(Double.longBitsToDouble(values[i]) + 1000);
        assertThat(strips.areOf(times, changed)).as("%s %d", shape, i).isFalse();
      }
    }
  }

  @Test
  void damagedStripsAreRefusedOrNoticed() {
    for (BlockShapes.Doubles shape : BlockShapes.Doubles.values()) {
      long[] values = BlockShapes.doubles(shape, 700, random);
      encode(values, Kind.DOUBLE, BlockShapes.Times.JITTERED_NS);
      long[] words = words();
      open(values.length);
      String told = told();
      int from = encoder.timeWords() + encoder.valueWords();
      for (int bit = 0; bit < encoder.stripWords() * Long.SIZE; bit++) {
        long[] damaged = words.clone();
        damaged[from + bit / Long.SIZE] ^= 1L << bit;
        boolean opened = open(damaged, encoder.stripWords(), values.length);
        if (opened && strips.areOf(times, values)) {
          assertThat(told()).as("%s bit %d", shape, bit).isEqualTo(told);
        }
      }
    }
  }

  /** All that the strips say of values. */
  private String told() {
    StringBuilder told = new StringBuilder();
    for (int strip = 0; strip < strips.count(); strip++) {
      told.append(strips.start(strip)).append(' ').append(strips.min(strip)).append(' ');
      told.append(strips.max(strip)).append(' ').append(strips.sum(strip)).append(' ');
      told.append(strips.startNs(strip)).append(strips.hasEnds()).append('\n');
    }
    return told.toString();
  }

  /** Checksums of such a file may hold: who looks for a time in it must come to an end. */
  @Test
  void stretchesThatDoNotAscendAreRefused() {
    assertThat(opensWithStep(0, 0)).isTrue();
    assertThat(opensWithStep(-1, Long.SIZE)).isFalse();
    assertThat(opensWithStep(-2, Long.SIZE)).isFalse();
    assertThat(opensWithStep(Long.MAX_VALUE - 1, Long.SIZE)).isFalse();
    assertThat(opensWithStep(Long.MAX_VALUE / 1_000_000, Long.SIZE)).isFalse();
  }

  /** Two strips of a second, two readings each, of which the second is this many seconds behind. */
  private boolean opensWithStep(long step, int width) {
    long[] words = new long[8];
    BitWriter writer = new BitWriter();
    writer.begin(words);
    writer.put(9, StripEncoder.LENGTH_BITS);
    writer.put(0, 2);
    writer.put(1, StripEncoder.STRIPS_BITS);
    writer.put(width, PackedLayout.LENGTH_BITS);
    writer.put(step, width);
    writer.put(1, PackedLayout.LENGTH_BITS);
    writer.put(1, 1);
    writer.put(1, 1);
    writer.putSigned(5);
    for (int list = StripEncoder.LEAST; list < StripEncoder.FIRST; list++) {
      writer.put(0, PackedLayout.LENGTH_BITS);
    }
    writer.align();
    return strips.open(ValueEncoding.INTEGER, words, 0, 0, writer.word(), 4, 7_000_000_000L);
  }

  @Test
  void aColumnOfAnotherLengthIsRefused() {
    long[] values = BlockShapes.doubles(BlockShapes.Doubles.DECIMALS, 1000, random);
    encode(values, Kind.DOUBLE, BlockShapes.Times.JITTERED_NS);
    long[] words = Arrays.copyOf(words(), words().length + 1);
    assertThat(open(words, encoder.stripWords(), values.length)).isTrue();
    assertThat(open(words, encoder.stripWords() - 1, values.length)).isFalse();
    assertThat(open(words, encoder.stripWords() + 1, values.length)).isFalse();
    assertThat(strips.count()).isZero();
  }

  private void check(long[] values, Kind kind, Object shape) {
    int n = values.length;
    encode(values, kind);
    open(n);
    int words = encoder.timeWords() + encoder.valueWords();
    assertThat(encoder.stripWords() * SHARE).as("%s", shape).isLessThanOrEqualTo(words);
    assertThat(words + encoder.stripWords()).isLessThanOrEqualTo(2 * n);
    assertThat(strips.areOf(times, values)).as("%s", shape).isTrue();
    if (strips.count() == 0) {
      return;
    }
    withStrips++;
    withEnds += strips.hasEnds() ? 1 : 0;
    seen.add(encoder.valueEncoding());
    assertThat(strips.count()).isBetween(3, 64);
    assertThat(strips.start(0)).isZero();
    assertThat(strips.start(strips.count())).isEqualTo(n);
    for (int strip = 0; strip < strips.count(); strip++) {
      int from = strips.start(strip);
      int to = strips.start(strip + 1);
      assertThat(to).isGreaterThan(from);
      compare(strip, Arrays.copyOfRange(values, from, to), kind, shape);
      compareTimes(strip, from, to);
      if (strips.hasEnds()) {
        assertThat(strips.first(strip)).isEqualTo(values[from]);
        assertThat(strips.last(strip)).isEqualTo(values[to - 1]);
      }
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

  private void compareTimes(int strip, int from, int to) {
    long startNs = strips.startNs(strip);
    assertThat(startNs % strips.lengthNs()).isZero();
    assertThat(times[from]).isGreaterThanOrEqualTo(startNs);
    assertThat(times[to - 1]).isLessThan(startNs + strips.lengthNs());
    assertThat(strips.countBefore(startNs)).isEqualTo(from);
    assertThat(strips.countBefore(startNs + 1)).isEqualTo(-1);
    assertThat(strips.countBefore(startNs + strips.lengthNs())).isEqualTo(to);
    assertThat(strips.of(from)).isEqualTo(strip);
    assertThat(strips.of(to - 1)).isEqualTo(strip);
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
    long[] back = new long[BlockBuffer.CAPACITY];
    BitSet known = new BitSet();
    for (int k = 0; k < 12; k++) {
      int first = k == 0 ? n - 1 : random.nextInt(n);
      int end = first + 1 + random.nextInt(n - first);
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
      known.set(first, end);
      for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
        // those decoded earlier, too
        assertThat(back[i])
            .as("%s first=%d end=%d of %d: %d", shape, first, end, n, i)
            .isEqualTo(values[i]);
      }
    }
  }

  private void encode(long[] values, Kind kind) {
    BlockShapes.Times[] shapes = BlockShapes.Times.values();
    encode(values, kind, shapes[random.nextInt(shapes.length)]);
  }

  private void encode(long[] values, Kind kind, BlockShapes.Times shape) {
    times = BlockShapes.times(shape, values.length, random);
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
    return strips.open(
        encoder.valueEncoding(), words, encoder.timeWords(), from, stripWords, n, times[0]);
  }
}
