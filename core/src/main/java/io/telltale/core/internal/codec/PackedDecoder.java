package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/** Puts the exceptions of a packed column in their places. */
final class PackedDecoder {
  private PackedDecoder() {}

  /**
   * Replaces what stands at the positions of the exceptions.
   *
   * @return false when a position lies outside of the block, which no encoder writes
   */
  @HotPath
  static boolean patch(long[] words, int at, int exceptions, int n, long[] into) {
    int positionsAt = at + exceptions;
    for (int i = 0; i < exceptions; i++) {
      int shift = (i % PackedLayout.POSITIONS_PER_WORD) * PackedLayout.POSITION_BITS;
      int position =
          (int) (words[positionsAt + i / PackedLayout.POSITIONS_PER_WORD] >>> shift & 0xFFFF);
      if (position >= n) {
        return false;
      }
      into[position] = words[at + i];
    }
    return true;
  }
}
