package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.io.SectionFile;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The columns of a block table, each read and checked on its first use.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> a column on its first use. <b>Lifetime:</b>
 * that of its segment; columns that were handed out stay valid.
 */
final class BlockTable {
  private final SectionFile file;
  private final int blocks;
  private final ValueDecoder decoder;
  private final AtomicReferenceArray<long[]> columns =
      new AtomicReferenceArray<>(BlockColumn.values().length);

  /** The decoder is used under the lock that loading takes. */
  BlockTable(SectionFile file, int blocks, ValueDecoder decoder) {
    this.file = file;
    this.blocks = blocks;
    this.decoder = decoder;
  }

  int blocks() {
    return blocks;
  }

  boolean has(BlockColumn column) {
    // what was read is there: looking for a section takes longer
    return columns.get(column.ordinal()) != null || file.has(SegmentLayout.sectionOf(column));
  }

  /** A column, or null when the segment lacks it. */
  long[] column(BlockColumn column) {
    long[] rows = columns.get(column.ordinal());
    return rows != null || !has(column) ? rows : load(column);
  }

  /** One row of a column that the segment has. */
  @HotPath
  long statistic(BlockColumn column, int block) {
    long[] rows = column(column);
    if (rows == null) {
      throw new IllegalStateException("no column " + column + " in file=" + file.path());
    }
    return rows[block];
  }

  private synchronized long[] load(BlockColumn column) {
    long[] loaded = columns.get(column.ordinal());
    if (loaded != null) {
      return loaded;
    }
    int section = SegmentLayout.sectionOf(column);
    ColumnReader reader =
        new ColumnReader(file.path(), file.offset(section), file.read(section), decoder);
    long[] rows = reader.next(blocks);
    reader.end();
    columns.set(column.ordinal(), rows);
    return rows;
  }

  /** Demands that a segment has all columns without which blocks cannot be read. */
  void requireMandatory() {
    for (BlockColumn column : BlockColumn.values()) {
      if (column.isMandatory() && !has(column)) {
        throw new CorruptStoreException(file.path(), -1, "the block table lacks column " + column);
      }
      int section = SegmentLayout.sectionOf(column);
      if (column.isMandatory()
          && blocks > file.length(section) / Long.BYTES * SegmentLayout.CHUNK_ROWS) {
        throw new CorruptStoreException(
            file.path(), file.offset(section), column + " is too short for " + blocks + " blocks");
      }
    }
  }
}
