package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes number of readings, smallest value, greatest value and sum of each strip of a block. A
 * strip is what a block has of a stretch of time of one of the {@link StripLengths}, counted from
 * the epoch; the shortest of these is taken that has some fifty readings and makes the block at
 * most a fortieth longer. {@link StripColumn} reads them.
 *
 * <pre>
 *   bits
 *       +---------------------------------------------------------------+
 *    5  | number of the length                                          |
 *    1  | doubles?                                                      |
 *    1  | ends?                                                         |
 *    6  | strips less one                                               |
 *    7+ | width, then for each strip but the first its stretch less the |
 *       | one before, less one                                          |
 *    7+ | width, then for each strip its readings less one              |
 *       +---------------------------------------------------------------+
 *       | doubles: zeros up to a whole word, then for each strip the    |
 *       | smallest, the greatest and the sum, three words               |
 *       +---------------------------------------------------------------+
 *    7+ | integers: lowest of all: its length, then zigzag              |
 *    7+ | width, then for each strip the smallest less the lowest       |
 *    7+ | width, then for each strip the greatest less the smallest     |
 *    7+ | width, then for each strip the sum less readings * smallest   |
 *    7+ | with ends: width, then for each strip its first less the      |
 *       | smallest                                                      |
 *    7+ | with ends: width, then for each strip its last less the       |
 *       | smallest                                                      |
 *       +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The integers are those that the value column holds: of decimals, their digits. Their ends are
 * there where the column holds differences, so that decoding can begin at any strip. Doubles that
 * are not all decimals are written as doubles, none when one is not finite.
 *
 * <p>Statistics of parts of a column are as old as Moerkotte, "Small Materialized Aggregates", VLDB
 * 1998.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
final class StripEncoder {
  static final int LENGTH_BITS = 5;
  static final int STRIPS_BITS = 6;
  static final int MOST_STRIPS = 1 << STRIPS_BITS;
  static final int WORDS_OF_DOUBLES = 3;

  /** Lists of integers: these three, then first and last. */
  static final int LEAST = 0;

  static final int RANGE = 1;
  static final int SUM = 2;
  static final int FIRST = 3;
  static final int LAST = 4;
  static final int LISTS = 5;

  /** A block has at least so many strips, or none. */
  private static final int FEWEST_STRIPS = 3;

  /** A strip is to have about so many readings, at least. */
  private static final int READINGS = 48;

  /** A block grows by this share at most: 1 in n. */
  private static final int SHARE = 40;

  /** Integers from minus this to below it have sums that do not overflow. */
  private static final long LIMIT = 1L << 52;

  private final long[] stretches = new long[MOST_STRIPS];
  private final int[] starts = new int[MOST_STRIPS + 1];
  private final long[][] lists = new long[LISTS][MOST_STRIPS];
  private final long[] column = new long[BlockBuffer.MAX_WORDS / SHARE];
  private final BitWriter writer = new BitWriter();

  private int n;
  private int strips;
  private long lowest;
  private int words;

  StripEncoder() {}

  /**
   * Encodes the strips of a block whose values have been encoded.
   *
   * @param times strictly ascending
   * @param values as the bits of the kind
   * @param n how many
   * @param kind what the bits mean
   * @param encoded the encoder of the values
   * @param blockWords words of the block without strips
   */
  @HotPath
  void encode(long[] times, long[] values, int n, Kind kind, ValueEncoder encoded, int blockWords) {
    this.n = n;
    words = 0;
    long limit = Math.min(blockWords / SHARE, 2 * n - blockWords) * (long) Long.SIZE;
    if (kind == Kind.STATE
        || encoded.encoding() == ValueEncoding.CONSTANT
        || n <= FEWEST_STRIPS * READINGS
        || times[0] < Long.MIN_VALUE + StripLengths.longest()
        || times[n - 1] > Long.MAX_VALUE - StripLengths.longest()) {
      return;
    }
    long[] integers = encoded.integers(values, kind);
    if (integers != null) {
      encodeIntegers(times, integers, encoded.areDifferences(), limit);
    } else if (kind == Kind.DOUBLE) {
      encodeDoubles(times, values, limit);
    }
  }

  /** Returns the words that they take, 0 when there are none. */
  int words() {
    return words;
  }

  /** Returns the array whose first {@link #words()} are the column. */
  long[] column() {
    return column;
  }

  /** The shortest length that is worth a try. */
  private int firstLength(long[] times) {
    // the middle half: a block may begin or end with a gap
    int from = n >>> 2;
    int to = n - from - 1;
    double wanted = (double) (times[to] - times[from]) / (to - from) * READINGS;
    int length = 0;
    while (length < StripLengths.count() - 1 && StripLengths.nanos(length) < wanted) {
      length++;
    }
    return length;
  }

  /** Cuts the block into strips; false when they are too many. */
  private boolean split(long[] times, long length) {
    strips = 0;
    for (int at = 0; at < n; ) {
      if (strips == MOST_STRIPS) {
        return false;
      }
      long stretch = Math.floorDiv(times[at], length);
      stretches[strips] = stretch;
      starts[strips++] = at;
      at = firstNotBefore(times, at + 1, (stretch + 1) * length);
    }
    starts[strips] = n;
    return true;
  }

  /** The first reading from one on that is not before a time. */
  private int firstNotBefore(long[] times, int from, long timeNs) {
    int low = from;
    int step = 1;
    while (low + step <= n && times[low + step - 1] < timeNs) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(n, low + step - 1);
    while (low < high) {
      int middle = low + high >>> 1;
      if (times[middle] < timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int count(int strip) {
    return starts[strip + 1] - starts[strip];
  }

  private void encodeIntegers(long[] times, long[] integers, boolean ends, long limit) {
    long bitsOfStrip = 0;
    for (int length = firstLength(times); length < StripLengths.count(); length++) {
      if (!split(times, StripLengths.nanos(length)) || strips * bitsOfStrip > limit) {
        continue;
      }
      if (strips < FEWEST_STRIPS || !addUp(integers)) {
        return;
      }
      long bits = headBits() + integersBits(ends);
      if (bits <= limit) {
        writeHead(length, false, ends);
        writeIntegers(ends);
        end();
        return;
      }
      // longer strips take more bits, but they are fewer
      bitsOfStrip = bits / strips / 2;
    }
  }

  /** Fills the lists; false when there are integers whose sums might overflow. */
  private boolean addUp(long[] integers) {
    lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int strip = 0; strip < strips; strip++) {
      addUp(integers, starts[strip], starts[strip + 1], strip);
      lowest = Math.min(lowest, lists[LEAST][strip]);
      highest = Math.max(highest, lists[RANGE][strip]);
    }
    if (lowest < -LIMIT || highest >= LIMIT) {
      return false;
    }
    for (int strip = 0; strip < strips; strip++) {
      long least = lists[LEAST][strip];
      lists[LEAST][strip] -= lowest;
      lists[RANGE][strip] -= least;
      lists[SUM][strip] -= count(strip) * least;
      lists[FIRST][strip] = integers[starts[strip]] - least;
      lists[LAST][strip] = integers[starts[strip + 1] - 1] - least;
    }
    return true;
  }

  private void addUp(long[] integers, int from, int to, int strip) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    long sum = 0;
    for (int i = from; i < to; i++) {
      low = Math.min(low, integers[i]);
      high = Math.max(high, integers[i]);
      sum += integers[i];
    }
    lists[LEAST][strip] = low;
    lists[RANGE][strip] = high;
    lists[SUM][strip] = sum;
  }

  private static int listsOf(boolean ends) {
    return ends ? LISTS : FIRST;
  }

  private long integersBits(boolean ends) {
    long bits = PackedLayout.signedBits(lowest);
    for (int list = LEAST; list < listsOf(ends); list++) {
      bits += PackedLayout.LENGTH_BITS + strips * width(list);
    }
    return bits;
  }

  private int width(int list) {
    long all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= lists[list][strip];
    }
    return Widths.of(all);
  }

  private void writeIntegers(boolean ends) {
    writer.putSigned(lowest);
    for (int list = LEAST; list < listsOf(ends); list++) {
      int width = width(list);
      writer.put(width, PackedLayout.LENGTH_BITS);
      for (int strip = 0; strip < strips; strip++) {
        writer.put(lists[list][strip], width);
      }
    }
  }

  private long headBits() {
    return LENGTH_BITS
        + 2
        + STRIPS_BITS
        + 2 * PackedLayout.LENGTH_BITS
        + (strips - 1) * (long) stepWidth()
        + strips * (long) countWidth();
  }

  private int stepWidth() {
    long all = 0;
    for (int strip = 1; strip < strips; strip++) {
      all |= stretches[strip] - stretches[strip - 1] - 1;
    }
    return Widths.of(all);
  }

  private int countWidth() {
    int all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= count(strip) - 1;
    }
    return Widths.of(all);
  }

  private void writeHead(int length, boolean doubles, boolean ends) {
    writer.begin(column);
    writer.put(length, LENGTH_BITS);
    writer.put(doubles ? 1 : 0, 1);
    writer.put(ends ? 1 : 0, 1);
    writer.put(strips - 1, STRIPS_BITS);
    int width = stepWidth();
    writer.put(width, PackedLayout.LENGTH_BITS);
    for (int strip = 1; strip < strips; strip++) {
      writer.put(stretches[strip] - stretches[strip - 1] - 1, width);
    }
    width = countWidth();
    writer.put(width, PackedLayout.LENGTH_BITS);
    for (int strip = 0; strip < strips; strip++) {
      writer.put(count(strip) - 1, width);
    }
  }

  private void end() {
    writer.align();
    words = writer.word();
  }

  private void encodeDoubles(long[] times, long[] values, long limit) {
    for (int length = firstLength(times); length < StripLengths.count(); length++) {
      if (split(times, StripLengths.nanos(length)) && doublesBits() <= limit) {
        if (strips >= FEWEST_STRIPS) {
          writeHead(length, true, false);
          writer.align();
          writeDoubles(values);
        }
        return;
      }
    }
  }

  private long doublesBits() {
    return PackedLayout.wholeWords(headBits()) + (long) WORDS_OF_DOUBLES * strips * Long.SIZE;
  }

  private void writeDoubles(long[] values) {
    for (int strip = 0; strip < strips; strip++) {
      // What is not finite, or overflows, is of no use to those who add up sums.
      if (!writeDoubles(values, starts[strip], starts[strip + 1])) {
        return;
      }
    }
    end();
  }

  private boolean writeDoubles(long[] values, int from, int to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double value = Double.longBitsToDouble(values[i]);
      low = value < low ? value : low;
      high = value > high ? value : high;
      sum += value;
    }
    writer.put(Double.doubleToRawLongBits(low + 0.0), Long.SIZE);
    writer.put(Double.doubleToRawLongBits(high + 0.0), Long.SIZE);
    writer.put(Double.doubleToRawLongBits(sum), Long.SIZE);
    return Double.isFinite(sum);
  }
}
