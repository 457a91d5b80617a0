package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BitPackingTest {
  private final BitPacking packing = new BitPacking();

  @Test
  void fieldsLieWhereTheDiagramShowsThem() {
    long[] fields = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    long[] words = new long[4];

    packing.pack(fields, 10, 2 * 16, words, 1);

    assertThat(BitPacking.words(10, 2 * 16)).isEqualTo(3);
    assertThat(words)
        .containsExactly(0, 0x0009_0006_0003_0000L, 0x0000_0007_0004_0001L, 0x0000_0008_0005_0002L);
  }

  @Test
  void aWidthIsCutIntoSlicesTheWidestFirst() {
    // 8 + 4 bits: the upper 8 of ten fields in two words, then the lower 4 in one.
    long[] fields = {0xF01, 0xE12, 0xD23, 0xC34, 0xB45, 0xA56, 0x967, 0x878, 0x789, 0x69A};
    long[] words = new long[3];

    packing.pack(fields, 10, 2 * 12, words, 0);

    assertThat(words).containsExactly(0x78_96_B4_D2_F0L, 0x69_87_A5_C3_E1L, 0xA987654321L);
  }

  @Test
  void fiveDigitsOfBaseThreeTakeAByte() {
    // 21012 of base 3 is 194; ceil(194 * 256 / 243) = 205.
    long[] words = new long[1];
    packing.pack(new long[] {2, 1, 0, 1, 2}, 5, 3, words, 0);

    assertThat(words).containsExactly(205);
    assertThat(BitPacking.words(1024, 3)).isEqualTo(26);
  }

  @Test
  void nothingIsWasted() {
    for (int code = 0; code <= Widths.MAX_CODE; code++) {
      if (Widths.isValid(code)) {
        double bits = Widths.lowBits(code) + (Widths.hasDigit(code) ? 1.625 : 0);
        assertThat(BitPacking.words(1024, code)).as("code=%d", code).isEqualTo((int) (16 * bits));
      }
    }
  }

  @Test
  void everyWidthAndSizeComesBack() {
    Seeds.run(
        random -> {
          long[] fields = new long[BlockBuffer.CAPACITY];
          long[] words = new long[BlockBuffer.CAPACITY + 64];
          long[] back = new long[BlockBuffer.CAPACITY];
          for (int code = 0; code <= Widths.MAX_CODE; code++) {
            for (int round = 0; Widths.isValid(code) && round < 20; round++) {
              int n = BlockShapes.size(random);
              long base = random.nextLong();
              for (int i = 0; i < n; i++) {
                fields[i] =
                    code == Widths.MAX_CODE
                        ? random.nextLong()
                        : Long.remainderUnsigned(random.nextLong(), Widths.capacity(code));
              }
              Arrays.fill(words, -1);
              packing.pack(fields, n, code, words, 3);
              int first = round % 2 == 0 ? 0 : random.nextInt(n + 1);
              int end = round % 2 == 0 ? n : first + random.nextInt(n - first + 1);
              Arrays.fill(back, 7);
              packing.unpack(words, 3, n, code, base, first, end, back);

              for (int i = first; i < end; i++) {
                assertThat(back[i]).as("code=%d n=%d i=%d", code, n, i).isEqualTo(base + fields[i]);
              }
              assertThat(words[2]).isEqualTo(-1);
              assertThat(words[3 + BitPacking.words(n, code)]).isEqualTo(-1);
            }
          }
        });
  }

  @Test
  void codesAreTheNarrowestThatHold() {
    Seeds.run(
        5_000,
        random -> {
          long number = random.nextLong() >>> random.nextInt(64);
          int code = Widths.codeFor(number);
          assertThat(Widths.isValid(code)).isTrue();
          if (code < Widths.MAX_CODE) {
            assertThat(Long.compareUnsigned(number, Widths.capacity(code))).isNegative();
          }
          int narrower = code == 2 ? 0 : code - 1;
          if (code > 0) {
            assertThat(Long.compareUnsigned(number, Widths.capacity(narrower)))
                .isGreaterThanOrEqualTo(0);
          }
        });
  }
}
