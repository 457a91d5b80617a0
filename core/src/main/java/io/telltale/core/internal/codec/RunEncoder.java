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
final class RunEncoder {
  private final long[] lengths = new long[BlockBuffer.CAPACITY];
  private final long[] values = new long[BlockBuffer.CAPACITY];
  private final PackedEncoder packer;
  private final PlainEncoder nested;

  private int runs;

  RunEncoder(BitPacking packing) {
    packer = new PackedEncoder(packing);
    nested = new PlainEncoder(packing);
  }

  /** Plans for n values of this many runs; returns the words that they take. */
  @HotPath
  int plan(long[] all, int n, int runs, Kind kind) {
    this.runs = runs;
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
    long bits =
        PackedLayout.ENCODING_BITS + PackedLayout.SIZE_BITS + packer.plan(lengths, runs - 1);
    return (int) ((bits + Long.SIZE - 1) >>> 6) + nested.plan(values, runs, kind);
  }

  /** Writes what was planned. */
  @HotPath
  void write(BitWriter writer) {
    writer.put(nested.encoding().id(), PackedLayout.ENCODING_BITS);
    writer.put(runs, PackedLayout.SIZE_BITS);
    packer.write(lengths, writer);
    writer.align();
    nested.write(values, writer);
  }
}
