package io.telltale.core.internal.io;

import static io.telltale.core.internal.io.FileEnvelopeLayout.DIRECTORY_OFFSET_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.END_MAGIC;
import static io.telltale.core.internal.io.FileEnvelopeLayout.END_MAGIC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FILE_LENGTH_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FOOTER_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FOOTER_CRC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.HEADER_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.HEADER_CRC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.KIND_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.MAGIC;
import static io.telltale.core.internal.io.FileEnvelopeLayout.MAGIC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.MAX_SECTIONS;
import static io.telltale.core.internal.io.FileEnvelopeLayout.SECTION_COUNT_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.STORE_ID_LOW_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.STORE_ID_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.VERSION_OFFSET;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Writes and checks the header and footer of every file of ours; {@link FileEnvelopeLayout} has the
 * bytes.
 *
 * <p>A header is checked in this order: length, magic, header checksum, kind, version, store id.
 * The checksum comes before kind and version so that a flipped bit is never taken for a newer
 * format.
 */
public final class FileEnvelope {
  private FileEnvelope() {}

  /**
   * Makes a header.
   *
   * @param kind what the file is
   * @param storeId the store it belongs to
   * @return {@link FileEnvelopeLayout#HEADER_BYTES} bytes, ready to be written
   */
  public static ByteBuffer header(FileKind kind, UUID storeId) {
    ByteBuffer header = allocate(HEADER_BYTES);
    header.putLong(MAGIC_OFFSET, MAGIC);
    header.putShort(KIND_OFFSET, (short) kind.code());
    header.putInt(VERSION_OFFSET, kind.version());
    header.putLong(STORE_ID_OFFSET, storeId.getMostSignificantBits());
    header.putLong(STORE_ID_LOW_OFFSET, storeId.getLeastSignificantBits());
    header.putInt(HEADER_CRC_OFFSET, crc(header, 0, HEADER_CRC_OFFSET));
    return header;
  }

  /**
   * Reads and checks a header.
   *
   * @param handle the file
   * @param kind what it must be
   * @param storeId the store it must belong to, or null for any
   * @return the store that it belongs to
   * @throws CorruptStoreException when it is damaged or of another store
   * @throws StoreFormatException when it is a sound file of another kind or of a newer version
   */
  public static UUID checkHeader(FileHandle handle, FileKind kind, UUID storeId) {
    Path path = handle.path();
    long size = size(handle);
    if (size < HEADER_BYTES) {
      throw new CorruptStoreException(
          path, size, "shorter than its header of " + HEADER_BYTES + " bytes");
    }
    ByteBuffer header = read(handle, 0, HEADER_BYTES);
    if (header.getLong(MAGIC_OFFSET) != MAGIC) {
      throw new CorruptStoreException(
          path, MAGIC_OFFSET, "does not begin with the magic of a store file");
    }
    if (header.getInt(HEADER_CRC_OFFSET) != crc(header, 0, HEADER_CRC_OFFSET)) {
      throw new CorruptStoreException(
          path, HEADER_CRC_OFFSET, "checksum of the header does not match");
    }
    int code = Short.toUnsignedInt(header.getShort(KIND_OFFSET));
    if (code != kind.code()) {
      throw new StoreFormatException(
          "file=" + path + " is of kind " + FileKind.describe(code) + ", expected " + kind);
    }
    int version = header.getInt(VERSION_OFFSET);
    if (Integer.compareUnsigned(version, kind.version()) > 0) {
      throw new StoreFormatException(
          "file="
              + path
              + " has format version "
              + Integer.toUnsignedString(version)
              + " of kind "
              + kind
              + ", this build reads up to "
              + kind.version());
    }
    UUID found = new UUID(header.getLong(STORE_ID_OFFSET), header.getLong(STORE_ID_LOW_OFFSET));
    if (storeId != null && !storeId.equals(found)) {
      throw new CorruptStoreException(
          path, STORE_ID_OFFSET, "belongs to store " + found + ", not to " + storeId);
    }
    return found;
  }

  /**
   * Makes the end of a file that is written once.
   *
   * @param directory entries of {@link FileEnvelopeLayout#ENTRY_BYTES} each, from position to limit
   * @param directoryOffset where in the file the result will be written
   * @return directory and footer, ready to be written
   */
  static ByteBuffer end(ByteBuffer directory, long directoryOffset) {
    int directoryBytes = directory.remaining();
    ByteBuffer end = allocate(directoryBytes + FOOTER_BYTES);
    end.put(0, directory, directory.position(), directoryBytes);
    end.putLong(directoryBytes + DIRECTORY_OFFSET_OFFSET, directoryOffset);
    end.putLong(directoryBytes + FILE_LENGTH_OFFSET, directoryOffset + end.capacity());
    end.putInt(directoryBytes + SECTION_COUNT_OFFSET, directoryBytes / ENTRY_BYTES);
    end.putInt(directoryBytes + FOOTER_CRC_OFFSET, crc(end, 0, directoryBytes + FOOTER_CRC_OFFSET));
    end.putLong(directoryBytes + END_MAGIC_OFFSET, END_MAGIC);
    return end;
  }

  /**
   * Reads and checks the end of a file that is written once: end magic, length, then checksum.
   *
   * @param handle the file
   * @return its section directory
   * @throws CorruptStoreException when it is damaged or cut short
   */
  static ByteBuffer checkEnd(FileHandle handle) {
    Path path = handle.path();
    long size = size(handle);
    long footerOffset = size - FOOTER_BYTES;
    if (footerOffset < HEADER_BYTES) {
      throw new CorruptStoreException(path, size, "ends before its footer");
    }
    ByteBuffer footer = read(handle, footerOffset, FOOTER_BYTES);
    if (footer.getLong(END_MAGIC_OFFSET) != END_MAGIC) {
      throw new CorruptStoreException(
          path, footerOffset + END_MAGIC_OFFSET, "does not end with the end magic: cut short");
    }
    long fileLength = footer.getLong(FILE_LENGTH_OFFSET);
    if (fileLength != size) {
      throw new CorruptStoreException(
          path,
          footerOffset + FILE_LENGTH_OFFSET,
          "footer says length=" + fileLength + ", the file has " + size);
    }
    int sections = footer.getInt(SECTION_COUNT_OFFSET);
    long directoryOffset = footer.getLong(DIRECTORY_OFFSET_OFFSET);
    if (sections < 0
        || sections > MAX_SECTIONS
        || directoryOffset < HEADER_BYTES
        || directoryOffset != footerOffset - (long) sections * ENTRY_BYTES) {
      throw new CorruptStoreException(
          path,
          footerOffset,
          "footer says sections="
              + sections
              + " directoryOffset="
              + directoryOffset
              + ", which cannot be");
    }
    int directoryBytes = sections * ENTRY_BYTES;
    ByteBuffer end = read(handle, directoryOffset, directoryBytes + FOOTER_BYTES);
    if (end.getInt(directoryBytes + FOOTER_CRC_OFFSET)
        != crc(end, 0, directoryBytes + FOOTER_CRC_OFFSET)) {
      throw new CorruptStoreException(
          path,
          footerOffset + FOOTER_CRC_OFFSET,
          "checksum of section directory and footer does not match");
    }
    return end.slice(0, directoryBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads exactly this range into a new little-endian heap buffer. */
  static ByteBuffer read(FileHandle handle, long offset, int length) {
    ByteBuffer buffer = allocate(length);
    try {
      handle.readFully(buffer, offset);
    } catch (IOException e) {
      throw IoFailure.of("read", handle.path(), e);
    }
    return buffer.flip();
  }

  static long size(FileHandle handle) {
    try {
      return handle.size();
    } catch (IOException e) {
      throw IoFailure.of("get the size of", handle.path(), e);
    }
  }

  private static int crc(ByteBuffer heap, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(heap.array(), heap.arrayOffset() + offset, length);
    return (int) crc.getValue();
  }
}
