package io.telltale.query.internal.events;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the records of an event log in order.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> its buffer. <b>Lifetime:</b> one file.
 */
final class LogReader {
  private static final int BUFFER_BYTES = 1 << 18;

  /** What a disk writes at once. */
  private static final int SECTOR_BYTES = 512;

  private final FileHandle handle;
  private final LogRecord records = new LogRecord();
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** Offset in the file of the buffer's first byte. */
  private long bufferOffset;

  /** Where the file ends, as far as this reader goes. */
  private long end;

  /** Where the record that was visited last lies in the buffer. */
  private int at;

  LogReader(FileHandle handle) {
    this.handle = handle;
  }

  /** What is done with a record. */
  interface Visitor {
    /**
     * Is handed a whole record.
     *
     * @param at where in {@code in} it begins
     * @return what is wrong with it, null for nothing
     */
    String visit(byte type, ByteBuffer in, int at, int payloadBytes);
  }

  /**
   * Visits all records.
   *
   * @param from where the first lies
   * @param to where the last ends, or the file does
   * @return where the last whole one ends: behind it lies at most one that was not written whole
   * @throws CorruptStoreException when a record is damaged
   */
  long visit(long from, long to, Visitor visitor) {
    end = to;
    long offset = from;
    try {
      while (offset < end) {
        String fault = load(offset);
        if (fault != null) {
          if (isTorn(offset)) {
            return offset;
          }
          throw new CorruptStoreException(handle.path(), offset, fault);
        }
        int payloadBytes = buffer.getInt(at + LogRecord.LENGTH_OFFSET);
        byte type = buffer.get(at + LogRecord.TYPE_OFFSET);
        String wrong = visitor.visit(type, buffer, at, payloadBytes);
        if (wrong != null) {
          throw new CorruptStoreException(handle.path(), offset, wrong);
        }
        offset += LogRecord.PAYLOAD_OFFSET + payloadBytes;
      }
    } catch (IOException e) {
      throw IoFailure.of("read", handle.path(), e);
    } catch (StoreFormatException e) {
      throw new StoreFormatException(
          "file=" + handle.path() + " offset=" + offset + ": " + e.getMessage());
    }
    return offset;
  }

  /** Has a record lie in the buffer; says what is wrong with it, or null. */
  private String load(long offset) throws IOException {
    if (end - offset < LogRecord.PAYLOAD_OFFSET) {
      return "a record is cut short";
    }
    fill(offset, LogRecord.PAYLOAD_OFFSET);
    int payloadBytes = buffer.getInt(at + LogRecord.LENGTH_OFFSET);
    if (payloadBytes < 0 || payloadBytes > LogRecord.MAX_PAYLOAD_BYTES) {
      return "a record has length " + Integer.toUnsignedString(payloadBytes);
    }
    if (end - offset < LogRecord.PAYLOAD_OFFSET + payloadBytes) {
      return "a record of length " + payloadBytes + " is cut short";
    }
    fill(offset, LogRecord.PAYLOAD_OFFSET + payloadBytes);
    return buffer.getInt(at + LogRecord.CRC_OFFSET) == records.checksum(buffer, at, payloadBytes)
        ? null
        : "the checksum of a record does not match";
  }

  private void fill(long offset, int bytes) throws IOException {
    if (offset < bufferOffset || offset + bytes > bufferOffset + buffer.limit()) {
      bufferOffset = offset;
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - offset));
      handle.readFully(buffer, offset);
      buffer.flip();
    }
    at = (int) (offset - bufferOffset);
  }

  /** Whether what lies here was being written when its writer ended, and nothing lies behind it. */
  private boolean isTorn(long offset) throws IOException {
    long left = end - offset;
    long hole = (offset + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    if (left < LogRecord.PAYLOAD_OFFSET || hole < end && isZeroFrom(hole)) {
      return true;
    }
    fill(offset, LogRecord.PAYLOAD_OFFSET);
    int payloadBytes = buffer.getInt(at + LogRecord.LENGTH_OFFSET);
    if (left >= LogRecord.PAYLOAD_OFFSET + (long) payloadBytes) {
      return false;
    }
    fill(offset, (int) Math.min(left, LogRecord.PAYLOAD_OFFSET + LogRecord.RULE_FIXED_BYTES));
    byte type = buffer.get(at + LogRecord.TYPE_OFFSET);
    return LogRecord.isPlausible(buffer, at, type, payloadBytes, left);
  }

  /** A system that went down may have made the file longer without what was to be in it. */
  private boolean isZeroFrom(long offset) throws IOException {
    for (long o = offset; o < end; o++) {
      fill(o, 1);
      if (buffer.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
