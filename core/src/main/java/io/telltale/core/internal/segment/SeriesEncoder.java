package io.telltale.core.internal.segment;

import io.telltale.core.Kind;

/**
 * Encodes series into batches, for threads other than the one which writes the segment.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none but what a batch grows by.
 */
public final class SeriesEncoder implements BlockSink {
  private final EncodedBlock block = new EncodedBlock();
  private final ReportedBins bins = new ReportedBins();
  private SeriesBatch batch;
  private Kind kind;

  /** Makes one without a batch. */
  public SeriesEncoder() {}

  /** Series go into this one from now on. */
  public void into(SeriesBatch next) {
    batch = next;
  }

  @Override
  public void beginSeries(int series, int device, int channel, Kind kind) {
    this.kind = kind;
    bins.clear();
    batch.beginSeries(series, device, channel, kind);
  }

  @Override
  public void addBlock(long[] times, long[] values, int n) {
    block.encode(times, values, n, kind);
    bins.add(times, n);
    batch.addBlock(block);
  }

  @Override
  public void endSeries() {
    batch.endSeries(bins);
  }
}
