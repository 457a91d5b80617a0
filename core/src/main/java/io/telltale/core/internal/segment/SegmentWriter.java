package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.ValueEncoder;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SectionFileWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes a segment: series by series in ascending (channel, device), each block after the one
 * before it in time. Payload goes to the file at once; of the block table its encoded columns are
 * held until the end, some 50 bytes a block.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a block allocates only when a column grows.
 * <b>Lifetime:</b> close it always; unless it was finished, no file is left.
 */
public final class SegmentWriter implements BlockSink, AutoCloseable {
  private static final BlockColumn[] COLUMNS = BlockColumn.values();

  private final SectionFileWriter file;
  private final Path path;
  private final long firstPosition;
  private final EncodedBlock block = new EncodedBlock();
  private final ReportedBins bins = new ReportedBins();
  private final ColumnWriter[] columns = new ColumnWriter[COLUMNS.length];
  private final DirectoryWriter directory;
  private final ReportingWriter reporting = new ReportingWriter();

  private boolean inSeries;
  private int series;
  private int device = -1;
  private int channel = -1;
  private Kind kind;
  private int firstBlock;
  private long lastTime;

  private int blocks;
  private long readings;
  private long payloadWords;
  private long tMin = Long.MAX_VALUE;
  private long tMax = Long.MIN_VALUE;

  private SegmentWriter(SectionFileWriter file, Path path, long firstPosition) {
    this.file = file;
    this.path = path;
    this.firstPosition = firstPosition;
    // What it holds of a block is in the file, and in the row, when a row ends a chunk.
    ValueEncoder columnEncoder = block.valueEncoder();
    this.directory = new DirectoryWriter(columnEncoder);
    for (BlockColumn column : COLUMNS) {
      columns[column.ordinal()] = new ColumnWriter(columnEncoder, column.mayBeDouble());
    }
  }

  /**
   * Begins a segment.
   *
   * @param ops where it goes
   * @param file its final name, never used before
   * @param storeId the store that it belongs to
   * @param firstPosition first journal position that it covers
   * @return the writer, to be closed
   */
  public static SegmentWriter create(FileOps ops, Path file, UUID storeId, long firstPosition) {
    SectionFileWriter writer = SectionFileWriter.create(ops, file, FileKind.SEGMENT, storeId);
    writer.beginSection(SegmentLayout.SECTION_PAYLOAD);
    return new SegmentWriter(writer, file, firstPosition);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when (channel, device) does not come after the one before
   */
  @Override
  public void beginSeries(int series, int device, int channel, Kind kind) {
    if (inSeries) {
      throw new IllegalStateException("series " + this.series + " is not ended, file=" + path);
    }
    if (channel < this.channel || channel == this.channel && device <= this.device || device < 0) {
      throw new IllegalArgumentException(
          "channel=" + channel + " device=" + device + " is out of order, file=" + path);
    }
    inSeries = true;
    this.series = series;
    this.device = device;
    this.channel = channel;
    this.kind = kind;
    firstBlock = blocks;
  }

  @Override
  public void addBlock(long[] times, long[] values, int n) {
    block.encode(times, values, n, kind);
    add(block.row(), 0, block.bytes());
    bins.add(times, n);
  }

  /**
   * Adds a block that was encoded elsewhere.
   *
   * @param rows of blocks
   * @param from where the row of this one begins
   * @param bytes of this one, position to limit; consumed
   */
  void add(long[] rows, int from, ByteBuffer bytes) {
    if (!inSeries) {
      throw new IllegalStateException("no series has begun, file=" + path);
    }
    long first = rows[from + BlockColumn.T0.ordinal()];
    if (blocks > firstBlock && first <= lastTime) {
      throw new IllegalArgumentException(
          "block at " + first + " is not after " + lastTime + ", series=" + series);
    }
    int words = bytes.remaining() / Long.BYTES;
    file.write(bytes);
    for (int i = 0; i < columns.length; i++) {
      columns[i].add(i == BlockColumn.OFFSET.ordinal() ? payloadWords : rows[from + i]);
    }
    payloadWords += words;
    blocks++;
    readings += rows[from + BlockColumn.COUNT.ordinal()];
    lastTime = rows[from + BlockColumn.T1.ordinal()];
    tMin = Math.min(tMin, first);
    tMax = Math.max(tMax, lastTime);
  }

  @Override
  public void endSeries() {
    endSeries(bins);
    bins.clear();
  }

  /** Ends a series whose blocks were encoded elsewhere. */
  void endSeries(ReportedBins reported) {
    if (!inSeries) {
      throw new IllegalStateException("no series has begun, file=" + path);
    }
    inSeries = false;
    if (blocks > firstBlock) {
      directory.add(series, device, channel, kind, firstBlock);
      reporting.endSeries(device, channel, reported);
    }
  }

  /** Returns the readings so far. */
  public long readings() {
    return readings;
  }

  /** Returns the bytes of the blocks so far. */
  public long payloadBytes() {
    return payloadWords * Long.BYTES;
  }

  /** Makes the blocks so far durable, so that {@link #finish} has little left to force. */
  public void force() {
    file.force();
  }

  /**
   * Ends the segment and makes it durable under its name.
   *
   * @param lastPosition last journal position that it covers
   * @param appended readings that went into it, duplicates included
   * @return what is known of it
   */
  public SegmentInfo finish(long lastPosition, long appended) {
    if (inSeries) {
      throw new IllegalStateException("series " + series + " is not ended, file=" + path);
    }
    file.endSectionUnchecked();
    for (BlockColumn column : COLUMNS) {
      file.beginSection(SegmentLayout.sectionOf(column));
      columns[column.ordinal()].writeTo(file);
      file.endSection();
    }
    directory.writeTo(file);
    reporting.writeTo(file, tMin, tMax);
    writeFacts(lastPosition, appended);
    long bytes = file.finish();
    return new SegmentInfo(
        path.getFileName().toString(),
        bytes,
        readings,
        appended,
        blocks,
        directory.rows(),
        tMin,
        tMax,
        firstPosition,
        lastPosition);
  }

  private void writeFacts(long lastPosition, long appended) {
    ByteBuffer facts =
        ByteBuffer.allocate(SegmentLayout.FACTS_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    facts.putLong(SegmentLayout.FACTS_T_MIN_OFFSET, tMin);
    facts.putLong(SegmentLayout.FACTS_T_MAX_OFFSET, tMax);
    facts.putLong(SegmentLayout.FACTS_FIRST_POSITION_OFFSET, firstPosition);
    facts.putLong(SegmentLayout.FACTS_LAST_POSITION_OFFSET, lastPosition);
    facts.putLong(SegmentLayout.FACTS_READINGS_OFFSET, readings);
    facts.putLong(SegmentLayout.FACTS_APPENDED_OFFSET, appended);
    facts.putInt(SegmentLayout.FACTS_BLOCKS_OFFSET, blocks);
    facts.putInt(SegmentLayout.FACTS_SERIES_OFFSET, directory.rows());
    file.beginSection(SegmentLayout.SECTION_FACTS);
    file.write(facts);
    file.endSection();
  }

  @Override
  public void close() {
    file.close();
  }
}
