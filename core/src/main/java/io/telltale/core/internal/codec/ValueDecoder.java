package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/** Reads what {@link ValueEncoder} writes. */
public final class ValueDecoder {
  private ValueDecoder() {}

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
  public static boolean decode(
      ValueEncoding encoding, long[] words, int from, int length, int n, long[] into) {
    switch (encoding) {
      case CONSTANT:
        if (length != 1) {
          return false;
        }
        Arrays.fill(into, 0, n, words[from]);
        return true;
      case ALP:
        return packed(words, from, length, n, into, true);
      case INTEGER:
        return packed(words, from, length, n, into, false);
      default:
        if (length != n) {
          return false;
        }
        System.arraycopy(words, from, into, 0, n);
        return true;
    }
  }

  private static boolean packed(
      long[] words, int from, int length, int n, long[] into, boolean alp) {
    int headerWords = alp ? PackedLayout.ALP_HEADER_WORDS : PackedLayout.INTEGER_HEADER_WORDS;
    if (length < headerWords) {
      return false;
    }
    long head = words[from + PackedLayout.HEAD_WORD];
    if (!PackedLayout.fits(head, headerWords, n, n, length)) {
      return false;
    }
    int width = PackedLayout.width(head);
    long base = words[from + PackedLayout.BASE_WORD];
    BitPacking.unpack(words, from + headerWords, n, width, base, into);
    if (alp) {
      int exponent = PackedLayout.exponent(head);
      int factor = PackedLayout.factor(head);
      if (!AlpScale.isValid(exponent, factor)) {
        return false;
      }
      AlpScale.toDoubles(into, n, base, width, exponent, factor);
    }
    int exceptionsAt = from + headerWords + BitPacking.words(n, width);
    return PackedDecoder.patch(words, exceptionsAt, PackedLayout.exceptions(head), n, into);
  }
}
