package io.telltale.query.internal.live;

import java.util.Arrays;

/**
 * Which channel watches hear of which series, and what each knows of it: a chain of places for each
 * series, a place being one watch of one subject. What most readings need of a place lies together.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> when series or places are added.
 * <b>Lifetime:</b> that of the live rules.
 */
final class SeriesWatches {
  private static final int NONE = -1;

  /** Words of a line of cache. */
  private static final int LINE_WORDS = 8;

  private int[] first = new int[0];
  private int series;
  private ChannelWatch[] watches = new ChannelWatch[16];
  private int watchCount;
  private long[] words = new long[64 * PlaceLayout.WORDS];
  private int places;
  private long[] more = new long[64];
  private int moreUsed;

  /** Places added since all were arranged. */
  private int scattered;

  /** Returns how many series are known. */
  int series() {
    return series;
  }

  /** Makes the next series known, and returns its number. */
  int addSeries() {
    if (series == first.length) {
      first = Arrays.copyOf(first, Math.max(64, 2 * series));
    }
    first[series] = NONE;
    return series++;
  }

  /** Has a watch of a subject hear of a series without readings yet; returns the place. */
  int add(int ofSeries, ChannelWatch watch, int subject) {
    if ((places + 1) * PlaceLayout.WORDS > words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    int extra = watch.extraWords();
    if (moreUsed + extra > more.length) {
      more = Arrays.copyOf(more, Math.max(2 * more.length, moreUsed + extra));
    }
    int place = places++;
    scattered++;
    PlaceLayout.set(words, place, first[ofSeries], subject, numberOf(watch), moreUsed);
    moreUsed += extra;
    first[ofSeries] = place;
    watch.clear(words, place, more, true);
    return place;
  }

  private int numberOf(ChannelWatch watch) {
    int free = NONE;
    for (int w = watchCount - 1; w >= 0; w--) {
      if (watches[w] == watch) {
        return w;
      }
      free = watches[w] == null ? w : free;
    }
    if (free != NONE) {
      watches[free] = watch;
      return free;
    }
    if (watchCount == watches.length) {
      watches = Arrays.copyOf(watches, 2 * watchCount);
    }
    watches[watchCount] = watch;
    return watchCount++;
  }

  /** Has the watches of a rule hear of nothing any more. */
  void removeAll(LiveRule rule) {
    for (int s = 0; s < series; s++) {
      int before = NONE;
      for (int place = first[s]; place != NONE; place = PlaceLayout.next(words, place)) {
        int next = PlaceLayout.next(words, place);
        if (watch(place).rule() != rule) {
          before = place;
        } else if (before == NONE) {
          first[s] = next;
        } else {
          PlaceLayout.next(words, before, next);
        }
      }
    }
    for (int w = 0; w < watchCount; w++) {
      watches[w] = watches[w] != null && watches[w].rule() == rule ? null : watches[w];
    }
  }

  /** Whether so many places were added that those of a series lie far apart. */
  boolean isScattered() {
    return scattered > places >> 2;
  }

  /** Puts the places of each series one behind the other; returns the new number of each. */
  int[] arrange() {
    int[] newPlaces = new int[places];
    Arrays.fill(newPlaces, NONE);
    long[] arranged = new long[words.length];
    int next = 0;
    for (int s = 0; s < series; s++) {
      for (int place = first[s]; place != NONE; place = PlaceLayout.next(words, place)) {
        System.arraycopy(
            words,
            place * PlaceLayout.WORDS,
            arranged,
            next * PlaceLayout.WORDS,
            PlaceLayout.WORDS);
        newPlaces[place] = next++;
      }
      if (first[s] != NONE) {
        first[s] = newPlaces[first[s]];
      }
    }
    for (int place = 0; place < next; place++) {
      int behind = PlaceLayout.next(arranged, place);
      PlaceLayout.next(arranged, place, behind == NONE ? NONE : newPlaces[behind]);
    }
    words = arranged;
    places = next;
    scattered = 0;
    return newPlaces;
  }

  /**
   * Reads what watches know of some series: a processor fetches many at once here, which one by one
   * it would wait for. Returns some number.
   */
  long fetch(int[] ofSeries, int count) {
    long seen = 0;
    for (int i = 0; i < count; i++) {
      int place = ofSeries[i] < series ? first[ofSeries[i]] : NONE;
      if (place >= 0) {
        int at = place * PlaceLayout.WORDS;
        seen += words[at] + words[Math.min(at + LINE_WORDS, words.length - 1)];
      }
    }
    return seen;
  }

  /** Returns the first place of a series, or one below 0. */
  int first(int ofSeries) {
    return first[ofSeries];
  }

  ChannelWatch watch(int place) {
    return watches[PlaceLayout.watch(words, place)];
  }

  /** Returns the watches by number. */
  ChannelWatch[] watches() {
    return watches;
  }

  /** Returns the words of all places: {@link PlaceLayout}. */
  long[] words() {
    return words;
  }

  /** Returns what some watches know beyond that. */
  long[] more() {
    return more;
  }

  /** Returns the time of the newest reading at a place, {@link PlaceLayout#NEVER} without one. */
  long lastTime(int place) {
    return words[place * PlaceLayout.WORDS + PlaceLayout.LAST];
  }
}
