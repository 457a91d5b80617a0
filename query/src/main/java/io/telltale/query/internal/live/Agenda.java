package io.telltale.query.internal.live;

import java.util.Arrays;

/**
 * The subjects that something has happened to since they were looked at, and of each what one
 * reading alone has made of it, if no other has changed something.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none once it has grown.
 * <b>Lifetime:</b> that of the live rules.
 */
final class Agenda {
  private final Subjects subjects;
  private int[] dirty = new int[64];
  private int[] turns = new int[64];
  private int[] channels = new int[64];
  private long[] times = new long[64];
  private long[] values = new long[64];
  private int count;

  Agenda(Subjects subjects) {
    this.subjects = subjects;
  }

  /** Takes note that something may have changed for a subject from a time on. */
  void soil(int subject, long fromNs) {
    turn(subject, fromNs, Turns.NONE, 0, 0, 0);
  }

  /**
   * Takes note of what a reading makes of a subject, which counts when no other reading changes
   * something.
   *
   * @param turn one of {@link Turns}
   * @param channel that of the reading
   * @param bits its value
   */
  void turn(int subject, long fromNs, int turn, int channel, long time, long bits) {
    if (subjects.isDirty(subject)) {
      turns[subjects.dirtyAt[subject]] = Turns.NONE;
    } else {
      if (count == dirty.length) {
        grow();
      }
      dirty[count] = subject;
      turns[count] = turn;
      channels[count] = channel;
      times[count] = time;
      values[count] = bits;
      subjects.dirtyAt[subject] = count++;
    }
    subjects.dirtyFrom[subject] = Math.min(subjects.dirtyFrom[subject], fromNs);
  }

  private void grow() {
    int more = 2 * count;
    dirty = Arrays.copyOf(dirty, more);
    turns = Arrays.copyOf(turns, more);
    channels = Arrays.copyOf(channels, more);
    times = Arrays.copyOf(times, more);
    values = Arrays.copyOf(values, more);
  }

  /** Returns how many subjects there are. */
  int count() {
    return count;
  }

  int subject(int at) {
    return dirty[at];
  }

  /** Returns what a reading has made of it: one of {@link Turns}. */
  int turnOf(int at) {
    return turns[at];
  }

  /** Returns the channel of the reading. */
  int channel(int at) {
    return channels[at];
  }

  /** Returns the time of the reading. */
  long time(int at) {
    return times[at];
  }

  /** Returns the value of the reading as bits. */
  long value(int at) {
    return values[at];
  }

  /** Has all of the subjects looked at: their readings may not be there, or their rules not. */
  void forgetTurns() {
    Arrays.fill(turns, 0, count, Turns.NONE);
  }

  /** Forgets all. */
  void clear() {
    for (int i = 0; i < count; i++) {
      subjects.dirtyFrom[dirty[i]] = Subjects.CLEAN;
    }
    count = 0;
  }
}
