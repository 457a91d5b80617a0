package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Cuts full-precision doubles in two: the low bits, which look random, are kept; what stands above
 * them, sign and exponent and a few bits more, takes few values, so that the number of each in a
 * dictionary of up to 8 is kept, and those that are not in it are patched in. After Afroozeh, Kuffo
 * and Boncz, "ALP", SIGMOD 2024, section 3.4 (ALP_rd).
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #plan}.
 */
final class FrontEncoder implements ColumnEncoder {
  private static final int SAMPLE = 128;
  private static final int HEAD_BITS = PackedLayout.CUT_BITS + Widths.of(PackedLayout.MAX_FRONTS);

  /** Fewer bits than an exponent of which sign and highest bits are all that varies. */
  private static final int FEWEST_FRONT_BITS = 9;

  /** Bits of a digit of base 3. */
  private static final double DIGIT_BITS = 1.6;

  private final long[] sample = new long[SAMPLE];
  private final int[] fronts = new int[PackedLayout.MAX_FRONTS];
  private final int[] counts = new int[PackedLayout.MAX_FRONTS];
  private final int[] seen = new int[BlockBuffer.CAPACITY];
  private final short[] countOf = new short[1 << PackedLayout.FRONT_BITS];
  private final long[] indexes = new long[BlockBuffer.CAPACITY];
  private final long[] lows = new long[BlockBuffer.CAPACITY];
  private final int[] missedAt = new int[BlockBuffer.CAPACITY];
  private final PackedEncoder indexPacker;
  private final PackedEncoder lowPacker;

  private int n;
  private int cut;
  private int size;
  private int missed;

  FrontEncoder(BitPacking packing) {
    indexPacker = new PackedEncoder(packing);
    lowPacker = new PackedEncoder(packing);
  }

  @Override
  @HotPath
  public long plan(long[] values, int n, Kind kind, long limit) {
    this.n = n;
    double bitsEach = choose(values);
    if (bitsEach * n > limit) {
      return Long.MAX_VALUE;
    }
    count(values);
    split(values);
    int frontBits = Long.SIZE - cut;
    long bits =
        HEAD_BITS
            + (long) size * frontBits
            + PackedLayout.countBits(missed)
            + (long) missed * (PackedLayout.positionBits(n) + frontBits)
            + indexPacker.planFull(n, Widths.codeFor(size - 1));
    return (bits + 63 & -64) + lowPacker.planFull(n, 2 * cut);
  }

  private double choose(long[] values) {
    int sampled = Math.min(SAMPLE, n);
    for (int i = 0; i < sampled; i++) {
      sample[i] = values[i * n / sampled] >>> (Long.SIZE - PackedLayout.FRONT_BITS);
    }
    ShellSort.sort(sample, sampled);
    double best = Double.MAX_VALUE;
    for (int bits = PackedLayout.FRONT_BITS; bits >= FEWEST_FRONT_BITS; bits--) {
      int groups = group(sampled, PackedLayout.FRONT_BITS - bits);
      int covered = 0;
      for (int k = 1; k <= groups; k++) {
        // What is there once only might as well have been another.
        covered += counts[k - 1] > 1 ? counts[k - 1] : 0;
        double cost = cost(sampled, bits, k, covered);
        if (cost < best) {
          best = cost;
          cut = Long.SIZE - bits;
        }
      }
    }
    return best / sampled;
  }

  /** Bits of so many values with k fronts of some bits that cover so many of them. */
  private double cost(int values, int bits, int k, int covered) {
    int code = Widths.codeFor(k - 1);
    double index = Widths.lowBits(code) + (Widths.hasDigit(code) ? DIGIT_BITS : 0);
    return (Long.SIZE - bits + index) * values
        + (double) (values - covered) * (bits + PackedLayout.positionBits(n));
  }

  /** Finds the most frequent fronts of the sample, the first the most frequent. */
  private int group(int sampled, int shift) {
    int groups = 0;
    for (int from = 0; from < sampled; ) {
      int front = (int) (sample[from] >>> shift);
      int to = from + 1;
      while (to < sampled && sample[to] >>> shift == front) {
        to++;
      }
      groups = rank(front, to - from, groups);
      from = to;
    }
    return groups;
  }

  /** Puts a front in its place among the most frequent; returns how many there are now. */
  private int rank(int front, int count, int groups) {
    int at = groups;
    while (at > 0 && counts[at - 1] < count) {
      at--;
    }
    if (at >= PackedLayout.MAX_FRONTS) {
      return groups;
    }
    int now = Math.min(groups + 1, PackedLayout.MAX_FRONTS);
    System.arraycopy(fronts, at, fronts, at + 1, now - 1 - at);
    System.arraycopy(counts, at, counts, at + 1, now - 1 - at);
    fronts[at] = front;
    counts[at] = count;
    return now;
  }

  /** Counts all fronts, now that the cut is known, and takes as many as pay. */
  private void count(long[] values) {
    int different = 0;
    for (int i = 0; i < n; i++) {
      int front = (int) (values[i] >>> cut);
      if (countOf[front]++ == 0) {
        seen[different++] = front;
      }
    }
    int groups = 0;
    for (int i = 0; i < different; i++) {
      int front = seen[i];
      groups = rank(front, countOf[front], groups);
      countOf[front] = 0;
    }
    double best = Double.MAX_VALUE;
    int covered = 0;
    for (int k = 1; k <= groups; k++) {
      covered += counts[k - 1];
      double cost = cost(n, Long.SIZE - cut, k, covered);
      if (cost < best) {
        best = cost;
        size = k;
      }
    }
  }

  private void split(long[] values) {
    for (int k = 0; k < size; k++) {
      countOf[fronts[k]] = (short) (k + 1);
    }
    int count = 0;
    long mask = (1L << cut) - 1;
    for (int i = 0; i < n; i++) {
      long value = values[i];
      int index = countOf[(int) (value >>> cut)] - 1;
      missedAt[count] = i;
      count += index >>> Integer.SIZE - 1;
      indexes[i] = Math.max(0, index);
      lows[i] = value & mask;
    }
    missed = count;
    for (int k = 0; k < size; k++) {
      countOf[fronts[k]] = 0;
    }
  }

  @Override
  @HotPath
  public void write(long[] values, BitWriter writer) {
    int frontBits = Long.SIZE - cut;
    int positionBits = PackedLayout.positionBits(n);
    writer.put(cut, PackedLayout.CUT_BITS);
    writer.put(size, Widths.of(PackedLayout.MAX_FRONTS));
    for (int k = 0; k < size; k++) {
      writer.put(fronts[k], frontBits);
    }
    writer.putCount(missed);
    for (int i = 0; i < missed; i++) {
      writer.put(missedAt[i], positionBits);
      writer.put(values[missedAt[i]] >>> cut, frontBits);
    }
    indexPacker.write(indexes, writer);
    writer.align();
    lowPacker.write(lows, writer);
  }
}
