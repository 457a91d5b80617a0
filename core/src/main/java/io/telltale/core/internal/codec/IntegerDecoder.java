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

  /**
   * Reads those of n integers, at least 1, from the first to before the end. Differences are added
   * up from the strip in which the first one lies, if its first integer is known, else from the
   * start; all of them are left in the array.
   *
   * @return from where on the array has integers, -1 when they are not there
   */
  @HotPath
  int decode(BitReader reader, int n, int first, int end, StripColumn strips, long[] into) {
    if (reader.get(1) == 0) {
      return packed.decode(reader, n, first, end, into) ? first : -1;
    }
    long integer = reader.getSigned();
    int start = 0;
    if (strips.hasEnds()) {
      int strip = strips.of(first);
      start = strips.start(strip);
      integer = strips.firstInteger(strip);
    }
    int deltas = Math.min(end, n - 1);
    if (!packed.decode(reader, n - 1, start, deltas, into)) {
      return -1;
    }
    for (int i = start; i < deltas; i++) {
      long delta = into[i];
      into[i] = integer;
      integer += delta;
    }
    if (end == n) {
      into[n - 1] = integer;
    }
    return start;
  }
}
