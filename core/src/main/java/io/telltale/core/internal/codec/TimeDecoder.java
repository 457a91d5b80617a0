package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.stream.LongStream;

/**
 * Reads what {@link TimeEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
public final class TimeDecoder {
  /** The numbers themselves: Java 17's compiler makes no vector of a loop's own. */
  private static final long[] INDEX = LongStream.range(0, BlockBuffer.CAPACITY).toArray();

  private final BitReader reader = new BitReader();
  private final PackedDecoder packed = new PackedDecoder();

  /** Makes one. */
  public TimeDecoder() {}

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
  public boolean decode(
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
        reader.begin(words, from, length);
        return n > 1 && line(first, n, into) && into[n - 1] == last;
      case DELTA:
        reader.begin(words, from, length);
        return n > 1 && delta(first, n, into) && into[n - 1] == last;
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
      into[i] = first + INDEX[i] * step;
    }
    return into[n - 1] == last;
  }

  private boolean line(long first, int n, long[] into) {
    long unit = reader.getUnsigned();
    boolean fraction = reader.get(1) != 0;
    long step = reader.getUnsigned();
    if (!packed.decode(reader, n - 1, into) || !reader.isSoundEnd()) {
      return false;
    }
    System.arraycopy(into, 0, into, 1, n - 1);
    into[0] = 0;
    if (fraction) {
      addSlope(into, n, first, step, unit);
    } else {
      addSteps(into, n, first, step * unit, unit);
    }
    return true;
  }

  private static void addSteps(long[] into, int n, long first, long stepNs, long unit) {
    if (unit == 1) {
      for (int i = 0; i < n; i++) {
        into[i] = first + INDEX[i] * stepNs + into[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        into[i] = first + INDEX[i] * stepNs + into[i] * unit;
      }
    }
  }

  private static void addSlope(long[] into, int n, long first, long step, long unit) {
    for (int i = 0; i < n; i++) {
      into[i] = first + ((INDEX[i] * step >>> LineFit.FRACTION_BITS) + into[i]) * unit;
    }
  }

  private boolean delta(long first, int n, long[] into) {
    long unit = reader.getUnsigned();
    if (!packed.decode(reader, n - 1, into) || !reader.isSoundEnd()) {
      return false;
    }
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
