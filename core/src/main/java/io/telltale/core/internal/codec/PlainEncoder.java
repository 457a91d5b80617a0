package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Chooses among the encodings of values that hold no column of others.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class PlainEncoder implements ColumnEncoder {
  /** What the ways below are, in the order in which they are tried. */
  private static final ValueEncoding[] ENCODINGS = {
    ValueEncoding.ALP, ValueEncoding.INTEGER, ValueEncoding.FRONT
  };

  private static final int INTEGER = 1;

  /**
   * Bits a double at which the next way is not tried: with half of it saved, integers cannot do
   * better than decimals; nor is there any sense in cutting values of one sign within two
   * exponents, which take the bits of a mantissa and one more, with some exceptions.
   */
  private static final double[] ENOUGH = {32, 53.25, 0};

  private final AlpEncoder alp;
  private final IntegerEncoder integer;
  private final ColumnEncoder[] ways;

  private ValueEncoding encoding;
  private ColumnEncoder chosen;
  private int n;

  PlainEncoder(BitPacking packing) {
    alp = new AlpEncoder(packing);
    integer = new IntegerEncoder(packing);
    ways = new ColumnEncoder[] {alp, integer, new FrontEncoder(packing)};
  }

  /** Plans; what it tells is always whole words. */
  @Override
  @HotPath
  public long plan(long[] values, int n, Kind kind, long limit) {
    this.n = n;
    if (isConstant(values, n)) {
      encoding = ValueEncoding.CONSTANT;
      return Long.SIZE;
    }
    encoding = ValueEncoding.RAW;
    long best = (long) n << 6;
    boolean doubles = kind == Kind.DOUBLE;
    int last = doubles ? ways.length - 1 : INTEGER;
    for (int way = doubles ? 0 : INTEGER; way <= last; way++) {
      long bits = ways[way].plan(values, n, kind, best);
      if (bits <= best - Long.SIZE) {
        best = bits;
        encoding = ENCODINGS[way];
        chosen = ways[way];
      }
      if (best <= n * ENOUGH[way]) {
        break;
      }
    }
    return PackedLayout.wholeWords(best);
  }

  ValueEncoding encoding() {
    return encoding;
  }

  /** Returns the digits when the values are planned as decimals, all of them, else null. */
  long[] digits() {
    return encoding == ValueEncoding.ALP ? alp.integers() : null;
  }

  /** Whether differences of integers were planned. */
  boolean areDifferences() {
    return encoding == ValueEncoding.ALP && alp.areDifferences()
        || encoding == ValueEncoding.INTEGER && integer.areDifferences();
  }

  /** Writes what was planned for these values, from a whole word on. */
  @Override
  @HotPath
  public void write(long[] values, BitWriter writer) {
    if (encoding == ValueEncoding.CONSTANT) {
      writer.put(values[0], Long.SIZE);
    } else if (encoding == ValueEncoding.RAW) {
      System.arraycopy(values, 0, writer.column(), writer.word(), n);
      writer.skipWords(n);
    } else {
      chosen.write(values, writer);
    }
  }

  private static boolean isConstant(long[] values, int n) {
    long first = values[0];
    for (int i = 1; i < n; i++) {
      if (values[i] != first) {
        return false;
      }
    }
    return true;
  }
}
