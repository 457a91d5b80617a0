package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/** Reads what {@link TimeEncoder} writes. */
public final class TimeDecoder {
  private TimeDecoder() {}

  /**
   * Decodes the times of one block.
   *
   * @param encoding how they are written
   * @param words holds the column
   * @param from its first word
   * @param length its words
   * @param first time of the first reading, from the block table
   * @param last time of the last reading, from the block table
   * @param n number of readings, 1 to 1,024
   * @param into receives them
   * @return false when the column is not one that the encoder writes
   */
  @HotPath
  public static boolean decode(
      TimeEncoding encoding,
      long[] words,
      int from,
      int length,
      long first,
      long last,
      int n,
      long[] into) {
    switch (encoding) {
      case REGULAR:
        return length == 0 && regular(first, last, n, into);
      case LINE:
        return line(words, from, length, first, n, into) && into[n - 1] == last;
      case DELTA:
        return delta(words, from, length, first, n, into) && into[n - 1] == last;
      default:
        if (length != n) {
          return false;
        }
        System.arraycopy(words, from, into, 0, n);
        return into[0] == first && into[n - 1] == last;
    }
  }

  private static boolean regular(long first, long last, int n, long[] into) {
    if (n == 1) {
      into[0] = first;
      return first == last;
    }
    long step = Long.divideUnsigned(last - first, n - 1);
    for (int i = 0; i < n; i++) {
      into[i] = first + i * step;
    }
    return into[n - 1] == last;
  }

  private static boolean line(long[] words, int from, int length, long first, int n, long[] into) {
    int headerWords = PackedLayout.LINE_HEADER_WORDS;
    if (length < headerWords) {
      return false;
    }
    long head = words[from + PackedLayout.HEAD_WORD];
    if (!PackedLayout.fits(head, headerWords, n, n, length)) {
      return false;
    }
    int width = PackedLayout.width(head);
    BitPacking.unpack(
        words, from + headerWords, n, width, words[from + PackedLayout.BASE_WORD], into);
    int exceptionsAt = from + headerWords + BitPacking.words(n, width);
    if (!PackedDecoder.patch(words, exceptionsAt, PackedLayout.exceptions(head), n, into)) {
      return false;
    }
    long unit = words[from + PackedLayout.UNIT_WORD];
    long stepNs = words[from + PackedLayout.STEP_WORD] * unit;
    for (int i = 0; i < n; i++) {
      into[i] = first + i * stepNs + into[i] * unit;
    }
    return into[0] == first;
  }

  private static boolean delta(long[] words, int from, int length, long first, int n, long[] into) {
    int headerWords = PackedLayout.DELTA_HEADER_WORDS;
    if (length < headerWords || n < 2) {
      return false;
    }
    long head = words[from + PackedLayout.HEAD_WORD];
    if (!PackedLayout.fits(head, headerWords, n - 1, n - 1, length)) {
      return false;
    }
    int width = PackedLayout.width(head);
    BitPacking.unpack(
        words, from + headerWords, n - 1, width, words[from + PackedLayout.BASE_WORD], into);
    int exceptionsAt = from + headerWords + BitPacking.words(n - 1, width);
    if (!PackedDecoder.patch(words, exceptionsAt, PackedLayout.exceptions(head), n - 1, into)) {
      return false;
    }
    long unit = words[from + PackedLayout.UNIT_WORD];
    long time = first;
    for (int i = 0; i < n - 1; i++) {
      long delta = into[i] * unit;
      into[i] = time;
      time += delta;
    }
    into[n - 1] = time;
    return true;
  }
}
