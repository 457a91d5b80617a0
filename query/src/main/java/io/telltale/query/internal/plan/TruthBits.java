package io.telltale.query.internal.plan;

import io.telltale.core.internal.codec.BlockBuffer;

/**
 * On which readings of a chunk a condition is TRUE: one bit each.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> at construction; {@link #reserve} grows it
 * for a chunk larger than any before. <b>Lifetime:</b> reused chunk after chunk.
 */
public final class TruthBits {
  private long[] words = new long[BlockBuffer.CAPACITY / Long.SIZE];

  /** Returns the words, one bit a reading from the lowest; bits past size are to be 0. */
  public long[] reserve(int size) {
    int needed = (size + Long.SIZE - 1) / Long.SIZE;
    if (needed > words.length) {
      words = new long[needed];
    }
    return words;
  }

  /** Returns how often it changes from one reading to the next; of at least one reading. */
  public int changes(int size) {
    int changes = 0;
    long before = words[0] & 1;
    int last = (size - 1) >>> 6;
    for (int word = 0; word <= last; word++) {
      long changed = words[word] ^ (words[word] << 1 | before);
      changes += Long.bitCount(word < last ? changed : changed & -1L >>> -size);
      before = words[word] >>> 63;
    }
    return changes;
  }

  /** Returns the first set bit from an index on, or size. */
  public int nextSet(int from, int size) {
    return from >= size ? size : next(from, size, 0L);
  }

  /** Returns the first clear bit from an index on, or size. */
  public int nextClear(int from, int size) {
    return from >= size ? size : next(from, size, -1L);
  }

  private int next(int from, int size, long flip) {
    int word = from >>> 6;
    int last = (size - 1) >>> 6;
    long bits = (words[word] ^ flip) & (-1L << from);
    while (bits == 0 && word < last) {
      bits = words[++word] ^ flip;
    }
    return bits == 0 ? size : Math.min(size, (word << 6) + Long.numberOfTrailingZeros(bits));
  }
}
