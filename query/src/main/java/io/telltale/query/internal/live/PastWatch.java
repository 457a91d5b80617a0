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

  /** How many readings are kept, and which of their slots has the oldest: bits 0-7, 8-15. */
  private static final int KEPT_FROM = 3;

  private static final int LEAST_WORDS = 4;

  /** The newest finite reading, which is kept in its slot as well. */
  private static final int NEWEST = 4;

  private static final int SLOTS = 6;
  private static final int COUNT_BITS = 8;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

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

  /**
   * Returns values of which no reading gives a reason for one of the conditions to hold that is
   * near to the one before; null when it takes more than that to see it.
   *
   * @param of those that make no value condition TRUE that raises anything
   */
  SafeRange safe(SafeRange of, long raising) {
    SafeRange safe =
        of.and(
            SafeRange.between(
                kind == Kind.DOUBLE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    for (Hunch hunch : hunches) {
      safe = safe == null || hunch.safe() == null ? null : safe.and(hunch.safe());
    }
    return (counted & ~raising) == 0 ? safe : null;
  }

  /** Returns how near a value has to be to the one before. */
  Neighbours neighbours() {
    Neighbours all = Neighbours.ANY;
    for (Hunch hunch : hunches) {
      all = all.and(hunch.neighbours());
    }
    return all;
  }

  /** Whether the newest readings are kept. */
  boolean keeps() {
    return keeps;
  }

  /**
   * Takes note of a finite reading that is newer than all before it, if it surely is near enough to
   * the finite one before; returns whether it is.
   */
  static boolean follow(long[] more, int at, Neighbours neighbours, long time, long bits) {
    boolean near =
        count(more, at) > 0 && neighbours.fit(more[at + NEWEST], more[at + NEWEST + 1], time, bits);
    if (near) {
      append(more, at, time, bits);
    }
    return near;
  }

  /** Returns how many words it needs. */
  int words() {
    return keeps ? SLOTS + 2 * KEPT : LEAST_WORDS;
  }

  static void clear(long[] more, int at, boolean unseen) {
    more[at + BREACH] = unseen ? LONG_AGO : NEVER;
    more[at + KEPT_FROM] = 0;
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
      boolean isFirst = !keeps || count(more, at) == 0;
      long beforeTime = isFirst ? NEVER : more[at + NEWEST];
      long before = isFirst ? 0 : more[at + NEWEST + 1];
      for (Hunch hunch : hunches) {
        none &= hunch.holdsNot(more, at + OF_HUNCHES, time, bits, beforeTime, before);
      }
      if (keeps) {
        append(more, at, time, bits);
      }
    }
    long breach = more[at + BREACH];
    if (!none) {
      more[at + BREACH] = time;
      return true;
    }
    return !first && Times.minus(last, breach) < spanNs;
  }

  /** Whether none of the conditions can hold any more for what was up to the newest reading. */
  boolean isSettled(long[] more, int at, long last) {
    return isPast(more[at + BREACH], last);
  }

  private static int count(long[] more, int at) {
    return (int) more[at + KEPT_FROM] & COUNT_MASK;
  }

  /** Where the slot of the n-th of the readings that are kept is. */
  private static int slot(long[] more, int at, int n) {
    int oldest = (int) more[at + KEPT_FROM] >>> COUNT_BITS;
    return at + SLOTS + 2 * (oldest + n & KEPT - 1);
  }

  /** Puts a reading behind those that are kept. */
  private static void append(long[] more, int at, long time, long bits) {
    int turn = nextTurn(more, at);
    keep(more, at, turn, time, bits);
    catchUp(more, at, turn + 1, time, bits);
  }

  /** Returns the turn of the next reading to be kept, which says in which slot. */
  static int nextTurn(long[] more, int at) {
    return ((int) more[at + KEPT_FROM] >>> COUNT_BITS) + count(more, at);
  }

  /** Keeps the reading whose turn it is, without taking note that it is there. */
  static void keep(long[] more, int at, int turn, long time, long bits) {
    int slot = at + SLOTS + 2 * (turn & KEPT - 1);
    more[slot] = time;
    more[slot + 1] = bits;
  }

  /**
   * Takes note of the readings that were kept.
   *
   * @param turn of the next to be kept
   * @param time of the newest, whose value follows
   */
  static void catchUp(long[] more, int at, int turn, long time, long bits) {
    int added = turn - nextTurn(more, at);
    // below 0: more than can be counted
    int count = added < 0 ? KEPT : Math.min(KEPT, count(more, at) + added);
    more[at + KEPT_FROM] = (long) (turn - count & KEPT - 1) << COUNT_BITS | count;
    more[at + NEWEST] = time;
    more[at + NEWEST + 1] = bits;
  }

  /** Returns the value of the newest reading that is kept. */
  static long newestValue(long[] more, int at) {
    return more[at + NEWEST + 1];
  }

  /** Puts a reading behind the first so many that are kept, but not behind all. */
  private static void insert(long[] more, int at, int behind, long time, long bits) {
    int count = count(more, at);
    int place = behind;
    if (count == KEPT) {
      place--;
      for (int n = 0; n < place; n++) {
        copy(more, slot(more, at, n + 1), slot(more, at, n));
      }
    } else {
      more[at + KEPT_FROM]++;
      for (int n = count; n > place; n--) {
        copy(more, slot(more, at, n - 1), slot(more, at, n));
      }
    }
    int slot = slot(more, at, place);
    more[slot] = time;
    more[slot + 1] = bits;
  }

  private static void copy(long[] more, int from, int to) {
    more[to] = more[from];
    more[to + 1] = more[from + 1];
  }

  /** Takes note of a late reading; returns whether none of the conditions holds because of it. */
  boolean isHarmless(long[] more, int at, long time, long bits, long last) {
    if (!isFinite(bits)) {
      if (keeps && mayTakeAway(more, at, time)) {
        more[at + KEPT_FROM] = 0;
        more[at + BREACH] = more[at + BREACH] == NEVER ? NEVER : Math.max(more[at + BREACH], last);
        return false;
      }
      return counted == 0;
    }
    if (!forgivesLate()) {
      // what was gathered up to now is not so any more
      more[at + BREACH] = Math.max(more[at + BREACH], last);
      more[at + KEPT_FROM] = 0;
      return false;
    }
    if (!keeps) {
      return isHarmlessAlone(more, at, time, bits);
    }
    int count = count(more, at);
    int behind = behind(more, at, time);
    boolean known = behind < count && more[slot(more, at, behind)] == time;
    boolean inside = !known && behind > 0 && behind < count;
    boolean harmless = inside && counted == 0 && isPast(more[at + BREACH], time);
    for (int h = 0; harmless && h < hunches.length; h++) {
      int before = slot(more, at, behind - 1);
      int after = slot(more, at, behind);
      harmless =
          hunches[h].holdsNot(more, at + OF_HUNCHES, time, bits, more[before], more[before + 1])
              && hunches[h].holdsNot(
                  more, at + OF_HUNCHES, more[after], more[after + 1], time, bits);
    }
    if (known) {
      // which of the two counts is not known here
      more[at + KEPT_FROM] = 0;
    } else if (inside) {
      insert(more, at, behind, time, bits);
    } else if (behind > 0) {
      append(more, at, time, bits);
    }
    if (!harmless && more[at + BREACH] != NEVER) {
      // it may hold at the one behind
      more[at + BREACH] = Math.max(more[at + BREACH], last);
    }
    return harmless;
  }

  /** Whether a reading without a finite value may have taken the place of one that had. */
  private static boolean mayTakeAway(long[] more, int at, long time) {
    int count = count(more, at);
    int behind = behind(more, at, time);
    return behind == 0 || behind < count && more[slot(more, at, behind)] == time;
  }

  /** Returns how many of those that are kept come before a time. */
  private static int behind(long[] more, int at, long time) {
    int behind = count(more, at);
    while (behind > 0 && more[slot(more, at, behind - 1)] >= time) {
      behind--;
    }
    return behind;
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
