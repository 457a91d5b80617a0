package io.telltale.core.internal.head;

import io.telltale.core.HotPath;

/**
 * Which pages of an arena have readings that do not ascend in time: of all others the first and the
 * last reading tell the bounds.
 *
 * <p><b>Threading:</b> the arena's writer marks before it publishes the reading; readers ask after
 * they have acquired it. <b>Allocation:</b> once a chunk. <b>Lifetime:</b> that of its arena.
 */
final class MixedPages {
  private final long[][] words;

  MixedPages(int chunks) {
    words = new long[chunks][];
  }

  /** Has room for the marks of a chunk's pages. */
  void prepare(int chunk, int pages) {
    int needed = pages + Long.SIZE - 1 >>> 6;
    if (words[chunk] == null || words[chunk].length < needed) {
      words[chunk] = new long[needed];
    }
  }

  @HotPath
  void mark(int chunk, int page) {
    words[chunk][page >>> 6] |= 1L << page;
  }

  @HotPath
  void clear(int chunk, int page) {
    words[chunk][page >>> 6] &= ~(1L << page);
  }

  @HotPath
  boolean has(int chunk, int page) {
    return (words[chunk][page >>> 6] & 1L << page) != 0;
  }
}
