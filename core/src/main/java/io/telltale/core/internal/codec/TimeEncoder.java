package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;

/**
 * Writes the times of one block, in whichever way takes the fewest words. Differences are unsigned
 * and arithmetic wraps around, so that any ascending times will do, from {@link Long#MIN_VALUE} to
 * {@link Long#MAX_VALUE}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
public final class TimeEncoder {
  private final long[] deltas = new long[BlockBuffer.CAPACITY];
  private final long[] residuals = new long[BlockBuffer.CAPACITY];
  private final long[] column = new long[BlockBuffer.CAPACITY];
  private final ExactDivisor divisor = new ExactDivisor();
  private final PackedEncoder deltaPacker = new PackedEncoder();
  private final PackedEncoder linePacker = new PackedEncoder();

  private TimeEncoding encoding;
  private int words;

  /** Makes one. */
  public TimeEncoder() {}

  /**
   * Encodes 1 to 1,024 times.
   *
   * @throws IllegalArgumentException when they do not ascend
   */
  @HotPath
  public void encode(long[] times, int n) {
    if (isRegular(times, n)) {
      encoding = TimeEncoding.REGULAR;
      words = 0;
      return;
    }
    long unit = greatestCommonDivisor(times, n);
    int deltaWords = planDelta(times, n);
    long step = Long.divideUnsigned(Long.divideUnsigned(times[n - 1] - times[0], unit), n - 1);
    int lineWords = planLine(n, step);
    if (Math.min(deltaWords, lineWords) >= n) {
      encoding = TimeEncoding.RAW;
      words = n;
      System.arraycopy(times, 0, column, 0, n);
    } else if (lineWords <= deltaWords) {
      encoding = TimeEncoding.LINE;
      words = lineWords;
      linePacker.write(residuals, residuals, null, 0, 0, column);
      column[PackedLayout.UNIT_WORD] = unit;
      column[PackedLayout.STEP_WORD] = step;
    } else {
      encoding = TimeEncoding.DELTA;
      words = deltaWords;
      deltaPacker.write(deltas, deltas, null, 0, 0, column);
      column[PackedLayout.UNIT_WORD] = unit;
    }
  }

  /** Returns how the last times were written. */
  public TimeEncoding encoding() {
    return encoding;
  }

  /** Returns the words that they take. */
  public int words() {
    return words;
  }

  /** Returns the array whose first {@link #words()} are the column. */
  public long[] column() {
    return column;
  }

  private static boolean isRegular(long[] times, int n) {
    long different = 0;
    boolean ascending = true;
    long step = n > 1 ? times[1] - times[0] : 0;
    for (int i = 1; i < n; i++) {
      different |= times[i] - times[i - 1] ^ step;
      ascending &= times[i] > times[i - 1];
    }
    if (!ascending) {
      throw new IllegalArgumentException("times of a block do not ascend");
    }
    return different == 0;
  }

  private long greatestCommonDivisor(long[] times, int n) {
    divisor.set(times[1] - times[0]);
    for (int i = 2; i < n && divisor.value() != 1; i++) {
      long delta = times[i] - times[i - 1];
      if (!divisor.divides(delta)) {
        long a = divisor.value();
        long b = Long.remainderUnsigned(delta, a);
        while (b != 0) {
          long r = Long.remainderUnsigned(a, b);
          a = b;
          b = r;
        }
        divisor.set(a);
      }
    }
    return divisor.value();
  }

  /** Counts the differences in units of the divisor. */
  private int planDelta(long[] times, int n) {
    for (int i = 1; i < n; i++) {
      deltas[i - 1] = divisor.quotient(times[i] - times[i - 1]);
    }
    return deltaPacker.plan(deltas, n - 1, PackedLayout.DELTA_HEADER_WORDS, null, 0);
  }

  private int planLine(int n, long step) {
    long residual = 0;
    residuals[0] = 0;
    for (int i = 1; i < n; i++) {
      residual += deltas[i - 1] - step;
      residuals[i] = residual;
    }
    return linePacker.plan(residuals, n, PackedLayout.LINE_HEADER_WORDS, null, 0);
  }
}
