package io.telltale.query.internal.truth;

import io.telltale.core.internal.codec.BlockBuffer;
import java.util.Arrays;

/**
 * Readings of one channel that have been read and not yet been passed: what a condition says of one
 * may depend on those that follow it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the longest wait.
 * <b>Lifetime:</b> reused series after series.
 */
public final class ReadingBuffer {
  private long[] times = new long[BlockBuffer.CAPACITY];
  private long[] values = new long[BlockBuffer.CAPACITY];
  private int size;

  /** Empties it. */
  public void clear() {
    size = 0;
  }

  /** Adds readings behind the last one. */
  public void append(long[] newTimes, long[] newValues, int count) {
    if (size + count > times.length) {
      int capacity = Math.max(size + count, 2 * times.length);
      times = Arrays.copyOf(times, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    System.arraycopy(newTimes, 0, times, size, count);
    System.arraycopy(newValues, 0, values, size, count);
    size += count;
  }

  /** Adds, to an empty buffer, a reading that stands for a block that is not looked into. */
  public void standFor(long timeNs) {
    times[0] = timeNs;
    values[0] = 0;
    size = 1;
  }

  /** Forgets the first readings. */
  public void drop(int count) {
    size -= count;
    System.arraycopy(times, count, times, 0, size);
    System.arraycopy(values, count, values, 0, size);
  }

  /** Returns the number of readings. */
  public int size() {
    return size;
  }

  /** Returns the time of a reading. */
  public long time(int i) {
    return times[i];
  }

  /** Returns the value of a reading as bits. */
  public long value(int i) {
    return values[i];
  }
}
