package io.telltale.core.internal.engine;

import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.head.SliceReader;
import io.telltale.core.internal.segment.BlockSink;

/**
 * Turns batches of a frozen head into blocks.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown.
 */
final class BatchEncoder implements BatchWorker {
  /** Series whose pages are fetched at once. */
  private static final int TOGETHER = 8;

  private final int[] together = new int[TOGETHER];
  private final int[] pages = new int[TOGETHER];
  private final SliceReader slices = new SliceReader();
  private final BlockBuffer block = new BlockBuffer();
  private final SeriesBlocks blocks = new SeriesBlocks();

  @Override
  public void write(SealingBatches batches, int batch, BlockSink sink) {
    int end = batches.end(batch);
    for (int from = batches.begin(batch); from < end; from += TOGETHER) {
      int n = Math.min(TOGETHER, end - from);
      batches.copySeries(from, n, together);
      batches.head().fetchPages(together, pages, n);
      for (int i = 0; i < n; i++) {
        writeSeries(batches, together[i], sink);
      }
    }
  }

  private void writeSeries(SealingBatches batches, int series, BlockSink sink) {
    Catalog catalog = batches.catalog();
    HeadArena head = batches.head();
    int device = catalog.seriesDevice(series);
    int channel = catalog.seriesChannel(series);
    Kind kind = catalog.channel(channel).kind();
    if (head.count(series) > BlockBuffer.CAPACITY) {
      blocks.begin(batches.view(), series, device, channel, kind, sink);
      blocks.writeAll();
      return;
    }
    sink.beginSeries(series, device, channel, kind);
    slices.loadAll(head, series, batches.view().lastWins(), block);
    sink.addBlock(block.times, block.values, block.count);
    sink.endSeries();
  }
}
