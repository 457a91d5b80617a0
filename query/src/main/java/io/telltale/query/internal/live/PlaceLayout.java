package io.telltale.query.internal.live;

/**
 * The words of a place, so that a reading of which nothing comes touches half a line of cache.
 *
 * <pre>
 * word 0  time of the newest reading, or of an earlier one while a gate is shut: SeriesWatches.lastTime
 * word 1  0-47 what value conditions say of it, 48-62 how often in a row, 63 the subject is calm
 * word 2  0-31 the next place of the series, 32-63 the subject
 * word 3  0-31 the watch, 32-63 the first of the place's further words
 * </pre>
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class PlaceLayout {
  static final int WORDS = 4;
  static final int LAST = 0;
  static final int PATTERN = 1;

  /** Time of a newest reading that there is not. */
  static final long NEVER = Long.MIN_VALUE;

  /** In place of a place. */
  static final int NO_PLACE = -1;

  static final int PATTERN_BITS = 48;
  static final long PATTERN_MASK = (1L << PATTERN_BITS) - 1;
  static final int LONGEST_RUN = (1 << 15) - 1;
  static final long CALM = 1L << 63;

  private static final int NEXT_AND_SUBJECT = 2;
  private static final int WATCH_AND_MORE = 3;
  private static final long LOW_HALF = 0xffff_ffffL;

  private PlaceLayout() {}

  static void set(long[] words, int place, int next, int subject, int watch, int more) {
    int at = place * WORDS;
    words[at + NEXT_AND_SUBJECT] = (long) subject << Integer.SIZE | next & LOW_HALF;
    words[at + WATCH_AND_MORE] = (long) more << Integer.SIZE | watch & LOW_HALF;
  }

  /** Returns the next place of the series, or one below 0. */
  static int next(long[] words, int place) {
    return (int) words[place * WORDS + NEXT_AND_SUBJECT];
  }

  static void next(long[] words, int place, int next) {
    int at = place * WORDS + NEXT_AND_SUBJECT;
    words[at] = words[at] & ~LOW_HALF | next & LOW_HALF;
  }

  static int subject(long[] words, int place) {
    return (int) (words[place * WORDS + NEXT_AND_SUBJECT] >>> Integer.SIZE);
  }

  static int watch(long[] words, int place) {
    return (int) words[place * WORDS + WATCH_AND_MORE];
  }

  static int more(long[] words, int place) {
    return (int) (words[place * WORDS + WATCH_AND_MORE] >>> Integer.SIZE);
  }

  /** Says whether nothing has been TRUE of the subject since its newest readings. */
  static void calm(long[] words, int place, boolean calm) {
    int at = place * WORDS + PATTERN;
    words[at] = calm ? words[at] | CALM : words[at] & ~CALM;
  }
}
