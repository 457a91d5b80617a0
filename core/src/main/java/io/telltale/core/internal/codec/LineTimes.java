package io.telltale.core.internal.codec;

/** A line plus a bit-packed distance from it for each time. */
final class LineTimes implements TimeColumn {
  private static final int SAMPLE = 64;

  /** Of even jitter, more than half of all differences are far. */
  private static final int MANY = SAMPLE / 4;

  private final LineFit line = new LineFit();
  private final PackedEncoder packer;

  LineTimes(BitPacking packing) {
    packer = new PackedEncoder(packing);
  }

  @Override
  public long plan(BlockTicks block) {
    line.fit(block.ticks(), block.size());
    return PackedLayout.unsignedBits(block.unit())
        + 1
        + PackedLayout.unsignedBits(line.step())
        + packer.plan(line.residuals(), block.size() - 1, line.min(), line.max());
  }

  /**
   * Whether many of a sample of differences are so far from the step that they take at least the
   * bits of the distances from the line.
   */
  boolean isNarrowerThanDeltas(BlockTicks block) {
    long[] ticks = block.ticks();
    long quarter = line.max() - line.min() >>> 2;
    long step = line.wholeStep();
    int far = 0;
    for (int i = 0; i < SAMPLE; i++) {
      int at = i * (block.size() - 1) / SAMPLE;
      far += Math.abs(ticks[at + 1] - ticks[at] - step) >= quarter ? 1 : 0;
    }
    return far >= MANY;
  }

  @Override
  public void write(BlockTicks block, BitWriter writer) {
    writer.putUnsigned(block.unit());
    writer.put(line.hasFraction() ? 1 : 0, 1);
    writer.putUnsigned(line.step());
    packer.write(line.residuals(), writer);
  }
}
