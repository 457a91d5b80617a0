package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;

/**
 * Writes runs of one value: how many there are, the length of each, then the value of each as a
 * column of its own.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class RunEncoder implements ColumnEncoder {
  private final long[] lengths = new long[BlockBuffer.CAPACITY];
  private final long[] values = new long[BlockBuffer.CAPACITY];
  private final PackedEncoder packer;
  private final PlainEncoder nested;

  private int runs;

  RunEncoder(BitPacking packing) {
    packer = new PackedEncoder(packing);
    nested = new PlainEncoder(packing);
  }

  /** Counts the runs of n values, for the plan. */
  @HotPath
  int count(long[] all, int n) {
    long changes = 0;
    for (int i = 1; i < n; i++) {
      long different = all[i] ^ all[i - 1];
      changes += (different | -different) >>> Long.SIZE - 1;
    }
    runs = (int) changes + 1;
    return runs;
  }

  /** Plans for the values whose runs were counted last. */
  @Override
  @HotPath
  public long plan(long[] all, int n, Kind kind, long limit) {
    split(all, n);
    long bits =
        PackedLayout.ENCODING_BITS + PackedLayout.SIZE_BITS + packer.plan(lengths, runs - 1);
    return PackedLayout.wholeWords(bits) + nested.plan(values, runs, kind, limit);
  }

  /** By itself: the JVM compiles whatever stands behind a hot loop along with it. */
  private void split(long[] all, int n) {
    int run = 0;
    int start = 0;
    values[0] = all[0];
    for (int i = 1; i < n; i++) {
      if (all[i] != all[i - 1]) {
        lengths[run++] = i - start;
        start = i;
        values[run] = all[i];
      }
    }
    lengths[run] = n - start;
  }

  @Override
  @HotPath
  public void write(long[] all, BitWriter writer) {
    writer.put(nested.encoding().id(), PackedLayout.ENCODING_BITS);
    writer.put(runs, PackedLayout.SIZE_BITS);
    packer.write(lengths, writer);
    writer.align();
    nested.write(values, writer);
  }
}
