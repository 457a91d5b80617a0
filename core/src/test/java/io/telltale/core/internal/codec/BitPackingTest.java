package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BitPackingTest {
  @Test
  void fieldsLieWhereTheDiagramShowsThem() {
    long[] integers = {100, 101, 102, 103, 104, 105, 106, 107, 108, 109};
    long[] words = new long[4];

    BitPacking.pack(integers, 10, 16, 100, words, 1);

    assertThat(BitPacking.words(10, 16)).isEqualTo(3);
    assertThat(words)
        .containsExactly(0, 0x0009_0006_0003_0000L, 0x0000_0007_0004_0001L, 0x0000_0008_0005_0002L);
  }

  @Test
  void everyWidthAndSizeComesBack() {
    Seeds.run(
        random -> {
          long[] integers = new long[BlockBuffer.CAPACITY];
          long[] words = new long[BlockBuffer.CAPACITY + 3];
          long[] back = new long[BlockBuffer.CAPACITY];
          for (int width = 0; width <= Long.SIZE; width++) {
            for (int round = 0; round < 20; round++) {
              int n = BlockShapes.size(random);
              long base = random.nextLong();
              for (int i = 0; i < n; i++) {
                integers[i] = base + (width == 0 ? 0 : random.nextLong() >>> (Long.SIZE - width));
              }
              Arrays.fill(words, -1);
              BitPacking.pack(integers, n, width, base, words, 3);
              BitPacking.unpack(words, 3, n, width, base, back);

              assertThat(Arrays.copyOf(back, n))
                  .as("width=%d n=%d", width, n)
                  .isEqualTo(Arrays.copyOf(integers, n));
            }
          }
        });
  }
}
