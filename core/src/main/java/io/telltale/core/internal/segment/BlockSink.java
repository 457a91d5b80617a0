package io.telltale.core.internal.segment;

import io.telltale.core.Kind;

/**
 * Takes the blocks of a segment: series by series in ascending (channel, device), each block after
 * the one before it in time.
 */
public interface BlockSink {
  /**
   * Begins a series; those without a block leave no trace.
   *
   * @param series its id
   * @param device its device
   * @param channel its channel
   * @param kind of the channel
   */
  void beginSeries(int series, int device, int channel, Kind kind);

  /**
   * Adds a block to the series.
   *
   * @param times strictly ascending, all later than those of the block before
   * @param values as bits of the kind
   * @param n how many, 1 to 1,024
   * @throws IllegalArgumentException when the times are out of order
   */
  void addBlock(long[] times, long[] values, int n);

  /** Ends the series. */
  void endSeries();
}
