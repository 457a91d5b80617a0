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
    if (!reader.isSound() || !fields(reader, n, code, base, into)) {
      return false;
    }
    if (exceptions == 0) {
      return true;
    }
    int end = reader.position();
    reader.seek(exceptionsAt);
    long capacity = Widths.capacity(code);
    for (int i = 0; i < exceptions; i++) {
      int position = (int) reader.get(positionBits);
      long excess = Widths.unzigzag(reader.get(excessBits));
      if (position >= n) {
        return false;
      }
      into[position] += excess * capacity;
    }
    reader.seek(end);
    return true;
  }

  private boolean fields(BitReader reader, int n, int code, long base, long[] into) {
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
    packing.unpack(reader.words(), reader.position() >>> 6, n, code, base, into);
    reader.skip(words << 6);
    return true;
  }
}
