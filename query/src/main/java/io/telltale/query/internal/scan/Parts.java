package io.telltale.query.internal.scan;

import io.telltale.core.internal.codec.StripColumn;

/**
 * One series as a list of parts, ascending and disjoint in time; a part is one sealed block with
 * statistics, or a stretch of readings that were merged. The engine reads through this interface,
 * so that its reasoning can be tested on hand-made parts.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> while
 * the view behind it is pinned.
 */
public interface Parts extends Statistics {
  /** Returns how many bytes a block takes, encoded. */
  int bytes(int part);

  /** Makes {@link #next} go to this part's first chunk. */
  void seek(int part);

  /** Moves to the next chunk: a whole block, or up to 1,024 merged readings. */
  boolean next();

  /** Returns the part that the chunk belongs to. */
  int part();

  /** Returns whether the chunk is a whole block, decoded only by {@link #load}. */
  boolean chunkIsBlock();

  /** Decodes the chunk unless it is ready. */
  void load();

  /** Opens the chunk for what follows, which reads what it needs. */
  void open();

  /** After {@link #open}: decodes the chunk's times unless they are ready. */
  void loadTimes();

  /**
   * After {@link #open}: decodes those of the chunk's values from the first to before the end
   * unless they are ready. Those of the chunk that were decoded before stay what they are.
   */
  void loadValues(int first, int end);

  /** Returns the time of one reading of the chunk, after {@link #open}. */
  long time(int reading);

  /** Returns how many of the chunk's readings are not later than a time, as above. */
  int countUpTo(long limit);

  /** Returns what is known of the chunk's strips, after {@link #open}. */
  StripColumn strips();

  /** Returns the number of readings in the chunk. */
  int size();

  /** Returns the chunk's times, strictly ascending, after {@link #load} or {@link #loadTimes}. */
  long[] times();

  /** Returns the chunk's values as bits, after {@link #load} or {@link #loadValues}. */
  long[] values();

  /** Returns the part that the first reading at or after a time is in, or {@link #count}. */
  default int firstEndingAtOrAfter(long timeNs) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lastTime(middle) >= timeNs) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns how many parts start at or before a time. */
  default int countStartingUpTo(long timeNs) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstTime(middle) <= timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
