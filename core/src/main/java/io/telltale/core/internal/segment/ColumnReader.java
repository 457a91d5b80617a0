package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.codec.ValueEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads the columns that {@link ColumnWriter} put into a section, one after another.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> the columns. <b>Lifetime:</b> one section.
 */
final class ColumnReader {
  private final Path path;
  private final long sectionOffset;
  private final long[] words;
  private final ValueDecoder decoder;
  private final long[] chunk = new long[SegmentLayout.CHUNK_ROWS];
  private int at;

  /**
   * Takes the bytes of a section.
   *
   * @param path the file, for messages
   * @param sectionOffset where the section begins in it
   * @param section its bytes, checked
   * @param decoder scratch that readers of one thread may share
   */
  ColumnReader(Path path, long sectionOffset, ByteBuffer section, ValueDecoder decoder) {
    this.path = path;
    this.decoder = decoder;
    this.sectionOffset = sectionOffset;
    if (section.remaining() % Long.BYTES != 0) {
      throw new CorruptStoreException(
          path, sectionOffset, "a column of " + section.remaining() + " bytes");
    }
    this.words = new long[section.remaining() / Long.BYTES];
    section.asLongBuffer().get(words);
  }

  /** Reads the next column. */
  long[] next(int rows) {
    if (rows > (long) (words.length - at) * SegmentLayout.CHUNK_ROWS) {
      throw damage("ends before " + rows + " rows");
    }
    long[] column = new long[rows];
    for (int row = 0; row < rows; ) {
      int expected = Math.min(SegmentLayout.CHUNK_ROWS, rows - row);
      int from = at + 1;
      if (at >= words.length) {
        throw damage("ends after " + row + " of " + rows + " rows");
      }
      long head = words[at];
      int length = SegmentLayout.chunkWords(head);
      if (SegmentLayout.chunkRows(head) != expected || length > words.length - from) {
        throw damage("has a chunk that does not fit");
      }
      ValueEncoding encoding = ValueEncoding.of(SegmentLayout.chunkEncoding(head));
      if (encoding == null) {
        throw new StoreFormatException(
            "unknown encoding=" + SegmentLayout.chunkEncoding(head) + place());
      }
      if (!decoder.decode(encoding, words, from, length, expected, chunk)) {
        throw damage("has a chunk that cannot be decoded");
      }
      System.arraycopy(chunk, 0, column, row, expected);
      row += expected;
      at = from + length;
    }
    return column;
  }

  /** Demands that nothing is left. */
  void end() {
    if (at != words.length) {
      throw damage("has " + (words.length - at) + " words too many");
    }
  }

  private CorruptStoreException damage(String what) {
    return new CorruptStoreException(
        path, sectionOffset + (long) at * Long.BYTES, "a column " + what);
  }

  private String place() {
    return " file=" + path + " offset=" + (sectionOffset + (long) at * Long.BYTES);
  }
}
