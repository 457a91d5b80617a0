package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.io.SectionFile;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** One run over a whole segment that reports every damage once. */
final class SegmentVerification {
  private static final BlockColumn[] COLUMNS = BlockColumn.values();

  private final SegmentReader segment;
  private final SectionFile file;
  private final BlockTable table;
  private final SeriesDirectory directory;
  private final BlockBuffer block = new BlockBuffer();
  private final long[] row = new long[COLUMNS.length];
  private final boolean[] comparable = new boolean[COLUMNS.length];
  private final Set<String> told = new HashSet<>();
  private Consumer<CorruptStoreException> damages;

  SegmentVerification(
      SegmentReader segment, SectionFile file, BlockTable table, SeriesDirectory directory) {
    this.segment = segment;
    this.file = file;
    this.table = table;
    this.directory = directory;
  }

  void run(Consumer<CorruptStoreException> consumer) {
    damages = consumer;
    attempt(file::verifyAll);
    boolean blocksReadable = true;
    for (BlockColumn column : COLUMNS) {
      boolean intact = attempt(() -> table.column(column));
      comparable[column.ordinal()] = intact && table.has(column);
      blocksReadable &= intact || !column.isMandatory();
    }
    if (file.has(SegmentLayout.SECTION_REPORTING)) {
      attempt(segment::reporting);
    }
    if (blocksReadable) {
      verifyBlocks();
    }
  }

  private void verifyBlocks() {
    long readings = 0;
    long tMin = Long.MAX_VALUE;
    long tMax = Long.MIN_VALUE;
    for (int b = 0; b < table.blocks(); b++) {
      int index = b;
      attempt(() -> verifyBlock(index));
      readings += table.column(BlockColumn.COUNT)[b];
      tMin = Math.min(tMin, table.column(BlockColumn.T0)[b]);
      tMax = Math.max(tMax, table.column(BlockColumn.T1)[b]);
    }
    if (readings != segment.readings() || tMin != segment.tMin() || tMax != segment.tMax()) {
      tell(
          new CorruptStoreException(
              segment.path(),
              file.offset(SegmentLayout.SECTION_FACTS),
              "the facts do not agree with the block table"));
    }
  }

  private void verifyBlock(int index) {
    segment.readUnmapped(index, block);
    long offset = segment.statistic(BlockColumn.OFFSET, index);
    for (int i = 1; i < block.count; i++) {
      if (block.times[i] <= block.times[i - 1]) {
        throw segment.damaged(index, offset, "the times do not ascend");
      }
    }
    int directoryRow = directory.rowOfBlock(index);
    if (index > directory.firstBlock(directoryRow)
        && segment.statistic(BlockColumn.T1, index - 1) >= block.times[0]) {
      throw segment.damaged(index, offset, "it is not later than the block before");
    }
    if (!block.strips().areOf(block.times, block.values)) {
      throw segment.damaged(index, offset, "the strips do not agree");
    }
    BlockStatistics.compute(
        block.times, block.values, block.count, directory.kind(directoryRow), row);
    for (BlockColumn column : COLUMNS) {
      // The places of the bytes are no statistics: that the block could be read proves them.
      boolean isStatistic = column.id() < BlockColumn.OFFSET.id();
      if (isStatistic
          && comparable[column.ordinal()]
          && table.column(column)[index] != row[column.ordinal()]) {
        throw segment.damaged(index, offset, "statistic " + column + " does not agree");
      }
    }
  }

  private boolean attempt(Runnable check) {
    try {
      check.run();
      return true;
    } catch (CorruptStoreException e) {
      tell(e);
      return false;
    }
  }

  private void tell(CorruptStoreException damage) {
    if (told.add(damage.getMessage())) {
      damages.accept(damage);
    }
  }
}
