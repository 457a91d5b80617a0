package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link PackedEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
final class PackedDecoder {
  private final BitPacking packing = new BitPacking();

  PackedDecoder() {}

  /**
   * Reads n integers, 0 to 1,024, and leaves the reader behind them.
   *
   * @return false when they are not there
   */
  @HotPath
  boolean decode(BitReader reader, int n, long[] into) {
    return decode(reader, n, 0, n, into);
  }

  /** The same; only those from the first to before the end have to be read. */
  @HotPath
  boolean decode(BitReader reader, int n, int first, int end, long[] into) {
    int code = (int) reader.get(PackedLayout.CODE_BITS);
    long base = reader.getSigned();
    int exceptions = reader.getCount();
    if (!Widths.isValid(code) || exceptions > n) {
      return false;
    }
    int excessBits = exceptions > 0 ? (int) reader.get(PackedLayout.LENGTH_BITS) : 0;
    int positionBits = PackedLayout.positionBits(n);
    if (excessBits > Long.SIZE || (exceptions > 0 && code > Widths.MAX_PATCHED_CODE)) {
      return false;
    }
    int exceptionsAt = reader.position();
    reader.skip(exceptions * (positionBits + excessBits));
    if (!reader.isSound() || !fields(reader, n, code, base, first, end, into)) {
      return false;
    }
    if (exceptions == 0) {
      return true;
    }
    int behind = reader.position();
    reader.seek(exceptionsAt);
    long capacity = Widths.capacity(code);
    for (int i = 0; i < exceptions; i++) {
      int position = (int) reader.get(positionBits);
      long excess = Widths.unzigzag(reader.get(excessBits));
      if (position >= n) {
        return false;
      }
      if (position >= first && position < end) {
        into[position] += excess * capacity;
      }
    }
    reader.seek(behind);
    return true;
  }

  private boolean fields(
      BitReader reader, int n, int code, long base, int first, int end, long[] into) {
    if (n <= PackedLayout.SERIAL_FIELDS) {
      if (Widths.hasDigit(code)) {
        return false;
      }
      int bits = Widths.lowBits(code);
      for (int i = 0; i < n; i++) {
        into[i] = reader.get(bits) + base;
      }
      return reader.isSound();
    }
    reader.align();
    int words = BitPacking.words(n, code);
    if (words > reader.wordsLeft()) {
      return false;
    }
    packing.unpack(reader.words(), reader.position() >>> 6, n, code, base, first, end, into);
    reader.skip(words << 6);
    return true;
  }
}
