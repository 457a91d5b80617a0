package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes the values of one block, in whichever way takes the fewest words; bit for bit, whatever
 * NaN or zero they are.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
public final class ValueEncoder {
  private final long[] column = new long[BlockBuffer.CAPACITY];
  private final AlpEncoder alp = new AlpEncoder();
  private final PackedEncoder packer = new PackedEncoder();

  private ValueEncoding encoding;
  private int words;

  /** Makes one. */
  public ValueEncoder() {}

  /** Encodes 1 to 1,024 values, given as the bits of their kind. */
  @HotPath
  public void encode(long[] values, int n, Kind kind) {
    if (isConstant(values, n)) {
      encoding = ValueEncoding.CONSTANT;
      words = 1;
      column[0] = values[0];
    } else if (kind == Kind.DOUBLE) {
      encodeDoubles(values, n);
    } else {
      encodeIntegers(values, n);
    }
  }

  /** Returns how the last values were written. */
  public ValueEncoding encoding() {
    return encoding;
  }

  /** Returns the words that they take. */
  public int words() {
    return words;
  }

  /** Returns the array whose first {@link #words()} are the column. */
  public long[] column() {
    return column;
  }

  private void encodeDoubles(long[] values, int n) {
    int packed = alp.plan(values, n);
    if (packed < n) {
      encoding = ValueEncoding.ALP;
      words = packed;
      alp.write(values, column);
    } else {
      encodeRaw(values, n);
    }
  }

  private void encodeIntegers(long[] values, int n) {
    int packed = packer.plan(values, n, PackedLayout.INTEGER_HEADER_WORDS, null, 0);
    if (packed < n) {
      encoding = ValueEncoding.INTEGER;
      words = packed;
      packer.write(values, values, null, 0, 0, column);
    } else {
      encodeRaw(values, n);
    }
  }

  private void encodeRaw(long[] values, int n) {
    encoding = ValueEncoding.RAW;
    words = n;
    System.arraycopy(values, 0, column, 0, n);
  }

  private static boolean isConstant(long[] values, int n) {
    long different = 0;
    long first = values[0];
    for (int i = 1; i < n; i++) {
      different |= values[i] ^ first;
    }
    return different == 0;
  }
}
