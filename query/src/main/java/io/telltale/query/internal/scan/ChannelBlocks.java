package io.telltale.query.internal.scan;

import io.telltale.core.internal.segment.BlockColumn;

/**
 * The blocks that one segment has of a channel, of some of its devices: a row for each device, in
 * ascending order, the blocks of row after row numbered without a hole.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> while
 * the view behind it is pinned.
 */
public interface ChannelBlocks extends Statistics {
  /** Returns the first row. */
  int firstRow();

  /** Returns the row behind the last one, which is the first one when there is none. */
  int endRow();

  /** Returns the device of a row. */
  int device(int row);

  /** Returns the first block of a row. */
  int firstBlock(int row);

  /** Returns the block behind the last one of a row. */
  int endBlock(int row);

  /** Returns the row that a block belongs to. */
  int rowOf(int block);

  /** Returns a statistic of all blocks by their numbers, not to be changed; null when missing. */
  long[] column(BlockColumn column);
}
