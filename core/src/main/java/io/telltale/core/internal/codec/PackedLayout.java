package io.telltale.core.internal.codec;

/**
 * Some integers as fields of one width, which most encodings share. All integers wrap around.
 *
 * <pre>
 *   bits
 *       +---------------------------------------------------------------+
 *    8  | code of the width: see Widths                                 |
 *    7+ | base: its length, then zigzag                                 |
 *    4+ | number of exceptions: its length, then the number             |
 *    7  | width of an excess, if there are exceptions                   |
 *       | for each exception: position, excess as zigzag                |
 *       +---------------------------------------------------------------+
 *       | up to 64 integers: the fields, one behind the other           |
 *       | more: zeros up to a whole word, then words: see BitPacking    |
 *       +---------------------------------------------------------------+
 * </pre>
 *
 * An integer is {@code base + field + excess * capacity(code)}; only exceptions have an excess. A
 * position takes as many bits as the number of integers less one.
 */
final class PackedLayout {
  /** Bits of the length of a number. */
  static final int LENGTH_BITS = 7;

  /** Bits of the length of a count of up to 1,024. */
  static final int COUNT_LENGTH_BITS = 4;

  /** Bits of a code of {@link Widths}. */
  static final int CODE_BITS = 8;

  /** Up to here, fields are written one behind the other. */
  static final int SERIAL_FIELDS = 64;

  /** Bits of an exponent of ten, and of a factor. */
  static final int EXPONENT_BITS = 5;

  /**
   * This factor says: divide by 10^exponent, rather than multiply by 10^factor and 10^-exponent.
   */
  static final int FACTOR_DIVIDE = 31;

  /** Bits of a number of runs or of entries of a dictionary. */
  static final int SIZE_BITS = 11;

  /** Bits of the id of a nested encoding. */
  static final int ENCODING_BITS = 8;

  /** Bits of a number of low bits, 1 to 63. */
  static final int CUT_BITS = 6;

  /** Bits of what stands above the low bits at most. */
  static final int FRONT_BITS = 16;

  /** The most fronts in a dictionary. */
  static final int MAX_FRONTS = 16;

  private PackedLayout() {}

  /** So many bits rounded up to whole words of 64. */
  static long wholeWords(long bits) {
    return bits + Long.SIZE - 1 & -Long.SIZE;
  }

  /** Bits of a position among n. */
  static int positionBits(int n) {
    return Widths.of(n - 1);
  }

  /** Bits of a number behind its length. */
  static int unsignedBits(long value) {
    return LENGTH_BITS + Widths.of(value);
  }

  /** Bits of a number with its sign behind its length. */
  static int signedBits(long value) {
    return unsignedBits(Widths.zigzag(value));
  }

  /** Bits of a count behind its length. */
  static int countBits(int count) {
    return COUNT_LENGTH_BITS + Widths.of(count);
  }
}
