package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Fields of a fixed width in words of 64 bits, transposed: with {@code k = 64 / width} fields a
 * word and {@code R = ceil(n / k)} words, field {@code i} lies in word {@code i mod R} at bit
 * {@code (i div R) * width}. Here n = 10, width = 16, so k = 4 and R = 3:
 *
 * <pre>
 *            63     48 47     32 31     16 15      0
 *           +---------+---------+---------+---------+
 *   word 0  |    9    |    6    |    3    |    0    |
 *           +---------+---------+---------+---------+
 *   word 1  |    -    |    7    |    4    |    1    |
 *           +---------+---------+---------+---------+
 *   word 2  |    -    |    8    |    5    |    2    |
 *           +---------+---------+---------+---------+
 * </pre>
 *
 * So the words themselves, copied, shifted and masked in place, are R neighbouring fields: loops
 * over one {@code long[]} with one index, which the compiler of the JVM turns into vector code.
 */
final class BitPacking {
  private BitPacking() {}

  /** Words that n fields of this width take. */
  static int words(int n, int width) {
    if (width == 0) {
      return 0;
    }
    int perWord = Long.SIZE / width;
    return (n + perWord - 1) / perWord;
  }

  /** Writes {@code (integers[i] - base)}, cut to the width, as n fields from a word on. */
  @HotPath
  static void pack(long[] integers, int n, int width, long base, long[] words, int from) {
    int rows = words(n, width);
    if (rows == 0) {
      return;
    }
    long mask = -1L >>> (Long.SIZE - width);
    Arrays.fill(words, from, from + rows, 0);
    int shift = 0;
    for (int first = 0; first < n; first += rows, shift += width) {
      int end = Math.min(rows, n - first);
      for (int j = 0; j < end; j++) {
        words[from + j] |= ((integers[first + j] - base) & mask) << shift;
      }
    }
  }

  /** Reads n fields and adds the base to each. */
  @HotPath
  static void unpack(long[] words, int from, int n, int width, long base, long[] into) {
    int rows = words(n, width);
    if (rows == 0) {
      Arrays.fill(into, 0, n, base);
      return;
    }
    System.arraycopy(words, from, into, 0, rows);
    int shift = width;
    // Doubling keeps the loops long where a word holds many fields; the mask comes last, for all.
    for (int done = rows; done < n; shift <<= 1) {
      int more = Math.min(done, n - done);
      System.arraycopy(into, 0, into, done, more);
      shiftRight(into, done, done + more, shift);
      done += more;
    }
    maskAndAdd(into, n, -1L >>> (Long.SIZE - width), base);
  }

  private static void shiftRight(long[] array, int from, int to, int shift) {
    for (int i = from; i < to; i++) {
      array[i] >>>= shift;
    }
  }

  private static void maskAndAdd(long[] array, int n, long mask, long base) {
    for (int i = 0; i < n; i++) {
      array[i] = (array[i] & mask) + base;
    }
  }
}
