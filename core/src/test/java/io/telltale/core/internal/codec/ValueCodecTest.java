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
            // 256 neighbouring decimals: 8 bits each, 8 a word.
            bits[i] = Double.doubleToRawLongBits((far + 1000 + (i * 7 & 0xFF)) / scale);
          }
          roundTrip(bits, Kind.DOUBLE);

          assertThat(encoder.encoding()).isEqualTo(ValueEncoding.ALP);
          assertThat(encoder.words()).isBetween(128 + 2, 128 + 2 + 8);
        });
  }

  @Test
  void anOutlierDoesNotWidenItsBlock() {
    long[] bits = new long[1024];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(i == 500 ? 1e9 : (i & 0xF) / 10.0);
    }
    roundTrip(bits, Kind.DOUBLE);

    assertThat(encoder.words()).isEqualTo(64 + PackedLayout.ALP_HEADER_WORDS + 2);
  }

  @Test
  void encodingsFitTheData() {
    Random random = new Random(5);
    roundTrip(BlockShapes.doubles(BlockShapes.Doubles.CONSTANT, 1024, random), Kind.DOUBLE);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.CONSTANT);
    assertThat(encoder.words()).isEqualTo(1);

    roundTrip(BlockShapes.doubles(BlockShapes.Doubles.RANDOM_BITS, 1024, random), Kind.DOUBLE);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.RAW);

    roundTrip(
        BlockShapes.doubles(BlockShapes.Doubles.WHOLE_BEYOND_2_51, 1024, random), Kind.DOUBLE);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.ALP);

    roundTrip(BlockShapes.integers(BlockShapes.Integers.FLAGS, 1024, random), Kind.BOOLEAN);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.INTEGER);
    assertThat(encoder.words()).isEqualTo(16 + PackedLayout.INTEGER_HEADER_WORDS);

    roundTrip(BlockShapes.integers(BlockShapes.Integers.CODES, 1024, random), Kind.STATE);
    assertThat(encoder.encoding()).isEqualTo(ValueEncoding.INTEGER);
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
    Seeds.run(
        20_000,
        random -> {
          int n = BlockShapes.size(random);
          int length = random.nextInt(n + 3);
          long[] words = new long[length + 1];
          for (int i = 0; i < words.length; i++) {
            words[i] = random.nextLong();
          }
          if (length > 0) {
            // A head that is nearly right goes farther than noise.
            words[1] =
                PackedLayout.head(
                    random.nextInt(70),
                    random.nextInt(25),
                    random.nextInt(25),
                    random.nextInt(4) * random.nextInt(n + 2));
          }
          long[] into = new long[BlockBuffer.CAPACITY];
          for (ValueEncoding encoding : ValueEncoding.values()) {
            ValueDecoder.decode(encoding, words, 1, length, n, into);
          }
          for (TimeEncoding encoding : TimeEncoding.values()) {
            TimeDecoder.decode(encoding, words, 1, length, 5, random.nextLong(), n, into);
          }
        });
  }

  private void roundTrip(long[] values, Kind kind) {
    int n = values.length;
    encoder.encode(values, n, kind);
    assertThat(encoder.words()).isLessThanOrEqualTo(n);
    long[] words = new long[n + 5];
    System.arraycopy(encoder.column(), 0, words, 5, encoder.words());
    long[] back = new long[BlockBuffer.CAPACITY];
    boolean decoded = ValueDecoder.decode(encoder.encoding(), words, 5, encoder.words(), n, back);

    assertThat(decoded).as("%s n=%d", encoder.encoding(), n).isTrue();
    assertThat(Arrays.copyOf(back, n)).as("%s", encoder.encoding()).isEqualTo(values);
  }
}
