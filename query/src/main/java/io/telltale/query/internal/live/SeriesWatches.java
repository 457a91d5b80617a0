package io.telltale.query.internal.live;

import io.telltale.core.HotPath;
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

  private int[] first = new int[0];
  private int series;
  private final SeriesGates gates = new SeriesGates();
  private ChannelWatch[] watches = new ChannelWatch[16];
  private int watchCount;
  private long[] words = new long[64 * PlaceLayout.WORDS];
  private int[] seriesOf = new int[64];
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
    gates.grow(series + 1);
    setGate(series);
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
    openGate(ofSeries);
    int place = places++;
    if (place == seriesOf.length) {
      seriesOf = Arrays.copyOf(seriesOf, 2 * place);
    }
    seriesOf[place] = ofSeries;
    scattered++;
    int before = watch.isQuick() ? NONE : lastQuick(ofSeries);
    int next = before == NONE ? first[ofSeries] : PlaceLayout.next(words, before);
    PlaceLayout.set(words, place, next, subject, numberOf(watch), moreUsed);
    moreUsed += extra;
    if (before == NONE) {
      first[ofSeries] = place;
    } else {
      PlaceLayout.next(words, before, place);
    }
    watch.clear(words, place, more, true);
    setGate(ofSeries);
    return place;
  }

  private int lastQuick(int ofSeries) {
    int last = NONE;
    for (int place = first[ofSeries];
        place != NONE && watch(place).isQuick();
        place = PlaceLayout.next(words, place)) {
      last = place;
    }
    return last;
  }

  /** Gives a series a gate that stands open. */
  private void setGate(int ofSeries) {
    SafeRange range = SafeRange.ALL;
    long silentNs = Long.MAX_VALUE;
    Neighbours neighbours = null;
    int kept = NONE;
    int place = first[ofSeries];
    while (place != NONE && watch(place).isQuick()) {
      ChannelWatch watch = watch(place);
      if (watch.neighbours() != null) {
        if (neighbours != null) {
          // a gate keeps the readings of one watch up to date
          break;
        }
        neighbours = watch.neighbours();
        kept = watch.pastWords(words, place);
      }
      range = range.and(watch.safe());
      silentNs = Math.min(silentNs, watch.silentNs());
      place = PlaceLayout.next(words, place);
    }
    gates.set(ofSeries, new SeriesGates.Limits(range, silentNs, neighbours), place, kept);
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
      openGate(s);
      int before = NONE;
      boolean removed = false;
      for (int place = first[s]; place != NONE; place = PlaceLayout.next(words, place)) {
        int next = PlaceLayout.next(words, place);
        if (watch(place).rule() != rule) {
          before = place;
        } else if (before == NONE) {
          first[s] = next;
          removed = true;
        } else {
          PlaceLayout.next(words, before, next);
          removed = true;
        }
      }
      if (removed) {
        setGate(s);
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
    int[] arrangedSeries = new int[seriesOf.length];
    int next = 0;
    for (int s = 0; s < series; s++) {
      openGate(s);
      for (int place = first[s]; place != NONE; place = PlaceLayout.next(words, place)) {
        System.arraycopy(
            words,
            place * PlaceLayout.WORDS,
            arranged,
            next * PlaceLayout.WORDS,
            PlaceLayout.WORDS);
        arrangedSeries[next] = s;
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
    seriesOf = arrangedSeries;
    places = next;
    scattered = 0;
    for (int s = 0; s < series; s++) {
      setGate(s);
    }
    return newPlaces;
  }

  /** Returns the gates, which say who has to hear a reading. */
  SeriesGates gates() {
    return gates;
  }

  /** After a reading that all places have heard: shuts the gate if the quick watches allow it. */
  @HotPath
  void shutGate(int ofSeries, long time) {
    if (!gates.isOpen(ofSeries)) {
      return;
    }
    int rest = gates.rest(ofSeries);
    for (int place = first[ofSeries];
        place >= 0 && place != rest;
        place = PlaceLayout.next(words, place)) {
      int at = place * PlaceLayout.WORDS;
      if (words[at + PlaceLayout.PATTERN] != ChannelWatch.SAFE
          || words[at + PlaceLayout.LAST] != time) {
        return;
      }
    }
    gates.shut(ofSeries, time, more);
  }

  /** Has the quick watches of a series know all that was heard, and hear what comes. */
  void openGate(int ofSeries) {
    if (gates.isShut(ofSeries)) {
      int rest = gates.rest(ofSeries);
      for (int place = first[ofSeries];
          place >= 0 && place != rest;
          place = PlaceLayout.next(words, place)) {
        words[place * PlaceLayout.WORDS + PlaceLayout.LAST] = gates.last(ofSeries);
      }
      gates.open(ofSeries, more);
    }
  }

  /** Says whether nothing has been TRUE of a place's subject since its newest readings. */
  void calm(int place, boolean calm) {
    if (!calm) {
      openGate(seriesOf[place]);
    }
    PlaceLayout.calm(words, place, calm);
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
    int of = seriesOf[place];
    return gates.isShut(of) && watch(place).isQuick()
        ? gates.last(of)
        : words[place * PlaceLayout.WORDS + PlaceLayout.LAST];
  }
}
