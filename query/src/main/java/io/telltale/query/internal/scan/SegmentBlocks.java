package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;

/**
 * The blocks of a channel in a segment, whatever other segments hold.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused; valid while
 * the view that the segment is in is pinned.
 */
public final class SegmentBlocks implements ChannelBlocks {
  private SegmentReader segment;
  private int firstRow;
  private int endRow;

  /** Aims at those devices of a channel from the first to before the end. */
  public void of(SegmentReader newSegment, int channel, int firstDevice, int endDevice) {
    segment = newSegment;
    firstRow = segment.directoryRowFrom(channel, firstDevice);
    endRow = segment.directoryRowFrom(channel, endDevice);
  }

  @Override
  public int firstRow() {
    return firstRow;
  }

  @Override
  public int endRow() {
    return endRow;
  }

  @Override
  public int device(int row) {
    return segment.directoryDevice(row);
  }

  @Override
  public int firstBlock(int row) {
    return segment.directoryFirstBlock(row);
  }

  @Override
  public int endBlock(int row) {
    return segment.directoryEndBlock(row);
  }

  @Override
  public int rowOf(int block) {
    return segment.directoryRowOfBlock(block);
  }

  @Override
  public long[] column(BlockColumn column) {
    return segment.has(column) ? segment.column(column) : null;
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
