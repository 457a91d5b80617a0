package io.telltale.query.internal.assemble;

import io.telltale.query.EndReason;
import io.telltale.query.WindowCursor;
import java.util.Arrays;

/**
 * Finished windows of one device that the cursor has not yet passed, as columns.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the most windows
 * that one chunk of readings makes. <b>Lifetime:</b> reused; a row is valid until the next move.
 */
public final class WindowBatch {
  private static final int START = 0;
  private static final int END = 1;
  private static final int ONSET = 2;
  private static final int LAST_TRUE = 3;
  private static final int HELD = 4;
  private static final int SAMPLES = 5;
  private static final int WHOLE_START = 6;
  private static final int PEAK_TIME = 7;
  private static final int WHOLE_END = 8;
  private static final int TIMES = 9;
  private static final int MIN = 0;
  private static final int MAX = 1;
  private static final int MEAN = 2;
  private static final int PEAK = 3;
  private static final int AREA = 4;
  private static final int NUMBERS = 5;
  private static final int FIRST_CAPACITY = 64;

  private long[] times = new long[FIRST_CAPACITY * TIMES];
  private double[] numbers = new double[FIRST_CAPACITY * NUMBERS];
  private EndReason[] reasons = new EndReason[FIRST_CAPACITY];
  private int size;
  private int row = -1;

  /** Forgets all rows. */
  public void clear() {
    size = 0;
    row = -1;
  }

  /** Moves to the next row; false, and empty again, after the last. */
  public boolean next() {
    if (++row < size) {
      return true;
    }
    clear();
    return false;
  }

  /** Whether there is no row left. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Whether one of the rows has no end yet. */
  public boolean hasOpen() {
    boolean open = false;
    for (int i = row + 1; i < size; i++) {
      open |= times[i * TIMES + END] == WindowCursor.OPEN;
    }
    return open;
  }

  /** Adds a row: a finished window, and its padded bounds. */
  void add(long start, long end, Stretch window) {
    grow();
    int at = size * TIMES;
    times[at + START] = start;
    times[at + END] = end;
    times[at + ONSET] = window.onset;
    times[at + LAST_TRUE] = window.lastTrue;
    times[at + HELD] = window.held();
    times[at + SAMPLES] = window.samples;
    times[at + WHOLE_START] = window.start;
    times[at + WHOLE_END] = window.end;
    times[at + PEAK_TIME] = window.excess.peakTime(start);
    int number = size * NUMBERS;
    numbers[number + MIN] = window.evidence.min();
    numbers[number + MAX] = window.evidence.max();
    numbers[number + MEAN] = window.evidence.mean();
    numbers[number + PEAK] = window.excess.peak();
    numbers[number + AREA] = window.excess.area();
    reasons[size] = window.reason;
    size++;
  }

  /** Adds a copy of the row at which another batch stands. */
  public void copy(WindowBatch other) {
    grow();
    System.arraycopy(other.times, other.row * TIMES, times, size * TIMES, TIMES);
    System.arraycopy(other.numbers, other.row * NUMBERS, numbers, size * NUMBERS, NUMBERS);
    reasons[size] = other.reasons[other.row];
    size++;
  }

  private void grow() {
    if (size == reasons.length) {
      times = Arrays.copyOf(times, 2 * times.length);
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      reasons = Arrays.copyOf(reasons, 2 * size);
    }
  }

  /** Returns the row's start. */
  public long startNs() {
    return times[row * TIMES + START];
  }

  /** Returns the row's end, or OPEN. */
  public long endNs() {
    return times[row * TIMES + END];
  }

  /** Returns why the row's window ended. */
  public EndReason endReason() {
    return reasons[row];
  }

  /** Returns the row's onset. */
  public long onsetNs() {
    return times[row * TIMES + ONSET];
  }

  /** Returns the row's last true time. */
  public long lastTrueNs() {
    return times[row * TIMES + LAST_TRUE];
  }

  /** Returns the row's held time. */
  public long heldForNs() {
    return times[row * TIMES + HELD];
  }

  /** Returns the row's number of evidence readings. */
  public long samples() {
    return times[row * TIMES + SAMPLES];
  }

  /** Returns the row's smallest evidence value. */
  public double min() {
    return numbers[row * NUMBERS + MIN];
  }

  /** Returns the row's largest evidence value. */
  public double max() {
    return numbers[row * NUMBERS + MAX];
  }

  /** Returns the row's mean evidence value. */
  public double mean() {
    return numbers[row * NUMBERS + MEAN];
  }

  /** Returns the row's start before it was padded. */
  public long unpaddedStartNs() {
    return times[row * TIMES + WHOLE_START];
  }

  /** Returns the row's end before it was padded. */
  public long unpaddedEndNs() {
    return times[row * TIMES + WHOLE_END];
  }

  /** Returns the earliest start of all rows, of which there is one. */
  public long leastStartNs() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, times[i * TIMES + START]);
    }
    return least;
  }

  /** Returns the latest end of all rows, of which there is one. */
  public long greatestEndNs() {
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      greatest = Math.max(greatest, times[i * TIMES + END]);
    }
    return greatest;
  }

  /** Returns the time of the row's peak. */
  public long peakTimeNs() {
    return times[row * TIMES + PEAK_TIME];
  }

  /** Returns the row's peak. */
  public double peak() {
    return numbers[row * NUMBERS + PEAK];
  }

  /** Returns the row's area beyond the limit. */
  public double excessArea() {
    return numbers[row * NUMBERS + AREA];
  }
}
