package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.TimeEncoding;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.codec.ValueEncoding;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SectionFile;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.roaringbitmap.IntConsumer;

/**
 * Reads a segment. Opening reads the facts and the series directory; a column of the block table is
 * read on its first use, and a block's checksums are compared on its first use.
 *
 * <p>A column or section that a segment lacks proves nothing; only those without which blocks
 * cannot be read must be there.
 *
 * <p><b>Threading:</b> any thread; a {@link BlockBuffer} belongs to one. <b>Allocation:</b> {@link
 * #read} none after a stretch's first use, {@link #column} on first use, the other accessors none.
 * <b>Lifetime:</b> close it when no thread reads any more; columns handed out stay valid.
 */
public final class SegmentReader implements AutoCloseable {
  private final SectionFile file;
  private final SegmentInfo info;
  private final SeriesDirectory directory;
  private final BlockTable table;
  private final Payload payload;
  private final BlockReader reader;
  private final AtomicInteger users = new AtomicInteger();
  private volatile Reporting reporting;
  private volatile boolean closed;

  private SegmentReader(
      SectionFile file,
      SegmentInfo info,
      SeriesDirectory directory,
      BlockTable table,
      Payload payload) {
    this.file = file;
    this.info = info;
    this.directory = directory;
    this.table = table;
    this.payload = payload;
    this.reader = new BlockReader(file.path(), directory, table, payload);
  }

  /**
   * Opens a segment.
   *
   * @param ops where it lies
   * @param path its file
   * @param storeId the store that it must belong to, or null for any
   * @return the reader, to be closed
   * @throws CorruptStoreException when it is damaged or of another store
   * @throws StoreFormatException when this build cannot read it
   */
  public static SegmentReader open(FileOps ops, Path path, UUID storeId) {
    return open(ops, path, storeId, Payload.STRETCH_BYTES);
  }

  /** Opens a segment, its payload to be mapped in stretches of so many bytes. */
  static SegmentReader open(FileOps ops, Path path, UUID storeId, long stretchBytes) {
    SectionFile file = SectionFile.open(ops, path, FileKind.SEGMENT, storeId);
    boolean opened = false;
    try {
      SegmentReader reader = open(file, stretchBytes);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private static SegmentReader open(SectionFile file, long stretchBytes) {
    SegmentInfo info = SegmentFacts.read(file);
    int section = SegmentLayout.SECTION_DIRECTORY;
    SegmentFacts.require(file, section, "series directory");
    SegmentFacts.require(file, SegmentLayout.SECTION_PAYLOAD, "payload");
    ValueDecoder decoder = new ValueDecoder();
    BlockTable table = new BlockTable(file, info.blocks(), decoder);
    table.requireMandatory();
    long offset = file.offset(section);
    ColumnReader columns = new ColumnReader(file.path(), offset, file.read(section), decoder);
    SeriesDirectory directory =
        SeriesDirectory.read(file.path(), offset, columns, info.series(), info.blocks());
    return new SegmentReader(file, info, directory, table, new Payload(file, stretchBytes));
  }

  /** Returns what is known of the segment as a whole. */
  public SegmentInfo info() {
    return info;
  }

  /** Returns the file. */
  public Path path() {
    return file.path();
  }

  /** Returns the time of the first reading, {@link Long#MAX_VALUE} when there is none. */
  public long tMin() {
    return info.tMin();
  }

  /** Returns the time of the last reading, {@link Long#MIN_VALUE} when there is none. */
  public long tMax() {
    return info.tMax();
  }

  /** Returns the first journal position covered. */
  public long firstPosition() {
    return info.firstPosition();
  }

  /** Returns the last journal position covered. */
  public long lastPosition() {
    return info.lastPosition();
  }

  /** Returns the readings held. */
  public long readings() {
    return info.readings();
  }

  /** Returns the readings that went in, duplicates included. */
  public long appended() {
    return info.appended();
  }

  /** Returns the rows of the block table. */
  public int blockCount() {
    return info.blocks();
  }

  /** Returns the rows of the series directory. */
  public int seriesCount() {
    return directory.rows();
  }

  /** Returns the row of a series in the directory, -1 when the segment holds none of it. */
  @HotPath
  public int directoryRow(int series) {
    return directory.row(series);
  }

  /** Returns the first row of a channel in the directory; rows are ordered by channel, device. */
  @HotPath
  public int channelStart(int channel) {
    return directoryRowFrom(channel, 0);
  }

  /** Returns the row after the last one of a channel; that of its start when it has none. */
  @HotPath
  public int channelEnd(int channel) {
    return channel == Integer.MAX_VALUE ? directory.rows() : directoryRowFrom(channel + 1, 0);
  }

  /** Returns the first row of the directory that is of this channel and device, or behind them. */
  @HotPath
  public int directoryRowFrom(int channel, int device) {
    return directory.rowFrom(channel, device);
  }

  /** Returns the series in a row of the directory. */
  @HotPath
  public int directorySeries(int row) {
    return directory.series(row);
  }

  /** Returns the device of a row of the directory. */
  @HotPath
  public int directoryDevice(int row) {
    return directory.device(row);
  }

  /** Returns the channel of a row of the directory. */
  @HotPath
  public int directoryChannel(int row) {
    return directory.channel(row);
  }

  /** Returns what the values of a row of the directory are. */
  @HotPath
  public Kind directoryKind(int row) {
    return directory.kind(row);
  }

  /** Returns the first block of a row of the directory. */
  @HotPath
  public int directoryFirstBlock(int row) {
    return directory.firstBlock(row);
  }

  /** Returns the block after the last one of a row of the directory. */
  @HotPath
  public int directoryEndBlock(int row) {
    return directory.endBlock(row);
  }

  /** Returns the row of the directory that a block belongs to. */
  @HotPath
  public int directoryRowOfBlock(int block) {
    return directory.rowOfBlock(block);
  }

  /** Whether the segment has this column of the block table. */
  public boolean has(BlockColumn column) {
    return table.has(column);
  }

  /**
   * Returns a column of the block table, not to be changed, or null when the segment lacks it.
   *
   * @throws CorruptStoreException when it is damaged
   */
  public long[] column(BlockColumn column) {
    return table.column(column);
  }

  /**
   * Returns one row of a column that the segment has.
   *
   * @throws CorruptStoreException when the column is damaged
   */
  @HotPath
  public long statistic(BlockColumn column, int block) {
    return table.statistic(column, block);
  }

  /** Returns how a block's times are written, null when this build does not know the encoding. */
  public TimeEncoding timeEncoding(int block) {
    return TimeEncoding.of(SegmentLayout.timeEncoding(shape(block)));
  }

  /** Returns how a block's values are written, null when this build does not know the encoding. */
  public ValueEncoding valueEncoding(int block) {
    return ValueEncoding.of(SegmentLayout.valueEncoding(shape(block)));
  }

  /** Returns the bytes of a block's time column. */
  public int timeBytes(int block) {
    return SegmentLayout.timeWords(shape(block)) * Long.BYTES;
  }

  /** Returns the bytes of a block's value column. */
  public int valueBytes(int block) {
    return SegmentLayout.valueWords(shape(block)) * Long.BYTES;
  }

  /** Returns the bytes of a block's column of strips, 0 when it has none. */
  public int stripBytes(int block) {
    return SegmentLayout.stripWords(shape(block)) * Long.BYTES;
  }

  private long shape(int block) {
    return statistic(BlockColumn.SHAPE, block);
  }

  /**
   * Tells all devices that reported on a channel in a half-open range of time, which has no end at
   * Long.MAX_VALUE, and some that reported close to it, some of them several times.
   */
  @HotPath
  public void devicesReporting(int channel, long fromNs, long toNs, IntConsumer told) {
    if (isOutside(fromNs, toNs)) {
      return;
    }
    if (file.has(SegmentLayout.SECTION_REPORTING)) {
      reporting().devices(channel, fromNs, toNs, told);
      return;
    }
    int end = channelEnd(channel);
    for (int row = channelStart(channel); row < end; row++) {
      told.accept(directory.device(row));
    }
  }

  /** Returns how often {@link #devicesReporting} would tell one. */
  @HotPath
  public long countReporting(int channel, long fromNs, long toNs) {
    if (isOutside(fromNs, toNs)) {
      return 0;
    }
    return file.has(SegmentLayout.SECTION_REPORTING)
        ? reporting().count(channel, fromNs, toNs)
        : channelEnd(channel) - channelStart(channel);
  }

  /** Returns whether it has no reading in a half-open range of time; Long.MAX_VALUE: no end. */
  @HotPath
  public boolean isOutside(long fromNs, long toNs) {
    boolean endsBefore = toNs != Long.MAX_VALUE && (toNs <= fromNs || toNs <= tMin());
    return endsBefore || fromNs > tMax();
  }

  Reporting reporting() {
    Reporting loaded = reporting;
    return loaded != null ? loaded : loadReporting();
  }

  private synchronized Reporting loadReporting() {
    if (reporting == null) {
      int section = SegmentLayout.SECTION_REPORTING;
      reporting = Reporting.read(path(), file.offset(section), file.read(section));
    }
    return reporting;
  }

  /**
   * Decodes a block.
   *
   * @param block its row in the block table
   * @param into receives times, values and count
   * @throws CorruptStoreException when it is damaged
   * @throws StoreFormatException when it has an encoding that this build does not know
   * @throws StoreClosedException when the reader is closed
   */
  @HotPath
  public void read(int block, BlockBuffer into) {
    requireOpen();
    reader.read(block, into);
  }

  /**
   * Opens a block of which some readings are wanted: the buffer's {@link BlockBuffer#strips} tell
   * what many values together are, {@link #seekTimes} has its {@link BlockBuffer#timeSeeker} tell
   * times one by one, {@link #readTimes} and {@link #readValues} decode. Only what these need is
   * read.
   *
   * @param block its row in the block table
   * @param into receives the count
   * @throws CorruptStoreException when it is damaged
   * @throws StoreFormatException when it has an encoding that this build does not know
   * @throws StoreClosedException when the reader is closed
   */
  @HotPath
  public void open(int block, BlockBuffer into) {
    requireOpen();
    reader.open(block, into);
  }

  /**
   * Has the buffer's seeker tell the times of the block that the buffer was opened with.
   *
   * @throws CorruptStoreException when it is damaged
   */
  @HotPath
  public void seekTimes(int block, BlockBuffer into) {
    reader.seekTimes(block, into);
  }

  /**
   * Decodes the times of the block that the buffer was opened with.
   *
   * @throws CorruptStoreException when it is damaged
   */
  @HotPath
  public void readTimes(int block, BlockBuffer into) {
    reader.decodeTimes(block, into);
  }

  /**
   * Decodes values of the block that the buffer was opened with, at their places in it; what the
   * others become is not said.
   *
   * @param first the first one
   * @param end the one behind the last
   * @throws CorruptStoreException when it is damaged
   */
  @HotPath
  public void readValues(int block, int first, int end, BlockBuffer into) {
    reader.decodeValues(block, first, end, into);
  }

  /** Reads a block's bytes from the file, never through a mapping, and checks them. */
  void readUnmapped(int block, BlockBuffer into) {
    reader.readUnmapped(block, into);
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreClosedException("closed file=" + path());
    }
  }

  /** The exception for a block. */
  CorruptStoreException damaged(int block, long word, String what) {
    return reader.damaged(block, word, what);
  }

  /**
   * Reads everything from the file and compares it: sections, block table, blocks and their
   * statistics.
   *
   * @param damages is told of each damage that was found
   */
  public void verify(Consumer<CorruptStoreException> damages) {
    new SegmentVerification(this, file, table, directory).run(damages);
  }

  /** A view that holds this segment begins. */
  public void retain() {
    users.incrementAndGet();
  }

  /** A view that held this segment is gone. */
  public void release() {
    users.decrementAndGet();
  }

  /** Whether no view holds it. */
  public boolean isUnused() {
    return users.get() == 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      payload.release();
      file.close();
    }
  }
}
