package io.telltale.core.internal.engine;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.segment.BlockSink;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.View;

/**
 * Writes series of a view as full blocks, whatever chunks the scan gives, in one go or bit by bit.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once the scan has grown.
 */
final class SeriesBlocks {
  private final SeriesScan scan = new SeriesScan();
  private final BlockBuffer block = new BlockBuffer();
  private BlockSink sink;

  /** Begins a series in the segment. */
  void begin(View view, int series, int device, int channel, Kind kind, BlockSink into) {
    into.beginSeries(series, device, channel, kind);
    scan.open(view, series);
    block.count = 0;
    sink = into;
  }

  /** Whether a series was begun that is not whole yet. */
  boolean isInSeries() {
    return sink != null;
  }

  /** Writes the series whole. */
  void writeAll() {
    write(Integer.MAX_VALUE);
  }

  /** Writes up to so many chunks, and ends the series behind the last; returns how many. */
  int write(int chunks) {
    for (int done = 0; done < chunks; done++) {
      if (!scan.next()) {
        end();
        return done;
      }
      scan.load();
      cut();
    }
    return chunks;
  }

  private void cut() {
    for (int from = 0; from < scan.size(); ) {
      int n = Math.min(scan.size() - from, BlockBuffer.CAPACITY - block.count);
      System.arraycopy(scan.times(), from, block.times, block.count, n);
      System.arraycopy(scan.values(), from, block.values, block.count, n);
      block.count += n;
      from += n;
      if (block.count == BlockBuffer.CAPACITY) {
        put();
      }
    }
  }

  private void end() {
    if (block.count > 0) {
      put();
    }
    sink.endSeries();
    sink = null;
  }

  private void put() {
    sink.addBlock(block.times, block.values, block.count);
    block.count = 0;
  }
}
