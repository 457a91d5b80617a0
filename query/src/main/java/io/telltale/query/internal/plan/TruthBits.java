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

  /**
   * Clears runs of fewer set bits than these, but for the one that begins with the first bit and
   * the one that ends with the last.
   */
  public void clearRunsBelow(int least, int size) {
    if (least <= 1 || size == 0) {
      return;
    }
    int head = nextClear(0, size);
    int tail = lastRun(size);
    int used = (size - 1 >>> 6) + 1;
    // What begins least set bits in a row, then again all that these are.
    for (int done = 1; done < least && done < size; ) {
      int step = Math.min(done, least - done);
      andFurther(step, used);
      done += step;
    }
    for (int done = 1; done < least && done < size; ) {
      int step = Math.min(done, least - done);
      orBefore(step, used);
      done += step;
    }
    set(0, head);
    set(tail, size);
  }

  private int lastRun(int size) {
    int last = size - 1 >>> 6;
    long clear = ~words[last] & -1L >>> -size;
    for (int word = last; ; clear = ~words[--word]) {
      if (clear != 0) {
        return (word << 6) + Long.SIZE - Long.numberOfLeadingZeros(clear);
      }
      if (word == 0) {
        return 0;
      }
    }
  }

  private void andFurther(int distance, int used) {
    int skip = distance >>> 6;
    for (int word = 0; word < used; word++) {
      long low = word + skip < used ? words[word + skip] >>> distance : 0;
      boolean crosses = (distance & 63) != 0 && word + skip + 1 < used;
      words[word] &= low | (crosses ? words[word + skip + 1] << -distance : 0);
    }
  }

  private void orBefore(int distance, int used) {
    int skip = distance >>> 6;
    for (int word = used - 1; word >= skip; word--) {
      boolean crosses = (distance & 63) != 0 && word > skip;
      words[word] |=
          words[word - skip] << distance | (crosses ? words[word - skip - 1] >>> -distance : 0);
    }
  }

  private void set(int from, int end) {
    for (int at = from; at < end; at = (at | 63) + 1) {
      int behind = Math.min(end, (at | 63) + 1);
      words[at >>> 6] |= -1L >>> at - behind << at;
    }
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
