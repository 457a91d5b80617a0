package io.telltale.query.internal.live;

import static io.telltale.query.internal.live.PlaceLayout.NEVER;

import io.telltale.core.Kind;
import io.telltale.query.internal.Times;

/**
 * Sees to conditions of a channel that are about several readings: changes, spans and counts.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none after construction.
 * <b>Lifetime:</b> that of its watch.
 */
final class PastWatch {
  /** The newest finite readings, in order of time: so late may one be and yet be judged. */
  private static final int KEPT = 8;

  /** Time of the last reading on which one of the conditions might have held. */
  private static final int BREACH = 0;

  /** A breach that there was not. */
  private static final long LONG_AGO = NEVER + 1;

  /** Two words of the hunches. */
  private static final int OF_HUNCHES = 1;

  private static final int COUNT = 3;
  private static final int READINGS = 4;

  private final Kind kind;
  private final Hunch[] hunches;
  private final long counted;
  private final long spanNs;

  /** Whether one of the hunches goes by the reading before. */
  private final boolean keeps;

  PastWatch(Kind kind, WatchSpec spec) {
    this.kind = kind;
    hunches = spec.hunches.toArray(new Hunch[0]);
    counted = spec.counted;
    spanNs = Math.max(1, spec.spanNs);
    keeps = spec.hunches.stream().anyMatch(Hunch::needsBefore);
  }

  /** Returns how many words it needs. */
  int words() {
    return keeps ? READINGS + 2 * KEPT : READINGS;
  }

  static void clear(long[] more, int at, boolean unseen) {
    more[at + BREACH] = unseen ? LONG_AGO : NEVER;
    more[at + COUNT] = 0;
  }

  /** Whether late readings can be judged. */
  boolean forgivesLate() {
    boolean all = true;
    for (Hunch hunch : hunches) {
      all &= hunch.judgesNeighbours();
    }
    return all;
  }

  /**
   * Takes note of a reading that is newer than all before it; returns whether one of the conditions
   * may have held at the one before, or may at this one.
   */
  boolean mayHold(long[] more, int at, long time, long bits, long last, long pattern) {
    boolean first = last == NEVER;
    boolean none = isFinite(bits) && more[at + BREACH] != NEVER && (pattern & counted) == 0;
    if (isFinite(bits)) {
      int count = (int) more[at + COUNT];
      int newest = at + READINGS + 2 * (count - 1);
      long beforeTime = count == 0 ? NEVER : more[newest];
      long before = count == 0 ? 0 : more[newest + 1];
      for (Hunch hunch : hunches) {
        none &= hunch.holdsNot(more, at + OF_HUNCHES, time, bits, beforeTime, before);
      }
      if (keeps) {
        insert(more, at, count, time, bits);
      }
    }
    long breach = more[at + BREACH];
    if (!none) {
      more[at + BREACH] = time;
      return true;
    }
    return !first && Times.minus(last, breach) < spanNs;
  }

  /** Puts a reading behind the first so many that are kept. */
  private static void insert(long[] more, int at, int behind, long time, long bits) {
    int first = at + READINGS;
    int count = (int) more[at + COUNT];
    int place = behind;
    if (count == KEPT) {
      System.arraycopy(more, first + 2, more, first, 2 * behind - 2);
      place--;
    } else {
      System.arraycopy(
          more, first + 2 * behind, more, first + 2 * behind + 2, 2 * (count - behind));
      more[at + COUNT] = count + 1;
    }
    more[first + 2 * place] = time;
    more[first + 2 * place + 1] = bits;
  }

  /** Takes note of a late reading; returns whether none of the conditions holds because of it. */
  boolean isHarmless(long[] more, int at, long time, long bits, long last) {
    if (!isFinite(bits)) {
      return counted == 0;
    }
    if (!forgivesLate()) {
      // what was gathered up to now is not so any more
      more[at + BREACH] = Math.max(more[at + BREACH], last);
      more[at + COUNT] = 0;
      return false;
    }
    if (!keeps) {
      return isHarmlessAlone(more, at, time, bits);
    }
    int count = (int) more[at + COUNT];
    int first = at + READINGS;
    int behind = count;
    while (behind > 0 && more[first + 2 * behind - 2] >= time) {
      behind--;
    }
    boolean known = behind < count && more[first + 2 * behind] == time;
    boolean inside = !known && behind > 0 && behind < count;
    boolean harmless = inside && counted == 0 && isPast(more[at + BREACH], time);
    for (int h = 0; harmless && h < hunches.length; h++) {
      int before = first + 2 * behind - 2;
      int after = first + 2 * behind;
      harmless =
          hunches[h].holdsNot(more, at + OF_HUNCHES, time, bits, more[before], more[before + 1])
              && hunches[h].holdsNot(
                  more, at + OF_HUNCHES, more[after], more[after + 1], time, bits);
    }
    if (known) {
      // which of the two counts is not known here
      more[at + COUNT] = 0;
    } else if (behind > 0) {
      insert(more, at, behind, time, bits);
    }
    if (!harmless && more[at + BREACH] != NEVER) {
      // it may hold at the one behind
      more[at + BREACH] = Math.max(more[at + BREACH], last);
    }
    return harmless;
  }

  /** The same, where no condition goes by the reading before. */
  private boolean isHarmlessAlone(long[] more, int at, long time, long bits) {
    boolean harmless = counted == 0 && isPast(more[at + BREACH], time);
    for (Hunch hunch : hunches) {
      harmless &= hunch.holdsNot(more, at + OF_HUNCHES, time, bits, NEVER, 0);
    }
    if (!harmless && more[at + BREACH] != NEVER) {
      more[at + BREACH] = Math.max(more[at + BREACH], time);
    }
    return harmless;
  }

  private boolean isPast(long breach, long time) {
    return breach != NEVER && Times.minus(time, breach) >= spanNs;
  }

  private boolean isFinite(long bits) {
    return kind != Kind.DOUBLE || Double.isFinite(Double.longBitsToDouble(bits));
  }
}
