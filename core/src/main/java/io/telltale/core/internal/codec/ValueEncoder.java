package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes the values of one block, in whichever way takes the fewest words; bit for bit, whatever
 * NaN or zero they are.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
public final class ValueEncoder {
  /** Runs of so many readings on average are written as such without a look at other ways. */
  private static final int LONG_RUNS = 32;

  /** Runs of fewer readings are not tried. */
  private static final int SHORT_RUNS = 2;

  private static final int PLAIN = 0;
  private static final int RUNS = 1;

  private final long[] column = new long[BlockBuffer.COLUMN_WORDS];
  private final BitPacking packing = new BitPacking();
  private final PlainEncoder plain = new PlainEncoder(packing);
  private final RunEncoder runs = new RunEncoder(packing);
  private final ColumnEncoder[] ways = {plain, runs, new DictionaryEncoder(packing)};
  private final BitWriter writer = new BitWriter();

  private ValueEncoding encoding;
  private int words;

  /** Makes one. */
  public ValueEncoder() {}

  /** Encodes 1 to 1,024 values, given as the bits of their kind. */
  @HotPath
  public void encode(long[] values, int n, Kind kind) {
    int runCount = runs.count(values, n);
    boolean tryRuns = runCount > 1 && runCount <= n / SHORT_RUNS;
    boolean tryOthers = runCount == 1 || runCount > n / LONG_RUNS;
    long best = Long.MAX_VALUE;
    int chosen = PLAIN;
    for (int way = PLAIN; way < ways.length; way++) {
      boolean tried = way == RUNS ? tryRuns : tryOthers && (way == PLAIN || runCount > 1);
      long bits = tried ? ways[way].plan(values, n, kind, best) : Long.MAX_VALUE;
      if (bits < best) {
        best = bits;
        chosen = way;
      }
    }
    words = (int) (PackedLayout.wholeWords(best) >>> 6);
    encoding =
        chosen == PLAIN
            ? plain.encoding()
            : chosen == RUNS ? ValueEncoding.RUNS : ValueEncoding.DICTIONARY;
    writer.begin(column);
    ways[chosen].write(values, writer);
  }

  /** Returns how the last values were written. */
  public ValueEncoding encoding() {
    return encoding;
  }

  /** Returns the words that they take. */
  public int words() {
    return words;
  }

  /**
   * Returns the integers that the last values are, or that the column makes them of, one each; null
   * when some of them are of none.
   */
  long[] integers(long[] values, Kind kind) {
    if (kind != Kind.DOUBLE) {
      return values;
    }
    return encoding == ValueEncoding.ALP ? plain.digits() : null;
  }

  /** Whether the column holds differences of those integers. */
  boolean areDifferences() {
    return (encoding == ValueEncoding.ALP || encoding == ValueEncoding.INTEGER)
        && plain.areDifferences();
  }

  /** Returns the array whose first {@link #words()} are the column. */
  public long[] column() {
    return column;
  }
}
