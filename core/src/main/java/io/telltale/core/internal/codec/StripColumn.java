package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link StripEncoder} writes: number of readings, smallest value, greatest value and
 * sum of each strip of a block, and where differences can be added up from.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * looks into the words given to {@link #open} until the next one or {@link #clear}.
 */
public final class StripColumn {
  /** Bits of a number of readings less one, at most. */
  private static final int COUNT_BITS = 10;

  private final BitReader reader = new BitReader();
  private final long[] stretches = new long[StripEncoder.MOST_STRIPS];
  private final int[] starts = new int[StripEncoder.MOST_STRIPS + 1];
  private final int[] listAt = new int[StripEncoder.LISTS];
  private final int[] widths = new int[StripEncoder.LISTS];
  private int strips;
  private long lengthNs;
  private boolean doubles;
  private boolean decimals;
  private boolean ends;
  private long lowest;
  private int exponent;
  private int factor;

  /** Makes one without strips. */
  public StripColumn() {}

  /** Forgets the strips. */
  @HotPath
  public void clear() {
    strips = 0;
  }

  /**
   * Aims at the strips of a block.
   *
   * @param encoding of its values
   * @param words hold the first word of the column of values, and the column of strips
   * @param valuesFrom first word of the values
   * @param from first word of the strips
   * @param length words of the strips; with 0 there are none
   * @param n readings of the block
   * @param t0 the first one's time
   * @return false when the column is not one that the encoder writes
   */
  @HotPath
  public boolean open(
      ValueEncoding encoding, long[] words, int valuesFrom, int from, int length, int n, long t0) {
    strips = 0;
    if (length == 0) {
      return true;
    }
    decimals = encoding == ValueEncoding.ALP;
    if (decimals) {
      reader.begin(words, valuesFrom, 1);
      exponent = (int) reader.get(PackedLayout.EXPONENT_BITS);
      factor = (int) reader.get(PackedLayout.EXPONENT_BITS);
      if (!AlpScale.isValid(exponent, factor)) {
        return false;
      }
    }
    reader.begin(words, from, length);
    int number = (int) reader.get(StripEncoder.LENGTH_BITS);
    doubles = reader.get(1) != 0;
    ends = reader.get(1) != 0;
    int count = 1 + (int) reader.get(StripEncoder.STRIPS_BITS);
    if (number >= StripLengths.count() || doubles && ends) {
      return false;
    }
    lengthNs = StripLengths.nanos(number);
    if (!openStretches(count, Math.floorDiv(t0, lengthNs)) || starts[count] != n) {
      return false;
    }
    if (doubles) {
      reader.align();
      listAt[StripEncoder.LEAST] = reader.position();
      reader.skip(StripEncoder.WORDS_OF_DOUBLES * count * Long.SIZE);
    } else {
      openIntegers(count);
    }
    if (!reader.isSoundEnd()) {
      return false;
    }
    strips = count;
    return true;
  }

  /** False unless stretches ascend, in times that there are. */
  private boolean openStretches(int count, long first) {
    int width = (int) reader.get(PackedLayout.LENGTH_BITS);
    stretches[0] = first;
    for (int strip = 1; strip < count; strip++) {
      stretches[strip] = stretches[strip - 1] + 1 + reader.get(Math.min(Long.SIZE, width));
      if (stretches[strip] <= stretches[strip - 1]) {
        return false;
      }
    }
    width = (int) reader.get(PackedLayout.LENGTH_BITS);
    for (int strip = 0; strip < count; strip++) {
      starts[strip + 1] = starts[strip] + 1 + (int) reader.get(Math.min(COUNT_BITS, width));
    }
    return stretches[count - 1] < Long.MAX_VALUE / lengthNs;
  }

  private void openIntegers(int count) {
    lowest = reader.getSigned();
    for (int list = 0; list < (ends ? StripEncoder.LISTS : StripEncoder.FIRST); list++) {
      widths[list] = (int) reader.get(PackedLayout.LENGTH_BITS);
      listAt[list] = reader.position();
      reader.skip(widths[list] > Long.SIZE ? -1 : count * widths[list]);
    }
  }

  /** Returns how many strips there are, 0 when nothing is known of any. */
  @HotPath
  public int count() {
    return strips;
  }

  /** Returns the first reading of a strip, and for the number of strips that of readings. */
  @HotPath
  public int start(int strip) {
    return starts[strip];
  }

  /** Returns where the stretch of time of a strip begins; its readings lie in it. */
  @HotPath
  public long startNs(int strip) {
    return stretches[strip] * lengthNs;
  }

  /** Returns how long the stretch of time of each strip is. */
  @HotPath
  public long lengthNs() {
    return lengthNs;
  }

  /** Returns the strip that a reading is in. */
  @HotPath
  public int of(int reading) {
    int strip = 0;
    while (starts[strip + 1] <= reading) {
      strip++;
    }
    return strip;
  }

  /**
   * Returns how many readings are before a time, or -1 when a strip has readings on both sides of
   * it or may have.
   */
  @HotPath
  public int countBefore(long timeNs) {
    for (int strip = 0; strip < strips; strip++) {
      long startNs = startNs(strip);
      if (timeNs <= startNs) {
        return starts[strip];
      }
      if (timeNs - startNs < lengthNs) {
        return -1;
      }
    }
    return starts[strips];
  }

  /** Returns the smallest value of a strip, as the bits of its kind, 0.0 for either zero. */
  @HotPath
  public long min(int strip) {
    return doubles ? word(strip, 0) : value(least(strip));
  }

  /** Returns the greatest value of a strip, as {@link #min} does. */
  @HotPath
  public long max(int strip) {
    return doubles ? word(strip, 1) : value(least(strip) + field(StripEncoder.RANGE, strip));
  }

  /** Returns the sum of a strip's values; integers, and digits of decimals, are added exactly. */
  @HotPath
  public double sum(int strip) {
    if (doubles) {
      return Double.longBitsToDouble(word(strip, 2));
    }
    long sum = integerSum(strip);
    return decimals ? AlpScale.toNearest(sum, exponent, factor) : sum;
  }

  private long integerSum(int strip) {
    return field(StripEncoder.SUM, strip) + least(strip) * (starts[strip + 1] - starts[strip]);
  }

  /** Whether first and last value of each strip are known. */
  @HotPath
  public boolean hasEnds() {
    return strips != 0 && ends;
  }

  /** Returns the first value of a strip as the bits of its kind, if the ends are known. */
  @HotPath
  public long first(int strip) {
    return value(firstInteger(strip));
  }

  /** Returns the last value of a strip as the bits of its kind, if the ends are known. */
  @HotPath
  public long last(int strip) {
    return value(lastInteger(strip));
  }

  /** The integer that the first value of a strip is made of. */
  long firstInteger(int strip) {
    return least(strip) + field(StripEncoder.FIRST, strip);
  }

  private long lastInteger(int strip) {
    return least(strip) + field(StripEncoder.LAST, strip);
  }

  private long least(int strip) {
    return lowest + field(StripEncoder.LEAST, strip);
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
    int first = listAt[StripEncoder.LEAST] >>> 6;
    return reader.words()[first + StripEncoder.WORDS_OF_DOUBLES * strip + which];
  }

  /**
   * Whether the strips are right.
   *
   * @param times of the block
   * @param values of the block, as bits of their kind
   */
  public boolean areOf(long[] times, long[] values) {
    for (int strip = 0; strip < strips; strip++) {
      int from = starts[strip];
      int to = starts[strip + 1];
      boolean right =
          times[from] >= startNs(strip)
              && times[to - 1] - startNs(strip) < lengthNs
              && (doubles ? isOfDoubles(strip, values, from, to) : isOf(strip, values, from, to));
      if (!right) {
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
        && max == least(strip) + field(StripEncoder.RANGE, strip)
        && sum == integerSum(strip)
        && (!ends
            || firstInteger(strip) == integer(values[from])
                && lastInteger(strip) == integer(values[to - 1]));
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
