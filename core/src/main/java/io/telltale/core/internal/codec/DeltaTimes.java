package io.telltale.core.internal.codec;

/** The bit-packed difference between neighbours. */
final class DeltaTimes implements TimeColumn {
  private final LineTimes line;
  private final long[] deltas = new long[BlockBuffer.CAPACITY];
  private final PackedEncoder packer;

  /** Asked after the line, which often tells that differences are no use. */
  DeltaTimes(LineTimes line, BitPacking packing) {
    this.line = line;
    packer = new PackedEncoder(packing);
  }

  @Override
  public long plan(BlockTicks block) {
    if (line.isNarrowerThanDeltas(block)) {
      return Long.MAX_VALUE;
    }
    takeDeltas(block.ticks(), block.size());
    return PackedLayout.unsignedBits(block.unit()) + packer.plan(deltas, block.size() - 1);
  }

  private void takeDeltas(long[] ticks, int n) {
    for (int i = 1; i < n; i++) {
      deltas[i - 1] = ticks[i] - ticks[i - 1];
    }
  }

  @Override
  public void write(BlockTicks block, BitWriter writer) {
    writer.putUnsigned(block.unit());
    packer.write(deltas, writer);
  }
}
