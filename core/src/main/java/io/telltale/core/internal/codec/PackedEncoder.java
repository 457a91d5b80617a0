package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Chooses base, width and exceptions for some integers and writes them as {@link PackedLayout}
 * says. First {@link #plan}, which tells the size, then perhaps {@link #write}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class PackedEncoder {
  private final int[] countByWidth = new int[Long.SIZE + 1];

  private int n;
  private int headerWords;
  private long base;
  private int width;
  private int exceptions;

  /**
   * Plans for n integers.
   *
   * @param integers what to write; those that are forced hold one that is close to the others
   * @param forced a bit for each reading that is an exception whatever its integer, or null
   * @param forcedCount how many bits are set there
   * @return the words of the whole column
   */
  @HotPath
  int plan(long[] integers, int n, int headerWords, long[] forced, int forcedCount) {
    this.n = n;
    this.headerWords = headerWords;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, integers[i]);
      max = Math.max(max, integers[i]);
    }
    base = min;
    width = width(max - min);
    exceptions = forcedCount;
    int full = bodyWords(width, forcedCount);
    return headerWords + (width == 0 ? full : narrow(integers, forced, full));
  }

  /** Looks for a width below the full one at which the exceptions cost less than they save. */
  private int narrow(long[] integers, long[] forced, int fullWords) {
    int fullWidth = width;
    Arrays.fill(countByWidth, 0, fullWidth + 1, 0);
    for (int i = 0; i < n; i++) {
      countByWidth[width(integers[i] - base)]++;
    }
    if (forced != null) {
      for (int i = 0; i < n; i++) {
        if (isForced(forced, i)) {
          countByWidth[width(integers[i] - base)]--;
        }
      }
    }
    int best = fullWords;
    int wider = exceptions;
    for (int w = fullWidth - 1; w >= 0; w--) {
      wider += countByWidth[w + 1];
      int words = bodyWords(w, wider);
      if (words < best) {
        best = words;
        width = w;
        exceptions = wider;
      }
    }
    return best;
  }

  private static boolean isForced(long[] forced, int i) {
    return (forced[i >>> 6] >>> i & 1) != 0;
  }

  private int bodyWords(int width, int exceptions) {
    return BitPacking.words(n, width) + PackedLayout.exceptionWords(exceptions);
  }

  private static int width(long unsigned) {
    return Long.SIZE - Long.numberOfLeadingZeros(unsigned);
  }

  /**
   * Writes what was planned, less the header words beyond the base.
   *
   * @param integers as planned
   * @param originals what an exception is to be replaced by, at the same positions
   * @param forced as planned
   * @param exponent of ALP, else 0
   * @param factor of ALP, else 0
   * @param out the column, from word 0 on
   */
  @HotPath
  void write(
      long[] integers, long[] originals, long[] forced, int exponent, int factor, long[] out) {
    out[PackedLayout.HEAD_WORD] = PackedLayout.head(width, exponent, factor, exceptions);
    out[PackedLayout.BASE_WORD] = base;
    BitPacking.pack(integers, n, width, base, out, headerWords);
    if (exceptions > 0) {
      writeExceptions(integers, originals, forced, out);
    }
  }

  private void writeExceptions(long[] integers, long[] originals, long[] forced, long[] out) {
    int at = headerWords + BitPacking.words(n, width);
    int positionsAt = at + exceptions;
    Arrays.fill(out, positionsAt, at + PackedLayout.exceptionWords(exceptions), 0);
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (width(integers[i] - base) > width || (forced != null && isForced(forced, i))) {
        out[at + count] = originals[i];
        int shift = (count % PackedLayout.POSITIONS_PER_WORD) * PackedLayout.POSITION_BITS;
        out[positionsAt + count / PackedLayout.POSITIONS_PER_WORD] |= (long) i << shift;
        count++;
      }
    }
  }
}
