package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Writes the times of one block, in whichever way takes the fewest words. Differences are unsigned
 * and arithmetic wraps around, so that any ascending times will do, from {@link Long#MIN_VALUE} to
 * {@link Long#MAX_VALUE}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
public final class TimeEncoder {
  private static final TimeEncoding[] ENCODINGS = {
    TimeEncoding.RAW, TimeEncoding.LINE, TimeEncoding.DELTA
  };

  private final long[] column = new long[BlockBuffer.COLUMN_WORDS];
  private final BlockTicks block = new BlockTicks();
  private final TimeColumn[] ways;
  private final BitWriter writer = new BitWriter();

  private TimeEncoding encoding;
  private int words;

  /** Makes one. */
  public TimeEncoder() {
    BitPacking packing = new BitPacking();
    LineTimes line = new LineTimes(packing);
    ways = new TimeColumn[] {new RawTimes(), line, new DeltaTimes(line, packing)};
  }

  /**
   * Encodes 1 to 1,024 times.
   *
   * @throws IllegalArgumentException when they do not ascend
   */
  @HotPath
  public void encode(long[] times, int n) {
    if (isRegular(times, n)) {
      encoding = TimeEncoding.REGULAR;
      words = 0;
      return;
    }
    block.count(times, n);
    long best = Long.MAX_VALUE;
    int chosen = 0;
    for (int way = 0; way < ways.length; way++) {
      long bits = ways[way].plan(block);
      if (bits < best) {
        best = bits;
        chosen = way;
      }
    }
    encoding = ENCODINGS[chosen];
    words = (int) ((best + Long.SIZE - 1) >>> 6);
    writer.begin(column);
    ways[chosen].write(block, writer);
  }

  /** Returns how the last times were written. */
  public TimeEncoding encoding() {
    return encoding;
  }

  /** Returns the words that they take. */
  public int words() {
    return words;
  }

  /** Returns the array whose first {@link #words()} are the column. */
  public long[] column() {
    return column;
  }

  private static boolean isRegular(long[] times, int n) {
    long step = n > 1 ? times[1] - times[0] : 0;
    for (int i = 1; i < n; i++) {
      if (times[i] - times[i - 1] != step || times[i] <= times[i - 1]) {
        demandAscending(times, n);
        return false;
      }
    }
    return true;
  }

  private static void demandAscending(long[] times, int n) {
    boolean ascending = true;
    for (int i = 1; i < n; i++) {
      ascending &= times[i] > times[i - 1];
    }
    if (!ascending) {
      throw new IllegalArgumentException("times of a block do not ascend");
    }
  }
}
