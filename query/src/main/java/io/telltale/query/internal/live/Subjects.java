package io.telltale.query.internal.live;

import java.util.Arrays;

/**
 * What live rules speak of: a rule and one of its devices, or all of its devices together. Columns,
 * for there may be a million.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> when subjects are added.
 * <b>Lifetime:</b> that of the live rules.
 */
final class Subjects {
  /** {@link #dirtyFrom} of a subject that nothing has happened to. */
  static final long CLEAN = Long.MAX_VALUE;

  private static final int FIRST_CAPACITY = 64;

  private int count;
  private int[] free = new int[FIRST_CAPACITY];
  private int freeCount;

  /** Null: the rule was taken away. */
  LiveRule[] rule = new LiveRule[FIRST_CAPACITY];

  /** Its number among those of its rule. */
  int[] number = new int[FIRST_CAPACITY];

  /** The device, -1: all. */
  int[] device = new int[FIRST_CAPACITY];

  /** The first told window. */
  int[] told = new int[FIRST_CAPACITY];

  /** The latest end of what was TRUE and is no more. */
  long[] ended = new long[FIRST_CAPACITY];

  /** What was TRUE had ended by then, Long.MAX_VALUE: had not. */
  long[] trueEnd = new long[FIRST_CAPACITY];

  /**
   * Since when it has been TRUE without an end, Long.MAX_VALUE: it is not, or is not known to be.
   */
  long[] trueSince = new long[FIRST_CAPACITY];

  /** The earliest time from which readings may have changed something. */
  long[] dirtyFrom = new long[FIRST_CAPACITY];

  /** Where it is in the agenda while it is dirty. */
  int[] dirtyAt = new int[FIRST_CAPACITY];

  /** As of when it was looked at last. */
  long[] lookedAt = new long[FIRST_CAPACITY];

  /** From when on a reading may be what confirms a window or takes it away. */
  long[] waitsFor = new long[FIRST_CAPACITY];

  /** When it has to be looked at though no reading comes, but for silence. */
  long[] wake = new long[FIRST_CAPACITY];

  /** For when it is in the queue. */
  long[] queued = new long[FIRST_CAPACITY];

  /** Nothing is TRUE since its newest readings. */
  boolean[] calm = new boolean[FIRST_CAPACITY];

  int count() {
    return count;
  }

  /** Adds a subject of a rule; returns it. */
  int add(LiveRule ofRule, int ofNumber, int ofDevice) {
    if (freeCount == 0 && count == device.length) {
      int more = 2 * count;
      rule = Arrays.copyOf(rule, more);
      number = Arrays.copyOf(number, more);
      device = Arrays.copyOf(device, more);
      told = Arrays.copyOf(told, more);
      ended = Arrays.copyOf(ended, more);
      trueEnd = Arrays.copyOf(trueEnd, more);
      trueSince = Arrays.copyOf(trueSince, more);
      dirtyFrom = Arrays.copyOf(dirtyFrom, more);
      dirtyAt = Arrays.copyOf(dirtyAt, more);
      lookedAt = Arrays.copyOf(lookedAt, more);
      waitsFor = Arrays.copyOf(waitsFor, more);
      wake = Arrays.copyOf(wake, more);
      queued = Arrays.copyOf(queued, more);
      calm = Arrays.copyOf(calm, more);
    }
    int subject = freeCount > 0 ? free[--freeCount] : count++;
    rule[subject] = ofRule;
    number[subject] = ofNumber;
    device[subject] = ofDevice;
    told[subject] = ToldWindows.NONE;
    ended[subject] = Long.MIN_VALUE;
    trueEnd[subject] = Long.MIN_VALUE;
    trueSince[subject] = Long.MAX_VALUE;
    dirtyFrom[subject] = CLEAN;
    lookedAt[subject] = Long.MIN_VALUE;
    waitsFor[subject] = Long.MIN_VALUE;
    wake[subject] = Long.MAX_VALUE;
    queued[subject] = Long.MAX_VALUE;
    calm[subject] = false;
    return subject;
  }

  /** Takes a subject away, whose windows are forgotten; another one takes its number. */
  void remove(int subject) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = subject;
    rule[subject] = null;
    dirtyFrom[subject] = CLEAN;
    queued[subject] = Long.MAX_VALUE;
  }

  /** Whether something has happened to it since it was looked at. */
  boolean isDirty(int subject) {
    return dirtyFrom[subject] != CLEAN;
  }
}
