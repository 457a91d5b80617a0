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

  private final long[] column = new long[BlockBuffer.COLUMN_WORDS];
  private final BitPacking packing = new BitPacking();
  private final PlainEncoder plain = new PlainEncoder(packing);
  private final RunEncoder runs = new RunEncoder(packing);
  private final DictionaryEncoder dictionary = new DictionaryEncoder(packing);
  private final BitWriter writer = new BitWriter();

  private ValueEncoding encoding;
  private int words;

  /** Makes one. */
  public ValueEncoder() {}

  /** Encodes 1 to 1,024 values, given as the bits of their kind. */
  @HotPath
  public void encode(long[] values, int n, Kind kind) {
    int runCount = countRuns(values, n);
    words = Integer.MAX_VALUE;
    if (runCount == 1) {
      planPlain(values, n, kind);
    } else {
      if (runCount <= n / SHORT_RUNS) {
        words = runs.plan(values, n, runCount, kind);
        encoding = ValueEncoding.RUNS;
      }
      if (runCount > n / LONG_RUNS) {
        planPlain(values, n, kind);
        int withDictionary = dictionary.plan(values, n, words, kind);
        if (withDictionary < words) {
          words = withDictionary;
          encoding = ValueEncoding.DICTIONARY;
        }
      }
    }
    writer.begin(column);
    if (encoding == ValueEncoding.RUNS) {
      runs.write(writer);
    } else if (encoding == ValueEncoding.DICTIONARY) {
      dictionary.write(writer);
    } else {
      plain.write(values, writer);
    }
  }

  private void planPlain(long[] values, int n, Kind kind) {
    int plainWords = plain.plan(values, n, kind);
    if (plainWords <= words) {
      words = plainWords;
      encoding = plain.encoding();
    }
  }

  /** Returns how the last values were written. */
  public ValueEncoding encoding() {
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

  private static int countRuns(long[] values, int n) {
    long changes = 0;
    for (int i = 1; i < n; i++) {
      long different = values[i] ^ values[i - 1];
      changes += (different | -different) >>> Long.SIZE - 1;
    }
    return (int) changes + 1;
  }
}
