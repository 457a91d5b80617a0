package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
  private final ValueEncoder encoder = new ValueEncoder();
  private final ValueDecoder decoder = new ValueDecoder();
  private final StripColumn noStrips = new StripColumn();

  @ParameterizedTest
  @EnumSource(BlockShapes.Doubles.class)
  void everyShapeOfDoublesComesBackBitForBit(BlockShapes.Doubles shape) {
    Seeds.run(
        300,
        random ->
            roundTrip(BlockShapes.doubles(shape, BlockShapes.size(random), random), Kind.DOUBLE));
  }

  @ParameterizedTest
  @EnumSource(BlockShapes.Integers.class)
  void everyShapeOfIntegersComesBack(BlockShapes.Integers shape) {
    Seeds.run(
        200,
        random ->
            roundTrip(BlockShapes.integers(shape, BlockShapes.size(random), random), Kind.LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void decimalsTakeTheBitsOfTheirRange(int digits) {
    Seeds.run(
        20,
        random -> {
          long[] bits = new long[1024];
          double scale = Math.pow(10, digits);
          long far = random.nextInt(9) * 1_000_000L;
          for (int i = 0; i < bits.length; i++) {
            // 4,096 neighbouring decimals: 12 bits each.
            bits[i] = Double.doubleToRawLongBits((far + 10_000 + random.nextInt(4096)) / scale);
          }
          roundTrip(bits, Kind.DOUBLE);

          assertThat(encoder.encoding()).isEqualTo(ValueEncoding.ALP);
          assertThat(encoder.words()).isBetween(12 * 16 + 1, 12 * 16 + 10);
        });
  }

  @Test
  void anOutlierDoesNotWidenItsBlock() {
    long[] bits = new long[1024];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(i == 500 ? 1e9 : (i * i * 7919 & 0xF0) / 160.0);
    }
    roundTrip(bits, Kind.DOUBLE);

    assertThat(encoder.words()).isLessThanOrEqualTo(64 + 3);
  }

  @Test
  void encodingsFitTheData() {
    Random random = new Random(5);
    roundTrip(BlockShapes.doubles(BlockShapes.Doubles.CONSTANT, 1024, random), Kind.DOUBLE);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.CONSTANT);
    assertThat(encoder.words()).isEqualTo(1);

    expect(BlockShapes.Doubles.RANDOM_BITS, ValueEncoding.RAW, 64.0);
    expect(BlockShapes.Doubles.FULL_PRECISION, ValueEncoding.FRONT, 57.0);
    expect(BlockShapes.Doubles.WHOLE_BEYOND_2_51, ValueEncoding.ALP, 20.2);
    expect(BlockShapes.Doubles.WALK, ValueEncoding.ALP, 15.0);
    expect(BlockShapes.Doubles.COUNTER, ValueEncoding.ALP, 0.3);
    expect(BlockShapes.Doubles.FEW_VALUES, ValueEncoding.DICTIONARY, 4.6 + 1.3);
    expect(BlockShapes.Doubles.TWO_VALUES, ValueEncoding.DICTIONARY, 1.2);
    expect(BlockShapes.Doubles.RUNS, ValueEncoding.RUNS, 2.0);
  }

  private void expect(BlockShapes.Doubles shape, ValueEncoding encoding, double bitsAtMost) {
    roundTrip(BlockShapes.doubles(shape, 1024, new Random(7)), Kind.DOUBLE);
    assertThat(encoder.encoding()).as("%s", shape).isEqualTo(encoding);
    assertThat(encoder.words() / 16.0).as("%s", shape).isLessThanOrEqualTo(bitsAtMost);
  }

  @Test
  void idsOfEarlierLayoutsAreUnknown() {
    assertThat(ValueEncoding.of(1)).isNull();
    assertThat(ValueEncoding.of(2)).isNull();
    assertThat(TimeEncoding.of(1)).isNull();
    assertThat(TimeEncoding.of(2)).isNull();
    for (ValueEncoding encoding : ValueEncoding.values()) {
      assertThat(ValueEncoding.of(encoding.id())).isEqualTo(encoding);
    }
    for (TimeEncoding encoding : TimeEncoding.values()) {
      assertThat(TimeEncoding.of(encoding.id())).isEqualTo(encoding);
    }
  }

  @Test
  void encodingsFitIntegers() {
    expect(BlockShapes.Integers.FLAGS, ValueEncoding.INTEGER, 1.1);
    expect(BlockShapes.Integers.CODES, ValueEncoding.INTEGER, 3.8);
    expect(BlockShapes.Integers.COUNTER, ValueEncoding.INTEGER, 7.1);
    expect(BlockShapes.Integers.SMALL_WITH_OUTLIERS, ValueEncoding.INTEGER, 7.4);
    expect(BlockShapes.Integers.SCATTERED_CODES, ValueEncoding.DICTIONARY, 6.5);
    expect(BlockShapes.Integers.RUNS, ValueEncoding.RUNS, 2.5);
    expect(BlockShapes.Integers.STEADY_COUNTER, ValueEncoding.INTEGER, 2.8);
  }

  private void expect(BlockShapes.Integers shape, ValueEncoding encoding, double bitsAtMost) {
    roundTrip(BlockShapes.integers(shape, 1024, new Random(7)), Kind.LONG);
    assertThat(encoder.encoding()).as("%s", shape).isEqualTo(encoding);
    assertThat(encoder.words() / 16.0).as("%s", shape).isLessThanOrEqualTo(bitsAtMost);
  }

  @Test
  void aWalkInHundredthsTakesLessThanAByte() {
    roundTrip(
        FleetBlocks.values(FleetBlocks.Channel.TEMPERATURE, 1024, new Random(3)), Kind.DOUBLE);

    assertThat(encoder.words()).isLessThanOrEqualTo(16 * 7);
  }

  @Test
  void aFleetsValuesTakeTheirBits() {
    double bytes = 0;
    for (FleetBlocks.Channel channel : FleetBlocks.Channel.values()) {
      Random random = new Random(11);
      for (int block = 0; block < 20; block++) {
        roundTrip(FleetBlocks.values(channel, 1024, random), Kind.DOUBLE);
        bytes += encoder.words() * 8.0 / 1024 / 20;
      }
    }
    assertThat(bytes / FleetBlocks.Channel.values().length).isLessThan(1.76);
  }

  @Test
  void negativeZeroAndNanPayloadsAreNotMistakenForNumbers() {
    long[] bits = new long[64];
    Arrays.fill(bits, Double.doubleToRawLongBits(0.0));
    bits[3] = Double.doubleToRawLongBits(-0.0);
    bits[4] = 0x7ff8_0000_0000_1234L;
    bits[5] = 0xfff0_0000_0000_0001L;
    bits[63] = Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
    roundTrip(bits, Kind.DOUBLE);

    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.ALP);
  }

  @Test
  void wordsThatNoEncoderWritesAreRefusedOrHarmless() {
    TimeDecoder times = new TimeDecoder();
    StripColumn strips = new StripColumn();
    long[] into = new long[BlockBuffer.CAPACITY];
    Seeds.run(
        20_000,
        random -> {
          int n = BlockShapes.size(random);
          int length = random.nextInt(n + 3);
          long[] words = new long[length + 1];
          for (int i = 0; i < words.length; i++) {
            words[i] = random.nextLong() >>> random.nextInt(64);
          }
          for (ValueEncoding encoding : ValueEncoding.values()) {
            decoder.decode(encoding, words, 1, length, n, into);
            int first = random.nextInt(n);
            strips.open(encoding, words, 1, 1, length, n, random.nextLong());
            for (int i = 0; i < strips.count(); i++) {
              into[i] = strips.min(i) + strips.max(i) + (long) strips.sum(i);
            }
            decoder.decode(encoding, words, 1, length, n, first, n, strips, into);
          }
          for (TimeEncoding encoding : TimeEncoding.values()) {
            times.decode(encoding, words, 1, length, 5, random.nextLong(), n, into);
          }
        });
  }

  @Test
  void damagedColumnsAreRefusedOrHarmless() {
    Seeds.run(
        3_000,
        random -> {
          BlockShapes.Doubles[] shapes = BlockShapes.Doubles.values();
          int n = BlockShapes.size(random);
          long[] values = BlockShapes.doubles(shapes[random.nextInt(shapes.length)], n, random);
          encoder.encode(values, n, Kind.DOUBLE);
          long[] words = Arrays.copyOf(encoder.column(), encoder.words());
          for (int flips = random.nextInt(3); flips >= 0; flips--) {
            // Most often near the begin, where the heads are.
            int word = random.nextInt(1 + random.nextInt(words.length));
            words[word] ^= 1L << random.nextInt(64);
          }
          int length = random.nextInt(4) == 0 ? random.nextInt(words.length + 1) : words.length;
          long[] into = new long[BlockBuffer.CAPACITY];
          decoder.decode(encoder.encoding(), words, 0, length, n, into);
          decoder.decode(encoder.encoding(), words, 0, length, BlockShapes.size(random), into);
        });
  }

  @Test
  void aColumnOfAnotherLengthIsRefused() {
    for (BlockShapes.Doubles shape : BlockShapes.Doubles.values()) {
      long[] values = BlockShapes.doubles(shape, 500, new Random(2));
      encoder.encode(values, 500, Kind.DOUBLE);
      long[] words = Arrays.copyOf(encoder.column(), encoder.words() + 1);
      long[] into = new long[BlockBuffer.CAPACITY];
      for (int length : new int[] {0, encoder.words() - 1, encoder.words() + 1}) {
        assertThat(decoder.decode(encoder.encoding(), words, 0, length, 500, into))
            .as("%s %d", shape, length)
            .isFalse();
      }
    }
  }

  private void roundTrip(long[] values, Kind kind) {
    int n = values.length;
    encoder.encode(values, n, kind);
    assertThat(encoder.words()).isLessThanOrEqualTo(n);
    long[] words = new long[n + 5];
    System.arraycopy(encoder.column(), 0, words, 5, encoder.words());
    long[] back = new long[BlockBuffer.CAPACITY];
    boolean decoded = decoder.decode(encoder.encoding(), words, 5, encoder.words(), n, back);

    assertThat(decoded).as("%s n=%d", encoder.encoding(), n).isTrue();
    assertThat(Arrays.copyOf(back, n)).as("%s", encoder.encoding()).isEqualTo(values);
    for (int first = 0; first < n; first += 1 + n / 7) {
      for (int end = first; end <= n; end += 1 + n / 5) {
        comesBack(words, values, first, end);
      }
      comesBack(words, values, first, n);
    }
  }

  private void comesBack(long[] words, long[] values, int first, int end) {
    int n = values.length;
    long[] back = new long[BlockBuffer.CAPACITY];
    ValueEncoding encoding = encoder.encoding();
    assertThat(decoder.decode(encoding, words, 5, encoder.words(), n, first, end, noStrips, back))
        .as("%s n=%d", encoding, n)
        .isTrue();
    assertThat(Arrays.copyOfRange(back, first, end))
        .as("%s n=%d first=%d", encoding, n, first)
        .isEqualTo(Arrays.copyOfRange(values, first, end));
  }
}
