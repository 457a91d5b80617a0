package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Reads what {@link ValueEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
public final class ValueDecoder {
  private final BitReader reader = new BitReader();
  private final PackedDecoder packed = new PackedDecoder();
  private final PlainDecoder plain = new PlainDecoder(packed);
  private final StripColumn noStrips = new StripColumn();
  private final long[] numbers = new long[BlockBuffer.CAPACITY];
  private final long[] entries = new long[BlockBuffer.CAPACITY];

  /** Makes one. */
  public ValueDecoder() {}

  /**
   * Decodes the values of one block.
   *
   * @param encoding how they are written
   * @param words holds the column
   * @param from its first word
   * @param length its words
   * @param n number of readings, 1 to 1,024
   * @param into receives them, as the bits of their kind
   * @return false when the column is not one that the encoder writes
   */
  @HotPath
  public boolean decode(
      ValueEncoding encoding, long[] words, int from, int length, int n, long[] into) {
    return decode(encoding, words, from, length, n, 0, n, noStrips, into);
  }

  /**
   * Decodes some of the values of one block, at the places that they have in it; others become what
   * they are in the block, or stay what they were. Parameters as above, and:
   *
   * @param first the first wanted
   * @param end the one behind the last, at most n
   * @param strips of the block, which may spare decoding what comes before the first
   */
  @HotPath
  public boolean decode(
      ValueEncoding encoding,
      long[] words,
      int from,
      int length,
      int n,
      int first,
      int end,
      StripColumn strips,
      long[] into) {
    reader.begin(words, from, length);
    boolean decoded =
        switch (encoding) {
          case RUNS -> runs(n, into);
          case DICTIONARY -> dictionary(n, first, end, into);
          default -> plain.decode(encoding, reader, n, first, end, strips, into);
        };
    return decoded && reader.isSoundEnd();
  }

  private boolean runs(int n, long[] into) {
    ValueEncoding encoding = ValueEncoding.of((int) reader.get(PackedLayout.ENCODING_BITS));
    int runs = (int) reader.get(PackedLayout.SIZE_BITS);
    if (encoding == null || runs < 1 || runs > n || !packed.decode(reader, runs - 1, numbers)) {
      return false;
    }
    reader.align();
    if (!plain.decode(encoding, reader, runs, 0, runs, noStrips, entries)) {
      return false;
    }
    int at = 0;
    for (int run = 0; run < runs - 1; run++) {
      long length = numbers[run];
      if (length < 0 || length > n - at) {
        return false;
      }
      Arrays.fill(into, at, at + (int) length, entries[run]);
      at += (int) length;
    }
    Arrays.fill(into, at, n, entries[runs - 1]);
    return true;
  }

  private boolean dictionary(int n, int first, int end, long[] into) {
    ValueEncoding encoding = ValueEncoding.of((int) reader.get(PackedLayout.ENCODING_BITS));
    int size = (int) reader.get(PackedLayout.SIZE_BITS);
    if (encoding == null
        || size < 1
        || size > n
        || !packed.decode(reader, n, first, end, numbers)) {
      return false;
    }
    reader.align();
    if (!plain.decode(encoding, reader, size, 0, size, noStrips, entries)) {
      return false;
    }
    for (int i = first; i < end; i++) {
      // A number that the encoder does not write is cut: what it stands for is in the array.
      into[i] = entries[(int) numbers[i] & BlockBuffer.CAPACITY - 1];
    }
    return true;
  }
}
