package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * Encodes one block: its time column, then its value column with that of its strips, each with a
 * checksum of its own. The bytes are never more than those of the raw readings, 16 each.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> the
 * result is valid until the next {@link #encode}.
 */
public final class BlockEncoder {
  private final TimeEncoder times = new TimeEncoder();
  private final ValueEncoder values = new ValueEncoder();
  private final StripEncoder strips = new StripEncoder();
  private final ByteBuffer bytes =
      ByteBuffer.allocate(BlockBuffer.MAX_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final LongBuffer bytesAsWords = bytes.asLongBuffer();
  private final CRC32C crc = new CRC32C();

  /** Makes one. */
  public BlockEncoder() {}

  /**
   * Encodes 1 to 1,024 readings.
   *
   * @param times strictly ascending
   * @param values as the bits of the kind
   * @param n how many
   * @param kind what the bits mean
   * @throws IllegalArgumentException when there are none or too many, or times do not ascend
   */
  @HotPath
  public void encode(long[] times, long[] values, int n, Kind kind) {
    if (n < 1 || n > BlockBuffer.CAPACITY) {
      throw new IllegalArgumentException("readings of a block: " + n);
    }
    this.times.encode(times, n);
    this.values.encode(values, n, kind);
    strips.encode(times, values, n, kind, this.values, timeWords() + valueWords());
    bytesAsWords.put(0, this.times.column(), 0, timeWords());
    bytesAsWords.put(timeWords(), this.values.column(), 0, valueWords());
    bytesAsWords.put(timeWords() + valueWords(), strips.column(), 0, stripWords());
    bytes.clear().limit((timeWords() + valueWords() + stripWords()) * Long.BYTES);
  }

  /** Returns the encoded block: the bytes between position and limit. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Returns the encoder of the values, for other columns; using it ends the block's result. */
  public ValueEncoder valueEncoder() {
    return values;
  }

  /** Returns how the times are written. */
  public TimeEncoding timeEncoding() {
    return times.encoding();
  }

  /** Returns how the values are written. */
  public ValueEncoding valueEncoding() {
    return values.encoding();
  }

  /** Returns the words of the time column, which comes first. */
  public int timeWords() {
    return times.words();
  }

  /** Returns the words of the value column, right behind. */
  public int valueWords() {
    return values.words();
  }

  /** Returns the words of the column of strips, behind the values; 0 when there are none. */
  public int stripWords() {
    return strips.words();
  }

  /** Returns the CRC32C of the time column. */
  @HotPath
  public int timeChecksum() {
    return checksum(0, timeWords());
  }

  /** Returns the CRC32C of the value column and that of the strips. */
  @HotPath
  public int valueChecksum() {
    return checksum(timeWords(), valueWords() + stripWords());
  }

  private int checksum(int from, int words) {
    crc.reset();
    crc.update(bytes.array(), from * Long.BYTES, words * Long.BYTES);
    return (int) crc.getValue();
  }
}
