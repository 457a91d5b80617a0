package io.telltale.query.internal.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A gate for each series, which lets a reading pass that is quiet to all of the series' quick
 * watches at once: while it is shut, each of them has seen SAFE readings last. What they know of
 * the time of the newest is brought up to date when the gate is opened.
 *
 * <pre>
 * word 0  time of the newest reading while shut
 * word 1  0-31 the first place that has to hear all readings, below 0 for none; 32-62 which limits,
 *         0 for none; 63 it is shut
 * word 2  0-31 where the one watch that has to know the newest readings keeps them, 32-63 the turn
 *         of the next (PastWatch)
 * word 3  value of the newest reading while shut, if that matters
 * </pre>
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> when series or gates are added.
 * <b>Lifetime:</b> that of the live rules.
 */
final class SeriesGates {
  /** In place of a place: no watch has to hear a reading. */
  static final int NOBODY = PlaceLayout.NO_PLACE;

  /** In place of a place: all have to. */
  static final int ALL = NOBODY - 1;

  private static final int WORDS = 4;
  private static final int LAST = 0;
  private static final int STATE = 1;
  private static final int KEPT = 2;
  private static final int VALUE = 3;
  private static final long ONE_MORE = 1L << Integer.SIZE;
  private static final long SHUT = 1L << 63;
  private static final long LOW_HALF = 0xffff_ffffL;

  /** More are not worth looking for. */
  private static final int MOST_LIMITS = 1_000;

  private long[] words = new long[64 * WORDS];
  private final List<Limits> limits = new ArrayList<>();
  private Limits[] known = {new Limits(SafeRange.ALL, 0, null)};

  /**
   * What a reading must keep to.
   *
   * @param range its value
   * @param silentNs the time since the one before
   * @param neighbours what it may differ from the finite one before; null: that does not matter
   */
  record Limits(SafeRange range, long silentNs, Neighbours neighbours) {}

  /** Makes room for so many series. */
  void grow(int series) {
    if (series * WORDS > words.length) {
      words = Arrays.copyOf(words, Math.max(2 * words.length, series * WORDS));
    }
  }

  /**
   * Gives a series a gate, which stands open.
   *
   * @param rest the first place that has to hear all readings
   * @param kept where the newest readings are kept, if neighbours matter
   */
  void set(int series, Limits of, int rest, int kept) {
    int number = limits.indexOf(of) + 1;
    if (number == 0 && limits.size() < MOST_LIMITS) {
      limits.add(of);
      number = limits.size();
      known = Arrays.copyOf(known, number + 1);
      known[number] = of;
    }
    words[series * WORDS + STATE] = (long) number << Integer.SIZE | rest & LOW_HALF;
    words[series * WORDS + KEPT] = kept & LOW_HALF;
  }

  /** Whether there is a gate and it is shut. */
  boolean isShut(int series) {
    return words[series * WORDS + STATE] < 0;
  }

  /** Whether there is a gate and it stands open. */
  boolean isOpen(int series) {
    return words[series * WORDS + STATE] >>> Integer.SIZE != 0 && !isShut(series);
  }

  /**
   * Returns the first place that has to hear a reading though it passes, {@link #NOBODY} or {@link
   * #ALL}: it does not pass.
   *
   * @param more what watches know beyond their words
   */
  int pass(int series, long time, long bits, long[] more) {
    int at = series * WORDS;
    long state = words[at + STATE];
    long last = words[at + LAST];
    long gap = time - last;
    Limits of = known[(int) ((state & ~SHUT) >>> Integer.SIZE)];
    // one branch, as most readings pass
    boolean passes = state < 0 & time > last & gap > 0 & gap <= of.silentNs & of.range.has(bits);
    if (passes && of.neighbours != null) {
      passes = of.neighbours.fit(last, words[at + VALUE], time, bits);
      if (passes) {
        long kept = words[at + KEPT];
        PastWatch.keep(more, (int) kept, (int) (kept >>> Integer.SIZE), time, bits);
        words[at + KEPT] = kept + ONE_MORE;
        words[at + VALUE] = bits;
      }
    }
    if (passes) {
      words[at + LAST] = time;
    }
    return passes ? (int) state : ALL;
  }

  /** Returns the first place that has to hear a reading that has passed. */
  int rest(int series) {
    return (int) words[series * WORDS + STATE];
  }

  /** Returns the time of the newest reading, of a series whose gate is shut. */
  long last(int series) {
    return words[series * WORDS + LAST];
  }

  void shut(int series, long time, long[] more) {
    int at = series * WORDS;
    words[at + LAST] = time;
    words[at + STATE] |= SHUT;
    if (followsNeighbours(at)) {
      int kept = (int) words[at + KEPT];
      words[at + VALUE] = PastWatch.newestValue(more, kept);
      words[at + KEPT] = (long) PastWatch.nextTurn(more, kept) << Integer.SIZE | kept & LOW_HALF;
    }
  }

  void open(int series, long[] more) {
    int at = series * WORDS;
    if (followsNeighbours(at)) {
      long kept = words[at + KEPT];
      int turn = (int) (kept >>> Integer.SIZE);
      PastWatch.catchUp(more, (int) kept, turn, words[at + LAST], words[at + VALUE]);
    }
    words[at + STATE] &= ~SHUT;
  }

  private boolean followsNeighbours(int at) {
    return known[(int) ((words[at + STATE] & ~SHUT) >>> Integer.SIZE)].neighbours != null;
  }
}
