package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;

/**
 * The blocks of a segment, whatever series they are of and whatever other segments hold.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused; valid while
 * the view that the segment is in is pinned.
 */
public final class SegmentBlocks implements Statistics {
  private SegmentReader segment;

  /** Aims at a segment. */
  public void of(SegmentReader newSegment) {
    segment = newSegment;
  }

  @Override
  public int count() {
    return segment.blockCount();
  }

  @Override
  public long firstTime(int block) {
    return segment.statistic(BlockColumn.T0, block);
  }

  @Override
  public long lastTime(int block) {
    return segment.statistic(BlockColumn.T1, block);
  }

  @Override
  public boolean isBlock(int block) {
    return true;
  }

  @Override
  public boolean has(int block, BlockColumn column) {
    return segment.has(column);
  }

  @Override
  public long statistic(int block, BlockColumn column) {
    return segment.statistic(column, block);
  }
}
