package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Chooses among the encodings of values that hold no column of others.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class PlainEncoder {
  /** Bits of a mantissa and one more, with some exceptions. */
  private static final double TWO_EXPONENTS = 53.25;

  private final AlpEncoder alp;
  private final IntegerEncoder integers;
  private final FrontEncoder front;

  private ValueEncoding encoding;
  private int n;

  PlainEncoder(BitPacking packing) {
    alp = new AlpEncoder(packing);
    integers = new IntegerEncoder(packing);
    front = new FrontEncoder(packing);
  }

  /** Plans for n values, given as the bits of their kind; returns the words that they take. */
  @HotPath
  int plan(long[] values, int n, Kind kind) {
    this.n = n;
    if (isConstant(values, n)) {
      encoding = ValueEncoding.CONSTANT;
      return 1;
    }
    encoding = ValueEncoding.RAW;
    long best = (long) n << 6;
    if (kind == Kind.DOUBLE) {
      best = offer(ValueEncoding.ALP, alp.plan(values, n), best);
      // Half of a double is saved: what follows cannot do better with decimals.
      if (best > (long) n << 5) {
        best = offer(ValueEncoding.INTEGER, integers.plan(values, n), best);
        // Nor is there any sense in cutting values of one sign within two exponents.
        if (best > n * TWO_EXPONENTS) {
          best = offer(ValueEncoding.FRONT, front.plan(values, n, best), best);
        }
      }
    } else {
      best = offer(ValueEncoding.INTEGER, integers.plan(values, n), best);
    }
    return (int) ((best + Long.SIZE - 1) >>> 6);
  }

  private long offer(ValueEncoding offered, long bits, long best) {
    if (bits <= best - Long.SIZE) {
      encoding = offered;
      return bits;
    }
    return best;
  }

  ValueEncoding encoding() {
    return encoding;
  }

  /** Writes what was planned for these values, from a whole word on. */
  @HotPath
  void write(long[] values, BitWriter writer) {
    switch (encoding) {
      case CONSTANT:
        writer.put(values[0], Long.SIZE);
        break;
      case ALP:
        alp.write(values, writer);
        break;
      case INTEGER:
        integers.write(values, writer);
        break;
      case FRONT:
        front.write(values, writer);
        break;
      default:
        System.arraycopy(values, 0, writer.column(), writer.word(), n);
        writer.skipWords(n);
        break;
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
