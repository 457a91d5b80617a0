package io.telltale.query.internal.live;

import java.util.Arrays;

/**
 * The windows that listeners know of, a chain for each subject, the latest first.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none once it has grown.
 * <b>Lifetime:</b> that of the live rules.
 */
final class ToldWindows {
  static final int NONE = -1;

  /** TRUE, and nothing more. */
  static final int OPENED = 0;

  /** What the rule demands is reached. */
  static final int CONFIRMED = 1;

  /** Over, unless late readings change it. */
  static final int CLOSED = 2;

  private static final int ID = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int DIGEST = 3;
  private static final int MEAN = 4;
  private static final int AREA = 5;
  private static final int SCALE = 6;
  private static final int STAGE_AND_NEXT = 7;
  private static final int WORDS = 8;

  private long[] words = new long[64 * WORDS];
  private int used;
  private int free = NONE;

  /** Adds a window in front of a chain; returns it. */
  int add(long id, int stage, long start, long end, int behind) {
    int row = free;
    if (row == NONE) {
      row = used++;
      if (used * WORDS > words.length) {
        words = Arrays.copyOf(words, 2 * words.length);
      }
    } else {
      free = next(row);
    }
    int at = row * WORDS;
    words[at + ID] = id;
    words[at + START] = start;
    words[at + END] = end;
    words[at + STAGE_AND_NEXT] = (long) stage << Integer.SIZE | behind & 0xffff_ffffL;
    return row;
  }

  /** Takes note of what else was told of a window. */
  void describe(int row, long digest, double mean, double area, double scale) {
    int at = row * WORDS;
    words[at + DIGEST] = digest;
    words[at + MEAN] = Double.doubleToRawLongBits(mean);
    words[at + AREA] = Double.doubleToRawLongBits(area);
    words[at + SCALE] = Double.doubleToRawLongBits(scale);
  }

  /** Forgets a window that is in no chain any more. */
  void remove(int row) {
    words[row * WORDS + STAGE_AND_NEXT] = free & 0xffff_ffffL;
    free = row;
  }

  /** Puts a window in front of a chain. */
  void link(int row, int behind) {
    int at = row * WORDS + STAGE_AND_NEXT;
    words[at] = (words[at] >> Integer.SIZE) << Integer.SIZE | behind & 0xffff_ffffL;
  }

  int next(int row) {
    return (int) words[row * WORDS + STAGE_AND_NEXT];
  }

  int stage(int row) {
    return (int) (words[row * WORDS + STAGE_AND_NEXT] >> Integer.SIZE);
  }

  long id(int row) {
    return words[row * WORDS + ID];
  }

  long start(int row) {
    return words[row * WORDS + START];
  }

  long end(int row) {
    return words[row * WORDS + END];
  }

  /**
   * Whether a window is described like this; means may have been added up in another order, so they
   * are the same up to what that can make of them.
   */
  boolean isDescribed(int row, long digest, double mean, double area) {
    int at = row * WORDS;
    double scale = Double.longBitsToDouble(words[at + SCALE]);
    return words[at + DIGEST] == digest
        && words[at + AREA] == Double.doubleToRawLongBits(area)
        && isNear(Double.longBitsToDouble(words[at + MEAN]), mean, scale);
  }

  private static boolean isNear(double a, double b, double scale) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b)
        || Math.abs(a - b) <= 1e-9 * scale;
  }
}
