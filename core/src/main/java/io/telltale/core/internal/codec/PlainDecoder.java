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

  /**
   * Reads those of n values, at least 1, from the first to before the end, which begin with a whole
   * word; false when they are not there.
   */
  @HotPath
  boolean decode(
      ValueEncoding encoding,
      BitReader reader,
      int n,
      int first,
      int end,
      StripColumn strips,
      long[] into) {
    switch (encoding) {
      case CONSTANT:
        Arrays.fill(into, first, end, reader.get(Long.SIZE));
        return reader.isSound();
      case RAW:
        if (reader.wordsLeft() < n) {
          return false;
        }
        int at = (reader.position() >>> 6) + first;
        System.arraycopy(reader.words(), at, into, first, end - first);
        reader.skip(n << 6);
        return true;
      case ALP:
        return alp.decode(reader, n, first, end, strips, into);
      case INTEGER:
        return integers.decode(reader, n, first, end, strips, into) >= 0;
      case FRONT:
        return front.decode(reader, n, first, end, into);
      default:
        return false;
    }
  }
}
