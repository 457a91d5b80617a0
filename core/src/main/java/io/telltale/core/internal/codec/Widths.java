package io.telltale.core.internal.codec;

/**
 * Widths of fields, with a step between two whole numbers of bits: the code {@code 2 * w} is w
 * bits, room for {@code 2^w} numbers; {@code 2 * w + 1} is w - 1 bits and a digit of base 3, room
 * for {@code 3 * 2^(w - 1)}, in w + 0.6 bits.
 */
final class Widths {
  /** 64 bits. */
  static final int MAX_CODE = 2 * Long.SIZE;

  /** Up to here there may be numbers that do not fit: what is left of them is shorter than 64. */
  static final int MAX_PATCHED_CODE = 2 * (Long.SIZE - 3);

  private Widths() {}

  /** Bits of an unsigned number; 0 has none. */
  static int of(long unsigned) {
    return Long.SIZE - Long.numberOfLeadingZeros(unsigned);
  }

  static boolean isValid(int code) {
    return code <= MAX_CODE && code != 1;
  }

  static boolean hasDigit(int code) {
    return (code & 1) != 0;
  }

  /** Whole bits of a field. */
  static int lowBits(int code) {
    return (code >>> 1) - (code & 1);
  }

  /** How many numbers there is room for; not for 64 bits. */
  static long capacity(int code) {
    return (1L | (code & 1) << 1) << lowBits(code);
  }

  /**
   * The class of an unsigned number: it is at least the {@link #capacity} of a code when its class
   * is at least the code + 2.
   */
  static int classOf(long unsigned) {
    int zeros = Long.numberOfLeadingZeros(unsigned);
    return 2 * (Long.SIZE - zeros) + (int) (unsigned << zeros >>> Long.SIZE - 2 & 1);
  }

  /** The narrowest code with room for 0 to this unsigned number. */
  static int codeFor(long unsigned) {
    int code = Math.max(0, classOf(unsigned) - 1);
    return code == 1 ? 2 : Math.min(code, MAX_CODE);
  }

  /** The widest code whose capacity is not above this number, which is at least 1. */
  static int codeWithin(long positive) {
    int code = classOf(positive) - 2;
    return code == 1 ? 0 : code;
  }

  static long zigzag(long signed) {
    return signed << 1 ^ signed >> 63;
  }

  static long unzigzag(long unsigned) {
    return unsigned >>> 1 ^ -(unsigned & 1);
  }
}
