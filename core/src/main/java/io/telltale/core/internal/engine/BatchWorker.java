package io.telltale.core.internal.engine;

import io.telltale.core.internal.segment.BlockSink;

/** Turns batches of a frozen head into blocks. */
interface BatchWorker {
  /** Puts the series of a batch into the sink, whole and in their order. */
  void write(SealingBatches batches, int batch, BlockSink sink);
}
