package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link StripEncoder} writes: smallest value, greatest value and sum of each strip of
 * neighbouring readings of a block, and where differences can be added up from.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * looks into the words given to {@link #open} until the next one or {@link #clear}.
 */
public final class StripColumn {
  private static final int LISTS = 4;
  private static final int LEAST = 0;
  private static final int RANGE = 1;
  private static final int SUM = 2;
  private static final int FIRST = 3;

  private final BitReader reader = new BitReader();
  private final int[] listAt = new int[LISTS];
  private final int[] widths = new int[LISTS];
  private int size;
  private int n;
  private boolean doubles;
  private boolean decimals;
  private boolean firsts;
  private long lowest;
  private int exponent;
  private int factor;

  /** Makes one without strips. */
  public StripColumn() {}

  /** Forgets the strips. */
  @HotPath
  public void clear() {
    size = 0;
  }

  /**
   * Aims at the strips of a block.
   *
   * @param encoding of its values
   * @param words hold the column of the values and right behind it that of the strips
   * @param valuesFrom first word of the values
   * @param from first word of the strips
   * @param length words of the strips; with 0 there are none
   * @param count readings of the block
   * @return false when the column is not one that the encoder writes
   */
  @HotPath
  public boolean open(
      ValueEncoding encoding, long[] words, int valuesFrom, int from, int length, int count) {
    size = 0;
    n = count;
    if (length == 0) {
      return true;
    }
    decimals = encoding == ValueEncoding.ALP;
    if (decimals) {
      reader.begin(words, valuesFrom, from - valuesFrom);
      exponent = (int) reader.get(PackedLayout.EXPONENT_BITS);
      factor = (int) reader.get(PackedLayout.EXPONENT_BITS);
      if (!reader.isSound() || !AlpScale.isValid(exponent, factor)) {
        return false;
      }
    }
    reader.begin(words, from, length);
    int readings = 1 << (int) reader.get(StripEncoder.SIZE_BITS);
    doubles = reader.get(1) != 0;
    firsts = false;
    int strips = (count + readings - 1) / readings;
    if (readings < StripEncoder.SMALLEST || strips < 1) {
      return false;
    }
    if (doubles) {
      reader.align();
      listAt[LEAST] = reader.position();
      reader.skip(3 * strips * Long.SIZE);
    } else {
      openIntegers(strips);
    }
    if (!reader.isSoundEnd()) {
      return false;
    }
    size = readings;
    return true;
  }

  private void openIntegers(int strips) {
    firsts = reader.get(1) != 0;
    lowest = reader.getSigned();
    for (int list = LEAST; list < (firsts ? LISTS : FIRST); list++) {
      widths[list] = (int) reader.get(PackedLayout.LENGTH_BITS);
      listAt[list] = reader.position();
      reader.skip(widths[list] > Long.SIZE ? -1 : strips * widths[list]);
    }
  }

  /** Returns the readings of a strip, all but the last one of the block; 0: there are no strips. */
  @HotPath
  public int size() {
    return size;
  }

  /** Returns the smallest value of a strip, as the bits of its kind, 0.0 for either zero. */
  @HotPath
  public long min(int strip) {
    return doubles ? word(strip, 0) : value(least(strip));
  }

  /** Returns the greatest value of a strip, as {@link #min} does. */
  @HotPath
  public long max(int strip) {
    return doubles ? word(strip, 1) : value(least(strip) + field(RANGE, strip));
  }

  /** Returns the sum of a strip's values: exact integers, rounded once and then scaled. */
  @HotPath
  public double sum(int strip) {
    if (doubles) {
      return Double.longBitsToDouble(word(strip, 2));
    }
    long sum = integerSum(strip);
    return decimals ? AlpScale.toDouble(sum, exponent, factor) : sum;
  }

  private long integerSum(int strip) {
    return field(SUM, strip) + least(strip) * Math.min(size, n - strip * size);
  }

  /** Whether the first integer of each strip is known. */
  boolean hasFirsts() {
    return size != 0 && firsts;
  }

  /** The integer that the first value of a strip is made of. */
  long first(int strip) {
    return least(strip) + field(FIRST, strip);
  }

  private long least(int strip) {
    return lowest + field(LEAST, strip);
  }

  private long value(long integer) {
    return decimals
        ? Double.doubleToRawLongBits(AlpScale.toDouble(integer, exponent, factor))
        : integer;
  }

  private long field(int list, int strip) {
    reader.seek(listAt[list] + strip * widths[list]);
    return reader.get(widths[list]);
  }

  private long word(int strip, int which) {
    return reader.words()[(listAt[LEAST] >>> 6) + 3 * strip + which];
  }

  /**
   * Whether the strips are right.
   *
   * @param values of the block, as bits of their kind
   */
  public boolean areOf(long[] values) {
    for (int strip = 0; size != 0 && strip * size < n; strip++) {
      int from = strip * size;
      int to = Math.min(n, from + size);
      if (!(doubles ? isOfDoubles(strip, values, from, to) : isOf(strip, values, from, to))) {
        return false;
      }
    }
    return true;
  }

  private boolean isOf(int strip, long[] values, int from, int to) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long sum = 0;
    for (int i = from; i < to; i++) {
      long integer = integer(values[i]);
      min = Math.min(min, integer);
      max = Math.max(max, integer);
      sum += integer;
    }
    return min == least(strip)
        && max == least(strip) + field(RANGE, strip)
        && sum == integerSum(strip)
        && (!firsts || first(strip) == integer(values[from]));
  }

  private long integer(long bits) {
    return decimals ? AlpScale.toInteger(Double.longBitsToDouble(bits), exponent, factor) : bits;
  }

  private boolean isOfDoubles(int strip, long[] values, int from, int to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double value = Double.longBitsToDouble(values[i]);
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return Double.longBitsToDouble(min(strip)) == min
        && Double.longBitsToDouble(max(strip)) == max
        && sum == sum(strip);
  }
}
