package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes integers as they are or as differences of neighbours, whichever is narrower: a bit says
 * which, the first of differences follows, then {@link PackedLayout}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class IntegerEncoder implements ColumnEncoder {
  /** Blocks from this size on are sampled before both ways are tried. */
  private static final int SAMPLED_SIZE = 128;

  private static final int SAMPLE = 64;

  /** Where the sample promises a gain of so many bits, the other way is not tried. */
  private static final int CLEAR_GAIN = SAMPLE / 2;

  private static final int MEDIAN = 9;

  private final long[] someIntegers = new long[MEDIAN];
  private final long[] someDeltas = new long[MEDIAN];
  private final long[] deltas = new long[BlockBuffer.CAPACITY];
  private final PackedEncoder plain;
  private final PackedEncoder delta;

  private int n;
  private boolean differences;

  IntegerEncoder(BitPacking packing) {
    plain = new PackedEncoder(packing);
    delta = new PackedEncoder(packing);
  }

  @Override
  @HotPath
  public long plan(long[] values, int n, Kind kind, long limit) {
    return plan(values, n);
  }

  /** Plans for n integers; returns the bits that they take, as {@link PackedEncoder#plan} does. */
  long plan(long[] integers, int n) {
    this.n = n;
    int gain = n < SAMPLED_SIZE ? 0 : sampledGain(integers, n);
    long plainBits = Long.MAX_VALUE;
    long deltaBits = Long.MAX_VALUE;
    if (gain <= CLEAR_GAIN) {
      plainBits = 1 + plain.plan(integers, n);
    }
    if (gain >= -CLEAR_GAIN) {
      takeDeltas(integers, deltas, n - 1);
      deltaBits = 1 + PackedLayout.signedBits(integers[0]) + delta.plan(deltas, n - 1);
    }
    differences = deltaBits < plainBits;
    return differences ? deltaBits : plainBits;
  }

  /** Whether the last plan is for differences. */
  boolean areDifferences() {
    return differences;
  }

  private static void takeDeltas(long[] integers, long[] into, int n) {
    for (int i = 0; i < n; i++) {
      into[i] = integers[i + 1] - integers[i];
    }
  }

  /** Bits that differences save in a sample of pairs, each about a median. */
  private int sampledGain(long[] integers, int n) {
    for (int i = 0; i < MEDIAN; i++) {
      int at = (2 * i + 1) * (n - 1) / (2 * MEDIAN);
      insert(someIntegers, i, integers[at]);
      insert(someDeltas, i, integers[at + 1] - integers[at]);
    }
    long integer = someIntegers[MEDIAN / 2];
    long delta = someDeltas[MEDIAN / 2];
    int gain = 0;
    for (int i = 0; i < SAMPLE; i++) {
      int at = i * (n - 1) / SAMPLE;
      long next = integers[at + 1];
      gain += Widths.of(Widths.zigzag(integers[at] - integer));
      gain -= Widths.of(Widths.zigzag(next - integers[at] - delta));
    }
    return gain;
  }

  private static void insert(long[] sorted, int size, long x) {
    int at = size;
    for (; at > 0 && sorted[at - 1] > x; at--) {
      sorted[at] = sorted[at - 1];
    }
    sorted[at] = x;
  }

  @Override
  @HotPath
  public void write(long[] integers, BitWriter writer) {
    writer.put(differences ? 1 : 0, 1);
    if (differences) {
      writer.putSigned(integers[0]);
      delta.write(deltas, writer);
    } else {
      plain.write(integers, writer);
    }
  }
}
