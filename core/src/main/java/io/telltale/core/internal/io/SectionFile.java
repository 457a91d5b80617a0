package io.telltale.core.internal.io;

import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_CRC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_FLAGS_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_ID_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_LENGTH_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_OFFSET_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FLAG_UNCHECKED;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FOOTER_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.HEADER_BYTES;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Reads a file that {@link SectionFileWriter} wrote. Header, footer and directory are checked when
 * it is opened, a section when it is read. Sections are found by id; those with unknown ids do no
 * harm.
 *
 * <p><b>Threading:</b> any thread, until it is closed. <b>Allocation:</b> {@link #read} makes a
 * buffer a call, the accessors allocate nothing. <b>Lifetime:</b> close it; buffers that were read
 * stay valid.
 */
public final class SectionFile implements AutoCloseable {
  private static final int VERIFY_BUFFER_BYTES = 256 * 1024;

  private final FileHandle handle;
  private final UUID storeId;
  private final long length;
  private final ByteBuffer directory;

  private SectionFile(FileHandle handle, UUID storeId, long length, ByteBuffer directory) {
    this.handle = handle;
    this.storeId = storeId;
    this.length = length;
    this.directory = directory;
  }

  /**
   * Opens a file and checks header, footer and directory.
   *
   * @param ops where it lies
   * @param file its name
   * @param kind what it must be
   * @param storeId the store that it must belong to, or null for any
   * @return the file, to be closed
   * @throws CorruptStoreException when it is damaged or of another store
   * @throws StoreFormatException when it is of another kind or of a newer version
   * @throws StoreException when it cannot be opened or read
   */
  public static SectionFile open(FileOps ops, Path file, FileKind kind, UUID storeId) {
    FileHandle handle;
    try {
      handle = ops.openRead(file);
    } catch (IOException e) {
      throw IoFailure.of("open", file, e);
    }
    try {
      UUID found = FileEnvelope.checkHeader(handle, kind, storeId);
      ByteBuffer directory = FileEnvelope.checkEnd(handle);
      long length = FileEnvelope.size(handle);
      checkDirectory(file, directory, length);
      return new SectionFile(handle, found, length, directory);
    } catch (RuntimeException e) {
      try {
        handle.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static void checkDirectory(Path file, ByteBuffer directory, long length) {
    long directoryOffset = length - FOOTER_BYTES - directory.capacity();
    long from = HEADER_BYTES;
    for (int entry = 0; entry < directory.capacity(); entry += ENTRY_BYTES) {
      long offset = directory.getLong(entry + ENTRY_OFFSET_OFFSET);
      long bytes = directory.getLong(entry + ENTRY_LENGTH_OFFSET);
      if (offset < from || bytes < 0 || bytes > directoryOffset - offset) {
        throw new CorruptStoreException(
            file,
            directoryOffset + entry,
            "section id="
                + directory.getInt(entry + ENTRY_ID_OFFSET)
                + " has offset="
                + offset
                + " length="
                + bytes
                + ", which cannot be");
      }
      from = offset + bytes;
    }
  }

  /** The store that the file belongs to. */
  public UUID storeId() {
    return storeId;
  }

  /** The file's name. */
  public Path path() {
    return handle.path();
  }

  /** The file's length in bytes. */
  public long length() {
    return length;
  }

  /** For reading or mapping ranges of unchecked sections. Closed with this. */
  public FileHandle handle() {
    return handle;
  }

  /** Whether there is a section with this id. */
  public boolean has(int id) {
    return entry(id) >= 0;
  }

  /** Where a section begins in the file; -1 when it is missing. */
  public long offset(int id) {
    int entry = entry(id);
    return entry < 0 ? -1 : directory.getLong(entry + ENTRY_OFFSET_OFFSET);
  }

  /** Length of a section in bytes; -1 when it is missing. */
  public long length(int id) {
    int entry = entry(id);
    return entry < 0 ? -1 : directory.getLong(entry + ENTRY_LENGTH_OFFSET);
  }

  /**
   * Reads a whole section and checks its checksum, if it has one.
   *
   * @param id its id
   * @return its bytes in a little-endian heap buffer, or null when it is missing
   * @throws CorruptStoreException when the checksum does not match
   * @throws StoreException when it cannot be read
   */
  public ByteBuffer read(int id) {
    int entry = entry(id);
    if (entry < 0) {
      return null;
    }
    long offset = directory.getLong(entry + ENTRY_OFFSET_OFFSET);
    long bytes = directory.getLong(entry + ENTRY_LENGTH_OFFSET);
    if (bytes > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "section id=" + id + " length=" + bytes + " is too long for one buffer, file=" + path());
    }
    ByteBuffer section = FileEnvelope.read(handle, offset, (int) bytes);
    if (isChecked(entry)) {
      CRC32C crc = new CRC32C();
      crc.update(section.array());
      requireCrc(entry, crc);
    }
    return section;
  }

  /**
   * Reads every section that has a checksum and compares it.
   *
   * @throws CorruptStoreException when one does not match
   */
  public void verifyAll() {
    ByteBuffer buffer = FileEnvelope.allocate(VERIFY_BUFFER_BYTES);
    for (int entry = 0; entry < directory.capacity(); entry += ENTRY_BYTES) {
      if (isChecked(entry)) {
        verify(entry, buffer);
      }
    }
  }

  private void verify(int entry, ByteBuffer buffer) {
    long offset = directory.getLong(entry + ENTRY_OFFSET_OFFSET);
    long end = offset + directory.getLong(entry + ENTRY_LENGTH_OFFSET);
    CRC32C crc = new CRC32C();
    while (offset < end) {
      int bytes = (int) Math.min(buffer.capacity(), end - offset);
      buffer.clear().limit(bytes);
      try {
        handle.readFully(buffer, offset);
      } catch (IOException e) {
        throw IoFailure.of("read", path(), e);
      }
      crc.update(buffer.flip());
      offset += bytes;
    }
    requireCrc(entry, crc);
  }

  private void requireCrc(int entry, CRC32C crc) {
    if ((int) crc.getValue() != directory.getInt(entry + ENTRY_CRC_OFFSET)) {
      throw new CorruptStoreException(
          path(),
          directory.getLong(entry + ENTRY_OFFSET_OFFSET),
          "checksum of section id="
              + directory.getInt(entry + ENTRY_ID_OFFSET)
              + " does not match");
    }
  }

  private boolean isChecked(int entry) {
    return (directory.getInt(entry + ENTRY_FLAGS_OFFSET) & FLAG_UNCHECKED) == 0;
  }

  private int entry(int id) {
    for (int entry = 0; entry < directory.capacity(); entry += ENTRY_BYTES) {
      if (directory.getInt(entry + ENTRY_ID_OFFSET) == id) {
        return entry;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (IOException e) {
      throw IoFailure.of("close", path(), e);
    }
  }
}
