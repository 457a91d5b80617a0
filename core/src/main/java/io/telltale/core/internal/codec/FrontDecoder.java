package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link FrontEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
final class FrontDecoder {
  private final PackedDecoder packed;
  private final long[] fronts = new long[PackedLayout.MAX_FRONTS];
  private final long[] indexes = new long[BlockBuffer.CAPACITY];

  FrontDecoder(PackedDecoder packed) {
    this.packed = packed;
  }

  /**
   * Reads those of n values, at least 1, from the first to before the end; false when they are not
   * there.
   */
  @HotPath
  boolean decode(BitReader reader, int n, int first, int end, long[] into) {
    int cut = (int) reader.get(PackedLayout.CUT_BITS);
    int size = (int) reader.get(Widths.of(PackedLayout.MAX_FRONTS));
    if (cut < Long.SIZE - PackedLayout.FRONT_BITS || size > PackedLayout.MAX_FRONTS) {
      return false;
    }
    int frontBits = Long.SIZE - cut;
    for (int k = 0; k < size; k++) {
      fronts[k] = reader.get(frontBits) << cut;
    }
    int missed = reader.getCount();
    int positionBits = PackedLayout.positionBits(n);
    int missedAt = reader.position();
    reader.skip(missed * (positionBits + frontBits));
    if (missed > n || !reader.isSound() || !packed.decode(reader, n, first, end, indexes)) {
      return false;
    }
    reader.align();
    if (!packed.decode(reader, n, first, end, into)) {
      return false;
    }
    for (int i = first; i < end; i++) {
      into[i] |= fronts[(int) indexes[i] & PackedLayout.MAX_FRONTS - 1];
    }
    int behind = reader.position();
    reader.seek(missedAt);
    long mask = (1L << cut) - 1;
    for (int i = 0; i < missed; i++) {
      int position = (int) reader.get(positionBits);
      long front = reader.get(frontBits);
      if (position >= n) {
        return false;
      }
      if (position >= first && position < end) {
        into[position] = into[position] & mask | front << cut;
      }
    }
    reader.seek(behind);
    return true;
  }
}
