package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Finds times in a column that {@link TimeEncoder} wrote without decoding all of it: those of
 * REGULAR, RAW and LINE can be told one by one, of LINE where it is in slices and has few
 * exceptions.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * looks into the words given to {@link #open} until the next one.
 */
public final class TimeSeeker {
  private static final int MOST_EXCEPTIONS = 16;

  private final BitReader reader = new BitReader();
  private final int[] exceptionAt = new int[MOST_EXCEPTIONS];
  private final long[] excess = new long[MOST_EXCEPTIONS];
  private TimeEncoding encoding;
  private long[] words;
  private int from;
  private long first;
  private long last;
  private int n;
  private long unit;
  private long step;
  private int shift;
  private long base;
  private int code;
  private int exceptions;
  private int fieldsAt;

  /** Makes one. */
  public TimeSeeker() {}

  /**
   * Aims at a column that was decoded before, or whose checksum holds; parameters as those of
   * {@link TimeDecoder#decode}.
   *
   * @return false when its times cannot be told one by one
   */
  @HotPath
  public boolean open(
      TimeEncoding newEncoding,
      long[] newWords,
      int fromWord,
      int length,
      long newFirst,
      long newLast,
      int count) {
    encoding = newEncoding;
    words = newWords;
    from = fromWord;
    first = newFirst;
    last = newLast;
    n = count;
    switch (encoding) {
      case REGULAR:
        step = n == 1 ? 0 : Long.divideUnsigned(last - first, n - 1);
        return true;
      case RAW:
        return length == n;
      case LINE:
        return n - 1 > PackedLayout.SERIAL_FIELDS && openLine(length);
      default:
        return false;
    }
  }

  private boolean openLine(int length) {
    reader.begin(words, from, length);
    unit = reader.getUnsigned();
    shift = reader.get(1) != 0 ? LineFit.FRACTION_BITS : 0;
    step = reader.getUnsigned();
    code = (int) reader.get(PackedLayout.CODE_BITS);
    base = reader.getSigned();
    exceptions = reader.getCount();
    if (!Widths.isValid(code)
        || exceptions > MOST_EXCEPTIONS
        || exceptions > 0 && code > Widths.MAX_PATCHED_CODE) {
      return false;
    }
    int excessBits = exceptions > 0 ? (int) reader.get(PackedLayout.LENGTH_BITS) : 0;
    if (excessBits > Long.SIZE) {
      return false;
    }
    int positionBits = PackedLayout.positionBits(n - 1);
    for (int i = 0; i < exceptions; i++) {
      exceptionAt[i] = (int) reader.get(positionBits);
      excess[i] = Widths.unzigzag(reader.get(excessBits)) * Widths.capacity(code);
    }
    reader.align();
    fieldsAt = reader.position() >>> 6;
    return reader.isSound() && BitPacking.words(n - 1, code) <= reader.wordsLeft();
  }

  /** Returns the time of a reading. */
  @HotPath
  public long time(int i) {
    switch (encoding) {
      case REGULAR:
        return first + i * step;
      case RAW:
        return words[from + i];
      default:
        return i == 0 ? first : first + ((i * step >>> shift) + integer(i - 1)) * unit;
    }
  }

  private long integer(int i) {
    long integer = base + BitPacking.field(words, fieldsAt, n - 1, code, i);
    for (int e = 0; e < exceptions; e++) {
      integer += exceptionAt[e] == i ? excess[e] : 0;
    }
    return integer;
  }

  /** Returns how many readings are not later than a time. */
  @HotPath
  public int countUpTo(long limit) {
    if (last <= limit) {
      return n;
    }
    if (limit < first) {
      return 0;
    }
    int low = 0;
    int high = n - 1;
    int probe = guess(limit);
    for (int stride = 1; high - low > 1; stride <<= 1) {
      probe = Math.max(low + 1, Math.min(high - 1, probe));
      if (time(probe) <= limit) {
        low = probe;
        probe = stride < high - low ? low + stride : low + high >>> 1;
      } else {
        high = probe;
        probe = stride < high - low ? high - stride : low + high >>> 1;
      }
    }
    return low + 1;
  }

  /** Where a time would lie if all were evenly apart. */
  private int guess(long limit) {
    double share = (double) (limit - first) / (double) (last - first);
    return (int) (share * (n - 1));
  }
}
