package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Reads what {@link PlainEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
final class PlainDecoder {
  private final IntegerDecoder integers;
  private final AlpDecoder alp;
  private final FrontDecoder front;

  PlainDecoder(PackedDecoder packed) {
    integers = new IntegerDecoder(packed);
    alp = new AlpDecoder(integers);
    front = new FrontDecoder(packed);
  }

  /** Reads n values, at least 1, from a whole word on; false when they are not there. */
  @HotPath
  boolean decode(ValueEncoding encoding, BitReader reader, int n, long[] into) {
    switch (encoding) {
      case CONSTANT:
        Arrays.fill(into, 0, n, reader.get(Long.SIZE));
        return reader.isSound();
      case RAW:
        if (reader.wordsLeft() < n) {
          return false;
        }
        System.arraycopy(reader.words(), reader.position() >>> 6, into, 0, n);
        reader.skip(n << 6);
        return true;
      case ALP:
        return alp.decode(reader, n, into);
      case INTEGER:
        return integers.decode(reader, n, into);
      case FRONT:
        return front.decode(reader, n, into);
      default:
        return false;
    }
  }
}
