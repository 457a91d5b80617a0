package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes smallest value, greatest value and sum of each strip of a block, a strip being 64, 128 or
 * 256 neighbouring readings: the smallest of these that makes the block at most a fiftieth longer.
 * {@link StripColumn} reads them.
 *
 * <pre>
 *   bits
 *       +---------------------------------------------------------------+
 *    4  | readings of a strip, as the exponent of 2                     |
 *    1  | doubles?                                                      |
 *       +---------------------------------------------------------------+
 *       | doubles: zeros up to a whole word, then for each strip the    |
 *       | smallest, the greatest and the sum, three words               |
 *       +---------------------------------------------------------------+
 *    1  | integers: firsts?                                             |
 *    7+ | lowest of all: its length, then zigzag                        |
 *    7+ | width, then for each strip the smallest less the lowest       |
 *    7+ | width, then for each strip the greatest less the smallest     |
 *    7+ | width, then for each strip the sum less count * smallest      |
 *    7+ | with firsts: width, then for each strip its first less the    |
 *       | smallest                                                      |
 *       +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The integers are those that the value column holds: of decimals, their digits. The first
 * integers are there where the column holds differences, so that decoding can begin at any strip.
 * Doubles that are not all decimals are written as doubles, none when one is not finite.
 *
 * <p>Statistics of parts of a column are as old as Moerkotte, "Small Materialized Aggregates", VLDB
 * 1998.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
final class StripEncoder {
  /** Bits of the exponent of a strip's size. */
  static final int SIZE_BITS = 4;

  static final int SMALLEST = 64;
  static final int MOST_STRIPS = BlockBuffer.CAPACITY / SMALLEST;

  /** A block has at least so many strips, or none. */
  static final int FEWEST_STRIPS = 4;

  /** Integers from minus this to below it have sums that do not overflow. */
  private static final long LIMIT = 1L << 52;

  private static final int LARGEST = 256;

  /** A block grows by this share at most: 1 in n. */
  private static final int SHARE = 48;

  private final long[] least = new long[MOST_STRIPS];
  private final long[] most = new long[MOST_STRIPS];
  private final long[] sums = new long[MOST_STRIPS];
  private final long[] firsts = new long[MOST_STRIPS];
  private final long[] column = new long[1 + 3 * MOST_STRIPS];
  private final BitWriter writer = new BitWriter();

  private int n;
  private int strips;
  private long lowest;
  private int words;

  StripEncoder() {}

  /**
   * Encodes the strips of a block whose values have been encoded.
   *
   * @param values as the bits of the kind
   * @param n how many
   * @param kind what the bits mean
   * @param encoded the encoder of the values
   * @param blockWords words of the block without strips
   */
  @HotPath
  void encode(long[] values, int n, Kind kind, ValueEncoder encoded, int blockWords) {
    this.n = n;
    words = 0;
    long limit = Math.min(blockWords / SHARE, 2 * n - blockWords) * (long) Long.SIZE;
    if (kind == Kind.STATE
        || encoded.encoding() == ValueEncoding.CONSTANT
        || n <= (FEWEST_STRIPS - 1) * SMALLEST) {
      return;
    }
    long[] integers = encoded.integers(values, kind);
    if (integers != null) {
      encodeIntegers(integers, encoded.areDifferences(), limit);
    } else if (kind == Kind.DOUBLE && limit >= doublesBits(FEWEST_STRIPS)) {
      encodeDoubles(values, limit);
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

  private void encodeIntegers(long[] integers, boolean withFirsts, long limit) {
    strips = stripsOf(SMALLEST);
    for (int strip = 0; strip < strips; strip++) {
      int from = strip * SMALLEST;
      firsts[strip] = integers[from];
      addUp(integers, from, Math.min(n, from + SMALLEST), strip);
    }
    lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int strip = 0; strip < strips; strip++) {
      lowest = Math.min(lowest, least[strip]);
      highest = Math.max(highest, most[strip]);
    }
    if (lowest < -LIMIT || highest >= LIMIT) {
      return;
    }
    int size = SMALLEST;
    while (integersBits(size, withFirsts) > limit) {
      size *= 2;
      if (size > LARGEST || stripsOf(size) < FEWEST_STRIPS) {
        return;
      }
      joinIntegers();
    }
    writeIntegers(size, withFirsts);
  }

  private int stripsOf(int size) {
    return (n + size - 1) / size;
  }

  private int count(int strip, int size) {
    return Math.min(size, n - strip * size);
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
    least[strip] = low;
    most[strip] = high;
    sums[strip] = sum;
  }

  /** Makes one strip of each two. */
  private void joinIntegers() {
    int half = strips + 1 >>> 1;
    for (int strip = 0; strip < half; strip++) {
      int left = 2 * strip;
      int right = Math.min(left + 1, strips - 1);
      firsts[strip] = firsts[left];
      least[strip] = Math.min(least[left], least[right]);
      most[strip] = Math.max(most[left], most[right]);
      sums[strip] = sums[left] + (right == left ? 0 : sums[right]);
    }
    strips = half;
  }

  private long excessSum(int strip, int size) {
    return sums[strip] - count(strip, size) * least[strip];
  }

  private long integersBits(int size, boolean withFirsts) {
    int bits = SIZE_BITS + 2 + PackedLayout.signedBits(lowest);
    bits += listBits(rises()) + listBits(ranges()) + listBits(excesses(size));
    return bits + (withFirsts ? listBits(starts()) : 0);
  }

  private int listBits(long bitsOfAll) {
    return PackedLayout.LENGTH_BITS + strips * Widths.of(bitsOfAll);
  }

  private long rises() {
    long all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= least[strip] - lowest;
    }
    return all;
  }

  private long ranges() {
    long all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= most[strip] - least[strip];
    }
    return all;
  }

  private long excesses(int size) {
    long all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= excessSum(strip, size);
    }
    return all;
  }

  private long starts() {
    long all = 0;
    for (int strip = 0; strip < strips; strip++) {
      all |= firsts[strip] - least[strip];
    }
    return all;
  }

  private void writeIntegers(int size, boolean withFirsts) {
    begin(size, false);
    writer.put(withFirsts ? 1 : 0, 1);
    writer.putSigned(lowest);
    int width = putWidth(rises());
    for (int strip = 0; strip < strips; strip++) {
      writer.put(least[strip] - lowest, width);
    }
    width = putWidth(ranges());
    for (int strip = 0; strip < strips; strip++) {
      writer.put(most[strip] - least[strip], width);
    }
    width = putWidth(excesses(size));
    for (int strip = 0; strip < strips; strip++) {
      writer.put(excessSum(strip, size), width);
    }
    if (withFirsts) {
      width = putWidth(starts());
      for (int strip = 0; strip < strips; strip++) {
        writer.put(firsts[strip] - least[strip], width);
      }
    }
    end();
  }

  private void begin(int size, boolean doubles) {
    writer.begin(column);
    writer.put(Integer.numberOfTrailingZeros(size), SIZE_BITS);
    writer.put(doubles ? 1 : 0, 1);
  }

  private int putWidth(long bitsOfAll) {
    int width = Widths.of(bitsOfAll);
    writer.put(width, PackedLayout.LENGTH_BITS);
    return width;
  }

  private void end() {
    writer.align();
    words = writer.word();
  }

  private void encodeDoubles(long[] values, long limit) {
    int size = SMALLEST;
    while (doublesBits(stripsOf(size)) > limit) {
      size *= 2;
      if (size > LARGEST || stripsOf(size) < FEWEST_STRIPS) {
        return;
      }
    }
    begin(size, true);
    writer.align();
    strips = stripsOf(size);
    for (int strip = 0; strip < strips; strip++) {
      int from = strip * size;
      // What is not finite, or overflows, is of no use to those who add up sums.
      if (!putDoubles(values, from, Math.min(n, from + size))) {
        return;
      }
    }
    end();
  }

  private static long doublesBits(int strips) {
    return (1 + 3L * strips) * Long.SIZE;
  }

  private boolean putDoubles(long[] values, int from, int to) {
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
