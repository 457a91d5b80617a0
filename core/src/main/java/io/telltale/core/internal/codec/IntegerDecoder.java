package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Reads what {@link IntegerEncoder} writes.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * keeps nothing between two columns.
 */
final class IntegerDecoder {
  private final PackedDecoder packed;

  IntegerDecoder(PackedDecoder packed) {
    this.packed = packed;
  }

  /** Reads n integers, at least 1; false when they are not there. */
  @HotPath
  boolean decode(BitReader reader, int n, long[] into) {
    if (reader.get(1) == 0) {
      return packed.decode(reader, n, into);
    }
    long integer = reader.getSigned();
    if (!packed.decode(reader, n - 1, into)) {
      return false;
    }
    for (int i = 0; i < n - 1; i++) {
      long delta = into[i];
      into[i] = integer;
      integer += delta;
    }
    into[n - 1] = integer;
    return true;
  }
}
