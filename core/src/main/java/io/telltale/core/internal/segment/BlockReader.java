package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.TimeDecoder;
import io.telltale.core.internal.codec.TimeEncoding;
import io.telltale.core.internal.codec.TimeSeeker;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.codec.ValueEncoding;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Reads the blocks of a segment. The first time that a block is read, its bytes come from the file
 * and its checksums are compared; later they come from a mapping.
 *
 * <p><b>Threading:</b> any thread, each with a buffer of its own. <b>Allocation:</b> none after a
 * stretch's first use. <b>Lifetime:</b> that of its segment.
 */
final class BlockReader {
  private final Path path;
  private final SeriesDirectory directory;
  private final BlockTable table;
  private final Payload payload;
  private final AtomicLongArray verified;

  BlockReader(Path path, SeriesDirectory directory, BlockTable table, Payload payload) {
    this.path = path;
    this.directory = directory;
    this.table = table;
    this.payload = payload;
    verified = new AtomicLongArray((table.blocks() + Long.SIZE - 1) / Long.SIZE);
  }

  /** Decodes a block. */
  @HotPath
  void read(int block, BlockBuffer into) {
    if (isVerified(block)) {
      begin(block, into);
      decode(block, into);
    } else {
      check(block, into);
    }
  }

  /**
   * Fills the buffer's count and opens its strips; nothing else is read of a block once checked.
   */
  @HotPath
  void open(int block, BlockBuffer into) {
    // whether it is checked is asked once: another thread may just be checking it
    if (isVerified(block)) {
      begin(block, into);
    } else {
      check(block, into);
    }
    openStrips(block, into);
  }

  /** Reads a block from the file, compares its checksums and decodes it. */
  private void check(int block, BlockBuffer into) {
    readWords(block, into);
    decode(block, into);
    markVerified(block);
  }

  private void decode(int block, BlockBuffer into) {
    into.strips().clear();
    decodeTimes(block, into);
    decodeValues(block, 0, into.count, into);
  }

  /** Has the buffer's seeker tell the times of the block that it was opened with. */
  @HotPath
  void seekTimes(int block, BlockBuffer into) {
    needTimeWords(block, into);
    int words = SegmentLayout.timeWords(shape(block));
    long t0 = statistic(BlockColumn.T0, block);
    long t1 = statistic(BlockColumn.T1, block);
    TimeSeeker seeker = into.timeSeeker();
    if (!seeker.open(timeEncoding(block), into.words(), 0, words, t0, t1, into.count)) {
      decodeTimes(block, into);
      into.seekDecodedTimes();
    }
  }

  private void openStrips(int block, BlockBuffer into) {
    long shape = shape(block);
    int words = SegmentLayout.stripWords(shape);
    if (words == 0) {
      into.strips().clear();
      return;
    }
    long offset = statistic(BlockColumn.OFFSET, block);
    int valuesFrom = SegmentLayout.timeWords(shape);
    int from = valuesFrom + SegmentLayout.valueWords(shape);
    if (!into.hasValueWords) {
      payload.copy(offset + valuesFrom, 1, into.words(), valuesFrom);
      payload.copy(offset + from, words, into.words(), from);
    }
    long t0 = statistic(BlockColumn.T0, block);
    ValueEncoding encoding = valueEncoding(block);
    if (!into.strips().open(encoding, into.words(), valuesFrom, from, words, into.count, t0)) {
      throw damaged(block, offset + from, "the strips cannot be read");
    }
  }

  /** Reads a block's bytes from the file, never through a mapping, and checks them. */
  void readUnmapped(int block, BlockBuffer into) {
    readWords(block, into);
    decode(block, into);
    openStrips(block, into);
  }

  private boolean isVerified(int block) {
    return (verified.get(block >>> 6) >>> block & 1) != 0;
  }

  private void markVerified(int block) {
    int index = block >>> 6;
    long bit = 1L << block;
    long before = verified.get(index);
    while ((before & bit) == 0 && !verified.compareAndSet(index, before, before | bit)) {
      before = verified.get(index);
    }
  }

  /** Fills the buffer's count; its words are those of no block. */
  private void begin(int block, BlockBuffer into) {
    long shape = shape(block);
    long count = statistic(BlockColumn.COUNT, block);
    int words = words(shape);
    long offset = statistic(BlockColumn.OFFSET, block);
    if (count < 1
        || count > BlockBuffer.CAPACITY
        || words > BlockBuffer.MAX_WORDS
        || !payload.contains(offset, words)) {
      throw damaged(block, offset, "does not fit into the payload");
    }
    requireEncodings(block, shape);
    into.count = (int) count;
    into.hasTimeWords = false;
    into.hasValueWords = false;
  }

  private static int words(long shape) {
    return SegmentLayout.timeWords(shape)
        + SegmentLayout.valueWords(shape)
        + SegmentLayout.stripWords(shape);
  }

  /** Fills the buffer's words and count from the file, and compares the checksums. */
  private void readWords(int block, BlockBuffer into) {
    begin(block, into);
    long shape = shape(block);
    long offset = statistic(BlockColumn.OFFSET, block);
    int words = words(shape);
    int timeWords = SegmentLayout.timeWords(shape);
    payload.read(offset, words, into);
    long checksums = statistic(BlockColumn.CHECKSUMS, block);
    if (into.checksum(0, timeWords) != (int) checksums) {
      throw damaged(block, offset, "checksum of the times does not match");
    }
    if (into.checksum(timeWords, words - timeWords) != (int) (checksums >>> Integer.SIZE)) {
      throw damaged(block, offset + timeWords, "checksum of the values does not match");
    }
    into.bytesToWords(words);
    into.hasTimeWords = true;
    into.hasValueWords = true;
  }

  private void needTimeWords(int block, BlockBuffer into) {
    if (!into.hasTimeWords) {
      int words = SegmentLayout.timeWords(shape(block));
      payload.copy(statistic(BlockColumn.OFFSET, block), words, into.words(), 0);
      into.hasTimeWords = true;
    }
  }

  private void needValueWords(int block, BlockBuffer into) {
    if (!into.hasValueWords) {
      long shape = shape(block);
      int from = SegmentLayout.timeWords(shape);
      long offset = statistic(BlockColumn.OFFSET, block) + from;
      payload.copy(offset, SegmentLayout.valueWords(shape), into.words(), from);
      into.hasValueWords = true;
    }
  }

  private void requireEncodings(int block, long shape) {
    if (TimeEncoding.of(SegmentLayout.timeEncoding(shape)) == null
        || ValueEncoding.of(SegmentLayout.valueEncoding(shape)) == null) {
      throw new StoreFormatException(
          "unknown encodings "
              + SegmentLayout.timeEncoding(shape)
              + " and "
              + SegmentLayout.valueEncoding(shape)
              + " in block="
              + block
              + " file="
              + path);
    }
  }

  /** Decodes the times of the block that the buffer was opened with. */
  @HotPath
  void decodeTimes(int block, BlockBuffer into) {
    needTimeWords(block, into);
    long t0 = statistic(BlockColumn.T0, block);
    long t1 = statistic(BlockColumn.T1, block);
    int words = SegmentLayout.timeWords(shape(block));
    TimeDecoder times = into.timeDecoder();
    if (!times.decode(
        timeEncoding(block), into.words(), 0, words, t0, t1, into.count, into.times)) {
      throw damaged(block, statistic(BlockColumn.OFFSET, block), "the times cannot be decoded");
    }
  }

  /** Decodes values of that block. */
  @HotPath
  void decodeValues(int block, int first, int end, BlockBuffer into) {
    needValueWords(block, into);
    int from = SegmentLayout.timeWords(shape(block));
    int words = SegmentLayout.valueWords(shape(block));
    ValueDecoder values = into.valueDecoder();
    if (!values.decode(
        valueEncoding(block),
        into.words(),
        from,
        words,
        into.count,
        first,
        end,
        into.strips(),
        into.values)) {
      throw damaged(
          block, statistic(BlockColumn.OFFSET, block) + from, "the values cannot be decoded");
    }
  }

  private long statistic(BlockColumn column, int block) {
    return table.statistic(column, block);
  }

  private long shape(int block) {
    return statistic(BlockColumn.SHAPE, block);
  }

  private TimeEncoding timeEncoding(int block) {
    return TimeEncoding.of(SegmentLayout.timeEncoding(shape(block)));
  }

  private ValueEncoding valueEncoding(int block) {
    return ValueEncoding.of(SegmentLayout.valueEncoding(shape(block)));
  }

  /** The exception for a block. */
  CorruptStoreException damaged(int block, long word, String what) {
    int row = directory.rowOfBlock(block);
    return new CorruptStoreException(
        path,
        payload.fileOffset(word),
        "block " + block + " of series " + directory.series(row) + ": " + what);
  }
}
