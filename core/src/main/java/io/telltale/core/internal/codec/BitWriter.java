package io.telltale.core.internal.codec;

/**
 * Writes numbers of any width one behind the other, the first in the lowest bits of the first word.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> one column at a time.
 */
final class BitWriter {
  private long[] words;
  private int bits;

  /** Begins a column in this array, at its first word. */
  void begin(long[] column) {
    words = column;
    bits = 0;
  }

  /** Writes a number that has no bit above the width, 0 to 64. */
  void put(long value, int width) {
    if (width == 0) {
      return;
    }
    int word = bits >>> 6;
    int shift = bits & 63;
    if (shift == 0) {
      words[word] = value;
    } else {
      words[word] |= value << shift;
      if (shift + width > Long.SIZE) {
        words[word + 1] = value >>> -shift;
      }
    }
    bits += width;
  }

  /** Writes the length of a number, then the number. */
  void putUnsigned(long value) {
    int width = Widths.of(value);
    put(width, PackedLayout.LENGTH_BITS);
    put(value, width);
  }

  /** Writes a number with its sign in the lowest bit. */
  void putSigned(long value) {
    putUnsigned(Widths.zigzag(value));
  }

  /** Writes how many exceptions there are. */
  void putCount(int count) {
    int width = Widths.of(count);
    put(width, PackedLayout.COUNT_LENGTH_BITS);
    put(count, width);
  }

  /** Goes on with a whole word. */
  void align() {
    bits = (bits + 63) & -64;
  }

  /** Returns the next word, after {@link #align()}. */
  int word() {
    return bits >>> 6;
  }

  /** Leaves out words that someone else fills. */
  void skipWords(int count) {
    bits += count << 6;
  }

  long[] column() {
    return words;
  }
}
