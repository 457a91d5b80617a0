package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.ValueEncoder;
import io.telltale.core.internal.io.SectionFileWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Gathers a column of 64-bit rows, each full chunk encoded at once.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> grows with the encoded rows. <b>Lifetime:</b>
 * one column.
 */
final class ColumnWriter {
  private static final int WRITE_BYTES = 64 * 1024;

  private final ValueEncoder encoder;
  private final boolean mayBeDouble;
  private final long[] pending = new long[SegmentLayout.CHUNK_ROWS];
  private int pendingRows;
  private long[] words = new long[64];
  private int wordCount;

  /** The encoder may be shared by columns of one thread. */
  ColumnWriter(ValueEncoder encoder, boolean mayBeDouble) {
    this.encoder = encoder;
    this.mayBeDouble = mayBeDouble;
  }

  void add(long row) {
    pending[pendingRows++] = row;
    if (pendingRows == pending.length) {
      endChunk();
    }
  }

  /** Writes all rows into the section that has begun. */
  void writeTo(SectionFileWriter file) {
    if (pendingRows > 0) {
      endChunk();
    }
    ByteBuffer buffer = ByteBuffer.allocate(WRITE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < wordCount; ) {
      int count = Math.min(WRITE_BYTES / Long.BYTES, wordCount - from);
      buffer.clear().limit(count * Long.BYTES);
      buffer.asLongBuffer().put(words, from, count);
      file.write(buffer);
      from += count;
    }
  }

  private void endChunk() {
    encoder.encode(pending, pendingRows, Kind.LONG);
    if (mayBeDouble) {
      int asIntegers = encoder.words();
      encoder.encode(pending, pendingRows, Kind.DOUBLE);
      if (asIntegers < encoder.words()) {
        encoder.encode(pending, pendingRows, Kind.LONG);
      }
    }
    int needed = wordCount + 1 + encoder.words();
    if (needed > words.length) {
      words = Arrays.copyOf(words, Math.max(needed, words.length + (words.length >> 1)));
    }
    words[wordCount] = SegmentLayout.chunkHead(encoder.encoding(), encoder.words(), pendingRows);
    System.arraycopy(encoder.column(), 0, words, wordCount + 1, encoder.words());
    wordCount = needed;
    pendingRows = 0;
  }
}
