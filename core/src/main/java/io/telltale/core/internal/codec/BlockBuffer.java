package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * Arrays that one block is decoded into, reused, with the scratch that decoding needs.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * what the arrays hold is valid until the next block is read into them.
 */
public final class BlockBuffer {
  /** The most readings that a block holds. */
  public static final int CAPACITY = 1024;

  /** The most words that a block takes: no encoding is longer than the raw readings. */
  public static final int MAX_WORDS = 2 * CAPACITY;

  /** Room for a column that is written before it is found to be too long. */
  static final int COLUMN_WORDS = CAPACITY + 64;

  /** Times, epoch nanoseconds, strictly ascending. */
  public final long[] times = new long[CAPACITY];

  /** Values as the 64 bits of the channel's kind. */
  public final long[] values = new long[CAPACITY];

  /** How many readings are in the arrays. */
  public int count;

  /** Whether {@link #words()} have the encoded times of the block. */
  public boolean hasTimeWords;

  /** Whether {@link #words()} have its encoded values. */
  public boolean hasValueWords;

  private final ByteBuffer bytes =
      ByteBuffer.allocate(MAX_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final LongBuffer bytesAsWords = bytes.asLongBuffer();
  private final long[] words = new long[MAX_WORDS];
  private final TimeDecoder timeDecoder = new TimeDecoder();
  private final ValueDecoder valueDecoder = new ValueDecoder();
  private final TimeSeeker timeSeeker = new TimeSeeker();
  private final StripColumn strips = new StripColumn();
  private final CRC32C crc = new CRC32C();

  /** Makes an empty one. */
  public BlockBuffer() {}

  /** Returns the scratch for encoded bytes, empty, with room for this many words. */
  @HotPath
  public ByteBuffer bytes(int words) {
    return bytes.clear().limit(words * Long.BYTES);
  }

  /** Returns the CRC32C of some words among the encoded bytes. */
  @HotPath
  public int checksum(int from, int words) {
    crc.reset();
    crc.update(bytes.array(), from * Long.BYTES, words * Long.BYTES);
    return (int) crc.getValue();
  }

  /** Takes this many of the encoded bytes over into {@link #words()}. */
  @HotPath
  public void bytesToWords(int count) {
    bytesAsWords.get(0, words, 0, count);
  }

  /** Returns the scratch for encoded words. */
  public long[] words() {
    return words;
  }

  /** Returns the decoder for the times, with its scratch. */
  public TimeDecoder timeDecoder() {
    return timeDecoder;
  }

  /** Has the seeker tell the decoded times. */
  @HotPath
  public void seekDecodedTimes() {
    timeSeeker.open(TimeEncoding.RAW, times, 0, count, times[0], times[count - 1], count);
  }

  /** Returns what tells times one by one. */
  public TimeSeeker timeSeeker() {
    return timeSeeker;
  }

  /** Returns what tells the strips of the block that the buffer was opened with. */
  public StripColumn strips() {
    return strips;
  }

  /** Returns the decoder for the values, with its scratch. */
  public ValueDecoder valueDecoder() {
    return valueDecoder;
  }
}
