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
  private static final int SAMPLE = 64;

  /** Of even jitter, more than half of all differences are far. */
  private static final int MANY = SAMPLE / 4;

  private final long[] ticks = new long[BlockBuffer.CAPACITY];
  private final long[] deltas = new long[BlockBuffer.CAPACITY];
  private final long[] column = new long[BlockBuffer.COLUMN_WORDS];
  private final ExactDivisor divisor = new ExactDivisor();
  private final LineFit line = new LineFit();
  private final BitPacking packing = new BitPacking();
  private final PackedEncoder deltaPacker = new PackedEncoder(packing);
  private final PackedEncoder linePacker = new PackedEncoder(packing);
  private final BitWriter writer = new BitWriter();

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
    countTicks(times, n, unit);
    line.fit(ticks, n);
    int unitBits = PackedLayout.unsignedBits(unit);
    long lineBits =
        unitBits
            + 1
            + PackedLayout.unsignedBits(line.step())
            + linePacker.plan(line.residuals(), n - 1, line.min(), line.max());
    long deltaBits = Long.MAX_VALUE;
    if (!isLineNarrower(n)) {
      takeDeltas(n);
      deltaBits = unitBits + deltaPacker.plan(deltas, n - 1);
    }
    words = (int) ((Math.min(lineBits, deltaBits) + Long.SIZE - 1) >>> 6);
    if (words >= n) {
      encoding = TimeEncoding.RAW;
      words = n;
      System.arraycopy(times, 0, column, 0, n);
      return;
    }
    writer.begin(column);
    writer.putUnsigned(unit);
    if (lineBits <= deltaBits) {
      encoding = TimeEncoding.LINE;
      writer.put(line.hasFraction() ? 1 : 0, 1);
      writer.putUnsigned(line.step());
      linePacker.write(line.residuals(), writer);
    } else {
      encoding = TimeEncoding.DELTA;
      deltaPacker.write(deltas, writer);
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
    long step = n > 1 ? times[1] - times[0] : 0;
    for (int i = 1; i < n; i++) {
      if (times[i] - times[i - 1] != step || times[i] <= times[i - 1]) {
        demandAscending(times, n);
        return false;
      }
    }
    return true;
  }

  private static void demandAscending(long[] times, int n) {
    boolean ascending = true;
    for (int i = 1; i < n; i++) {
      ascending &= times[i] > times[i - 1];
    }
    if (!ascending) {
      throw new IllegalArgumentException("times of a block do not ascend");
    }
  }

  /**
   * Whether many of a sample of differences are so far from the step that they take at least the
   * bits of the distances from the line.
   */
  private boolean isLineNarrower(int n) {
    long quarter = line.max() - line.min() >>> 2;
    long step = line.wholeStep();
    int far = 0;
    for (int i = 0; i < SAMPLE; i++) {
      int at = i * (n - 1) / SAMPLE;
      far += Math.abs(ticks[at + 1] - ticks[at] - step) >= quarter ? 1 : 0;
    }
    return far >= MANY;
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

  /** Counts the times from the first, in units of the divisor. */
  private void countTicks(long[] times, int n, long unit) {
    long first = times[0];
    if (unit == 1) {
      for (int i = 0; i < n; i++) {
        ticks[i] = times[i] - first;
      }
    } else {
      for (int i = 0; i < n; i++) {
        ticks[i] = divisor.quotient(times[i] - first);
      }
    }
  }

  private void takeDeltas(int n) {
    for (int i = 1; i < n; i++) {
      deltas[i - 1] = ticks[i] - ticks[i - 1];
    }
  }
}
