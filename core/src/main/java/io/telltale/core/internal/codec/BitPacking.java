package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Fields of one width in words of 64 bits, without waste and without a field that crosses words. A
 * width is cut into slices whose widths are powers of two: 29 bits are slices of 16, 8, 4 and 1,
 * stored one behind the other, the widest first. The narrowest holds a field's lowest bits.
 *
 * <p>A slice of s bits is transposed: with {@code k = 64 / s} fields a word and {@code R = ceil(n /
 * k)} words, field {@code i} lies in word {@code i mod R} at bit {@code (i div R) * s}. Here n =
 * 10, s = 16, so k = 4 and R = 3:
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
 * over arrays with one index, which the compiler of the JVM turns into vector code.
 *
 * <p>Odd codes of {@link Widths} have a digit of base 3 above the bits, five to a byte. The byte is
 * {@code ceil(256 * v / 243)} of the five digits' value v, so that its product with 3 is the first
 * digit above bit 8 and the byte of the other four below it, and no division is needed. The bytes
 * are a slice of 8 bits in front of the others; the digits of byte j belong to the fields j, j + B,
 * j + 2B and so on, where B is the number of bytes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> its
 * arrays hold nothing between two calls.
 */
final class BitPacking {
  private static final int DIGITS_PER_BYTE = 5;
  private static final int DIGIT_VALUES = 243;

  /** More columns of a slice than these are read by doubling. */
  private static final int MOST_COLUMNS = 8;

  /** Fields, filled up to whole words: at most 63 more than there are. */
  private static final int ROOM = BlockBuffer.CAPACITY + Long.SIZE;

  private final long[] slice = new long[ROOM];
  private final long[] half = new long[ROOM];

  BitPacking() {}

  /** Words that n fields of this code take. */
  static int words(int n, int code) {
    int low = Widths.lowBits(code);
    int words = Widths.hasDigit(code) ? sliceWords(digitBytes(n), Byte.SIZE) : 0;
    for (int rest = low; rest != 0; rest &= rest - 1) {
      words += sliceWords(n, Integer.lowestOneBit(rest));
    }
    return words;
  }

  private static int digitBytes(int n) {
    return (n + DIGITS_PER_BYTE - 1) / DIGITS_PER_BYTE;
  }

  private static int sliceWords(int n, int bits) {
    int shift = Integer.numberOfTrailingZeros(bits);
    return ((n << shift) + Long.SIZE - 1) >>> 6;
  }

  /** Writes n fields, each below the capacity of the code, from a word on. */
  @HotPath
  void pack(long[] fields, int n, int code, long[] words, int from) {
    int low = Widths.lowBits(code);
    int at = from;
    if (Widths.hasDigit(code)) {
      at = packDigits(fields, n, low, words, at);
    }
    for (int rest = low; rest != 0; ) {
      int bits = Integer.highestOneBit(rest);
      rest ^= bits;
      long mask = -1L >>> -bits;
      int rows = sliceWords(n, bits);
      Arrays.fill(slice, n, rows * (Long.SIZE / bits), 0);
      takeBits(fields, slice, n, rest, mask);
      at = packSlice(rows, bits, words, at);
    }
  }

  private int packDigits(long[] fields, int n, int low, long[] words, int from) {
    int bytes = digitBytes(n);
    Arrays.fill(half, 0, bytes, 0);
    for (int first = 0; first < DIGITS_PER_BYTE * bytes; first += bytes) {
      int present = Math.max(0, Math.min(bytes, n - first));
      Arrays.fill(slice, present, bytes, 0);
      System.arraycopy(fields, Math.min(first, n), slice, 0, present);
      appendDigit(half, slice, bytes, low);
    }
    int rows = sliceWords(bytes, Byte.SIZE);
    Arrays.fill(slice, bytes, rows * Long.BYTES, 0);
    for (int j = 0; j < bytes; j++) {
      slice[j] = ((int) half[j] * 256 + DIGIT_VALUES - 1) / DIGIT_VALUES;
    }
    return packSlice(rows, Byte.SIZE, words, from);
  }

  private static void appendDigit(long[] values, long[] fields, int n, int shift) {
    for (int i = 0; i < n; i++) {
      values[i] = (values[i] << 1) + values[i] + (fields[i] >>> shift);
    }
  }

  private static void takeBits(long[] fields, long[] into, int n, int shift, long mask) {
    for (int i = 0; i < n; i++) {
      into[i] = fields[i] >>> shift & mask;
    }
  }

  /** Folds the slice upon itself until a word is full. */
  private int packSlice(int rows, int bits, long[] words, int from) {
    for (int shift = Long.SIZE / 2; shift >= bits; shift >>>= 1) {
      int count = rows * (shift / bits);
      System.arraycopy(slice, count, half, 0, count);
      fold(slice, half, count, shift);
    }
    System.arraycopy(slice, 0, words, from, rows);
    return from + rows;
  }

  private static void fold(long[] array, long[] upper, int n, int shift) {
    for (int i = 0; i < n; i++) {
      array[i] |= upper[i] << shift;
    }
  }

  /** Reads those of n fields from the first to before the end and adds the base to each. */
  @HotPath
  void unpack(long[] words, int from, int n, int code, long base, int first, int end, long[] into) {
    int low = Widths.lowBits(code);
    int at = from;
    boolean empty = true;
    if (Widths.hasDigit(code)) {
      at = unpackDigits(words, at, n, end);
      if (low == 0) {
        takeDigits(slice, into, first, end, base);
        return;
      }
      placeDigits(slice, into, first, end, low);
      empty = false;
    }
    for (int rest = low; rest != 0; ) {
      int bits = Integer.highestOneBit(rest);
      rest ^= bits;
      long mask = -1L >>> -bits;
      long add = rest == 0 ? base : 0;
      int rows = sliceWords(n, bits);
      if (end - first > rows * MOST_COLUMNS) {
        spread(words, at, rows, bits, end, slice);
        place(slice, into, first, end, 0, mask, rest, add, empty);
      } else {
        for (int done = first, next; done < end; done = next) {
          int column = done / rows;
          next = Math.min(end, (column + 1) * rows);
          System.arraycopy(words, at + done - column * rows, slice, done, next - done);
          place(slice, into, done, next, column * bits, mask, rest, add, empty);
        }
      }
      empty = false;
      at += rows;
    }
    if (empty) {
      Arrays.fill(into, first, end, base);
    }
  }

  /** Reads field i of n alone. */
  static long field(long[] words, int from, int n, int code, int i) {
    int low = Widths.lowBits(code);
    int at = from;
    long field = 0;
    if (Widths.hasDigit(code)) {
      int bytes = digitBytes(n);
      int place = i % bytes;
      long rest = bitsOf(words, at, sliceWords(bytes, Byte.SIZE), Byte.SIZE, place);
      for (int digit = place; digit < i; digit += bytes) {
        rest = 3 * rest & 0xFF;
      }
      field = 3 * rest >>> Byte.SIZE << low;
      at += sliceWords(bytes, Byte.SIZE);
    }
    for (int rest = low; rest != 0; ) {
      int bits = Integer.highestOneBit(rest);
      rest ^= bits;
      int rows = sliceWords(n, bits);
      field |= bitsOf(words, at, rows, bits, i) << rest;
      at += rows;
    }
    return field;
  }

  private static long bitsOf(long[] words, int from, int rows, int bits, int i) {
    return words[from + i % rows] >>> i / rows * bits & -1L >>> -bits;
  }

  /** Copies the words of a slice so that the lowest bits of element i are those of field i. */
  private static void spread(long[] words, int from, int rows, int bits, int end, long[] into) {
    System.arraycopy(words, from, into, 0, rows);
    int shift = bits;
    // Doubling keeps the loops long where a word holds many fields.
    for (int done = rows; done < end; shift <<= 1) {
      int more = Math.min(done, end - done);
      System.arraycopy(into, 0, into, done, more);
      shiftRight(into, done, done + more, shift);
      done += more;
    }
  }

  private static void shiftRight(long[] array, int from, int to, int shift) {
    for (int i = from; i < to; i++) {
      array[i] >>>= shift;
    }
  }

  /** Puts bits of a slice, which begin at one, in their place. */
  private static void place(
      long[] slice,
      long[] into,
      int first,
      int end,
      int from,
      long mask,
      int shift,
      long base,
      boolean empty) {
    if (empty) {
      for (int i = first; i < end; i++) {
        into[i] = ((slice[i] >>> from & mask) << shift) + base;
      }
    } else {
      for (int i = first; i < end; i++) {
        into[i] = (into[i] | (slice[i] >>> from & mask) << shift) + base;
      }
    }
  }

  /** Leaves in the slice, for each field, three times the byte that begins with its digit. */
  private int unpackDigits(long[] words, int from, int n, int end) {
    int bytes = digitBytes(n);
    spread(words, from, sliceWords(bytes, Byte.SIZE), Byte.SIZE, bytes, slice);
    timesThree(slice, 0, bytes);
    for (int done = bytes; done < end; done += bytes) {
      int more = Math.min(bytes, end - done);
      System.arraycopy(slice, done - bytes, slice, done, more);
      timesThree(slice, done, done + more);
    }
    return from + sliceWords(bytes, Byte.SIZE);
  }

  private static void timesThree(long[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      array[i] = (array[i] & 0xFF) + ((array[i] & 0xFF) << 1);
    }
  }

  private static void takeDigits(long[] products, long[] into, int first, int end, long base) {
    for (int i = first; i < end; i++) {
      into[i] = (products[i] >>> Byte.SIZE) + base;
    }
  }

  private static void placeDigits(long[] products, long[] into, int first, int end, int shift) {
    for (int i = first; i < end; i++) {
      into[i] = products[i] >>> Byte.SIZE << shift;
    }
  }
}
