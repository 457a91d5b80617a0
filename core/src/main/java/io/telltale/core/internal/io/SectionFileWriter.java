package io.telltale.core.internal.io;

import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_BYTES;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_CRC_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_FLAGS_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_ID_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_LENGTH_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.ENTRY_OFFSET_OFFSET;
import static io.telltale.core.internal.io.FileEnvelopeLayout.FLAG_UNCHECKED;
import static io.telltale.core.internal.io.FileEnvelopeLayout.MAX_SECTIONS;
import static io.telltale.core.internal.io.FileEnvelopeLayout.SECTION_ALIGNMENT;

import io.telltale.core.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;

/**
 * Writes a file once: header, sections one after another, a directory of the sections (id, offset,
 * length, CRC32C) and a footer. The file appears under its name when it is whole and durable: it is
 * written as {@code name.tmp}, forced, renamed, its directory forced.
 *
 * <p>When {@link #finish} fails in its very last step, forcing the directory, the file has its name
 * already: the caller must take into account that it may or may not be there after a power loss.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> {@link #write} allocates nothing.
 * <b>Lifetime:</b> close it always; closed without finish, the {@code .tmp} is deleted.
 */
public final class SectionFileWriter implements AutoCloseable {
  /** What the name of an unfinished file ends with. */
  public static final String TMP_SUFFIX = ".tmp";

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int NO_SECTION = -1;

  // Direct memory comes back only with a garbage collection, so one buffer goes from writer to
  // writer.
  private static final AtomicReference<ByteBuffer> SPARE_BUFFER = new AtomicReference<>();

  private final FileOps ops;
  private final Path file;
  private final Path tmp;
  private final FileHandle handle;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer;
  private ByteBuffer crcView;
  private ByteBuffer directory = FileEnvelope.allocate(16 * ENTRY_BYTES);
  private long flushedBytes;
  private int crcFrom;
  private int sectionId = NO_SECTION;
  private long sectionOffset;
  private boolean handleOpen = true;
  private boolean renamed;

  private SectionFileWriter(FileOps ops, Path file, Path tmp, FileHandle handle) {
    this.ops = ops;
    this.file = file;
    this.tmp = tmp;
    this.handle = handle;
    ByteBuffer spare = SPARE_BUFFER.getAndSet(null);
    this.buffer = spare == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : spare.clear();
    this.crcView = buffer.duplicate();
  }

  /**
   * Begins a file.
   *
   * @param ops where it goes
   * @param file its final name, which no file may have yet
   * @param kind what it is
   * @param storeId the store it belongs to
   * @return the writer, behind the header
   * @throws StoreException when the file cannot be created
   */
  public static SectionFileWriter create(FileOps ops, Path file, FileKind kind, UUID storeId) {
    ByteBuffer header = FileEnvelope.header(kind, storeId);
    Path tmp = file.resolveSibling(file.getFileName() + TMP_SUFFIX);
    FileHandle handle;
    try {
      if (ops.exists(tmp)) {
        // Left by a process that died while it wrote.
        ops.delete(tmp);
      }
      handle = ops.create(tmp);
    } catch (IOException e) {
      throw IoFailure.of("create", tmp, e);
    }
    SectionFileWriter writer = new SectionFileWriter(ops, file, tmp, handle);
    writer.write(header);
    return writer;
  }

  /**
   * Where the next byte goes.
   *
   * @return offset from the beginning of the file
   */
  public long position() {
    return flushedBytes + buffer.position();
  }

  /**
   * Writes bytes, in a section or outside of any.
   *
   * @param src position to limit, consumed
   * @throws StoreException when the file cannot be written
   */
  public void write(ByteBuffer src) {
    int limit = src.limit();
    while (src.position() < limit) {
      int room = buffer.remaining();
      if (room == 0) {
        flush();
        room = buffer.remaining();
      }
      src.limit(Math.min(limit, src.position() + room));
      buffer.put(src);
      src.limit(limit);
    }
  }

  /**
   * Makes what was written so far durable, so that {@link #finish} has little left to force.
   *
   * @throws StoreException when that fails
   */
  public void force() {
    flush();
    try {
      handle.force();
    } catch (IOException e) {
      throw IoFailure.of("force", tmp, e);
    }
  }

  /**
   * Begins a section at the next multiple of {@link FileEnvelopeLayout#SECTION_ALIGNMENT}.
   *
   * @param id what it will be found by, not negative, used once in a file
   */
  public void beginSection(int id) {
    if (sectionId != NO_SECTION) {
      throw new IllegalStateException("section " + sectionId + " is not ended yet, file=" + file);
    }
    if (id < 0) {
      throw new IllegalArgumentException("negative section id=" + id + " file=" + file);
    }
    for (int entry = 0; entry < directory.position(); entry += ENTRY_BYTES) {
      if (directory.getInt(entry + ENTRY_ID_OFFSET) == id) {
        throw new IllegalArgumentException("section id=" + id + " is already there, file=" + file);
      }
    }
    align();
    sectionId = id;
    sectionOffset = position();
    crc.reset();
    crcFrom = buffer.position();
  }

  /** Ends the section with a checksum of its bytes. */
  public void endSection() {
    requireSection();
    updateCrc();
    addEntry(0, (int) crc.getValue());
  }

  /** Ends the section without a checksum: for bulk data that carries its own. */
  public void endSectionUnchecked() {
    requireSection();
    addEntry(FLAG_UNCHECKED, 0);
  }

  /**
   * Writes directory and footer and makes the file durable under its name.
   *
   * @return length of the file
   * @throws StoreException when that fails; see the class
   */
  public long finish() {
    if (sectionId != NO_SECTION) {
      throw new IllegalStateException("section " + sectionId + " is not ended yet, file=" + file);
    }
    if (!handleOpen) {
      throw new IllegalStateException("finished or closed already, file=" + file);
    }
    align();
    write(FileEnvelope.end(directory.flip(), position()));
    flush();
    try {
      handle.force();
      handleOpen = false;
      handle.close();
    } catch (IOException e) {
      throw IoFailure.of("force", tmp, e);
    }
    try {
      ops.rename(tmp, file);
      renamed = true;
    } catch (IOException e) {
      throw IoFailure.of("rename to " + file.getFileName(), tmp, e);
    }
    try {
      ops.forceDirectory(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw IoFailure.of("force the directory of", file, e);
    }
    return flushedBytes;
  }

  /**
   * Lets go of the file; deletes it when it was not finished. Faults here are not reported: nothing
   * depends on an unfinished file.
   */
  @Override
  public void close() {
    if (buffer != null) {
      SPARE_BUFFER.set(buffer);
      buffer = null;
      crcView = null;
    }
    try {
      if (handleOpen) {
        handleOpen = false;
        handle.close();
      }
    } catch (IOException e) {
      // The next writer of this name, or the next opening of the store, meets an unfinished file
      // and deletes it.
      return;
    } finally {
      deleteUnfinished();
    }
  }

  private void deleteUnfinished() {
    if (renamed) {
      return;
    }
    renamed = true;
    try {
      ops.delete(tmp);
    } catch (IOException e) {
      // As above: a .tmp means nothing to anyone.
      return;
    }
  }

  private void requireSection() {
    if (sectionId == NO_SECTION) {
      throw new IllegalStateException("no section has begun, file=" + file);
    }
  }

  private void addEntry(int flags, int checksum) {
    int entry = directory.position();
    if (entry == MAX_SECTIONS * ENTRY_BYTES) {
      throw new IllegalStateException("more than " + MAX_SECTIONS + " sections, file=" + file);
    }
    if (entry == directory.capacity()) {
      directory = FileEnvelope.allocate(2 * directory.capacity()).put(directory.flip());
    }
    directory.putInt(entry + ENTRY_ID_OFFSET, sectionId);
    directory.putInt(entry + ENTRY_FLAGS_OFFSET, flags);
    directory.putLong(entry + ENTRY_OFFSET_OFFSET, sectionOffset);
    directory.putLong(entry + ENTRY_LENGTH_OFFSET, position() - sectionOffset);
    directory.putInt(entry + ENTRY_CRC_OFFSET, checksum);
    directory.position(entry + ENTRY_BYTES);
    sectionId = NO_SECTION;
  }

  private void align() {
    while (position() % SECTION_ALIGNMENT != 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.put((byte) 0);
    }
  }

  private void updateCrc() {
    crcView.limit(buffer.position()).position(crcFrom);
    crc.update(crcView);
    crcFrom = buffer.position();
  }

  private void flush() {
    if (sectionId != NO_SECTION) {
      updateCrc();
    }
    int bytes = buffer.position();
    buffer.flip();
    try {
      handle.append(buffer);
    } catch (IOException e) {
      throw IoFailure.of("write", tmp, e);
    }
    flushedBytes += bytes;
    buffer.clear();
    crcFrom = 0;
  }
}
