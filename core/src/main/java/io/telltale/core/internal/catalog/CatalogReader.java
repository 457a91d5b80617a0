package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogLayout.CRC_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.LENGTH_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.MAX_PAYLOAD_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.PAYLOAD_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.TYPE_OFFSET;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads the records of a catalog file, in order, into an image. */
final class CatalogReader {
  private static final int CHUNK_BYTES = 1 << 20;

  private final FileHandle handle;
  private final CatalogImage image;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer chunk;
  private final long size;
  private long chunkOffset;

  private CatalogReader(FileHandle handle, CatalogImage image, long size) {
    this.handle = handle;
    this.image = image;
    this.size = size;
    this.chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size))
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
  }

  /**
   * Reads all records up to the first that is not whole.
   *
   * @param handle the file, its header checked
   * @param from where the first record lies: behind the header, or where an earlier call ended
   * @param validLength length up to which every record must be whole; 0 when nothing is known
   * @param image where the records go
   * @return the offset behind the last whole record
   * @throws CorruptStoreException when a record below validLength is not whole, or a whole one
   *     makes no sense
   */
  static long read(FileHandle handle, long from, long validLength, CatalogImage image) {
    try {
      long size = handle.size();
      if (size < validLength) {
        throw new CorruptStoreException(
            handle.path(), size, "ends before its valid length of " + validLength);
      }
      return new CatalogReader(handle, image, size).readFrom(from, validLength);
    } catch (IOException e) {
      throw IoFailure.of("read", handle.path(), e);
    }
  }

  private long readFrom(long from, long validLength) throws IOException {
    long offset = from;
    while (offset < size) {
      String fault = faultAt(offset);
      if (fault != null) {
        if (offset < validLength) {
          throw new CorruptStoreException(handle.path(), offset, fault);
        }
        return offset;
      }
      long next = offset + PAYLOAD_OFFSET + chunk.getInt(at(offset) + LENGTH_OFFSET);
      if (offset < validLength && next > validLength) {
        throw new CorruptStoreException(
            handle.path(), offset, "a record reaches over the valid length of " + validLength);
      }
      apply(offset, (int) (next - offset));
      offset = next;
    }
    return offset;
  }

  /** Says why the record at an offset is not whole; null when it is, and lies in the chunk. */
  private String faultAt(long offset) throws IOException {
    if (size - offset < PAYLOAD_OFFSET) {
      return "a record is cut short: " + (size - offset) + " bytes are left";
    }
    load(offset, PAYLOAD_OFFSET);
    int length = chunk.getInt(at(offset) + LENGTH_OFFSET);
    if (length < 0 || length > MAX_PAYLOAD_BYTES) {
      return "a record has length "
          + Integer.toUnsignedString(length)
          + ", at most "
          + MAX_PAYLOAD_BYTES
          + " is possible";
    }
    if (size - offset < PAYLOAD_OFFSET + length) {
      return "a record of length "
          + length
          + " is cut short: "
          + (size - offset)
          + " bytes are left";
    }
    load(offset, PAYLOAD_OFFSET + length);
    return chunk.getInt(at(offset) + CRC_OFFSET) == checksum(crc, chunk, at(offset), length)
        ? null
        : "checksum of a record does not match";
  }

  private void apply(long offset, int bytes) {
    int at = at(offset);
    byte type = chunk.get(at + TYPE_OFFSET);
    try {
      image.apply(
          type,
          chunk.slice(at + PAYLOAD_OFFSET, bytes - PAYLOAD_OFFSET).order(ByteOrder.LITTLE_ENDIAN));
    } catch (CatalogImage.BadRecord e) {
      throw new CorruptStoreException(handle.path(), offset, e.getMessage());
    } catch (StoreFormatException e) {
      throw new StoreFormatException(
          "file=" + handle.path() + " offset=" + offset + ": " + e.getMessage());
    }
  }

  /** The checksum that a record in a heap buffer must have. */
  static int checksum(CRC32C crc, ByteBuffer heap, int at, int payloadBytes) {
    crc.reset();
    int base = heap.arrayOffset() + at;
    crc.update(heap.array(), base + LENGTH_OFFSET, CRC_OFFSET - LENGTH_OFFSET);
    crc.update(heap.array(), base + TYPE_OFFSET, PAYLOAD_OFFSET - TYPE_OFFSET + payloadBytes);
    return (int) crc.getValue();
  }

  private int at(long offset) {
    return (int) (offset - chunkOffset);
  }

  /** Makes sure that this range of the file lies in the chunk. */
  private void load(long offset, int bytes) throws IOException {
    if (offset >= chunkOffset && offset + bytes <= chunkOffset + chunk.limit()) {
      return;
    }
    chunk.clear().limit((int) Math.min(chunk.capacity(), size - offset));
    handle.readFully(chunk, offset);
    chunk.flip();
    chunkOffset = offset;
  }
}
