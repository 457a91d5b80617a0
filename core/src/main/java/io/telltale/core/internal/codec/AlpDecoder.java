package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link AlpEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> keeps nothing between
 * two columns.
 */
final class AlpDecoder {
  private final IntegerDecoder integers;

  AlpDecoder(IntegerDecoder integers) {
    this.integers = integers;
  }

  /**
   * Reads those of n doubles, at least 1, from the first to before the end, as their bits; false
   * when they are not there.
   */
  @HotPath
  boolean decode(BitReader reader, int n, int first, int end, StripColumn strips, long[] into) {
    int exponent = (int) reader.get(PackedLayout.EXPONENT_BITS);
    int factor = (int) reader.get(PackedLayout.EXPONENT_BITS);
    boolean magic = reader.get(1) != 0;
    int missed = reader.getCount();
    if (!AlpScale.isValid(exponent, factor) || missed > n) {
      return false;
    }
    int positionBits = PackedLayout.positionBits(n);
    int missedAt = reader.position();
    for (int i = 0; i < missed; i++) {
      reader.skip(positionBits);
      reader.skip(reader.get(1) == 0 ? 0 : Long.SIZE);
    }
    int from = reader.isSound() ? integers.decode(reader, n, first, end, strips, into) : -1;
    if (from < 0) {
      return false;
    }
    // those before the first, too: they may have been asked for earlier
    AlpScale.toDoubles(into, from, end, magic, exponent, factor);
    int behind = reader.position();
    reader.seek(missedAt);
    long value = 0;
    for (int i = 0; i < missed; i++) {
      int position = (int) reader.get(positionBits);
      if (reader.get(1) != 0) {
        value = reader.get(Long.SIZE);
      }
      if (position >= n) {
        return false;
      }
      if (position >= from && position < end) {
        into[position] = value;
      }
    }
    reader.seek(behind);
    return true;
  }
}
