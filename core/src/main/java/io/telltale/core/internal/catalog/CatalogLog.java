package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogLayout.ATTRIBUTE_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.CHANNEL_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.CRC_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.DEVICE_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.LENGTH_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.PAYLOAD_OFFSET;
import static io.telltale.core.internal.catalog.CatalogLayout.RENAME_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.SERIES_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.STATE_FIXED_BYTES;
import static io.telltale.core.internal.catalog.CatalogLayout.TYPE_OFFSET;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreException;
import io.telltale.core.internal.io.FileEnvelope;
import io.telltale.core.internal.io.FileEnvelopeLayout;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The file of a catalog that is open for writing: collects records and appends them in one write.
 *
 * <p><b>Threading:</b> under the catalog's lock, but {@link #hasPending} and {@link #force(long)}
 * from any thread. <b>Allocation:</b> the buffer grows to the largest batch. <b>Lifetime:</b> that
 * of its catalog.
 */
final class CatalogLog {
  private static final String TMP_SUFFIX = ".tmp";
  private static final int MIN_BUFFER_BYTES = 16 * 1024;
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  private final FileHandle handle;
  private final UUID storeId;
  private final long tornBytes;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer pending = buffer(MIN_BUFFER_BYTES);
  private volatile boolean hasPending;

  /** Where the record that is being made begins in pending. */
  private int recordAt;

  /** Length up to which the file holds whole records. */
  private long length;

  /** A write failed half-way: what lies behind length must go before the next one. */
  private boolean tailIsDirty;

  private volatile long forcedLength;
  private volatile StoreException forceFault;
  private volatile boolean closed;

  private CatalogLog(FileHandle handle, UUID storeId, long length, long tornBytes) {
    this.handle = handle;
    this.storeId = storeId;
    this.length = length;
    this.tornBytes = tornBytes;
  }

  /**
   * Opens the file, creating it when it is absent and validLength is 0, reads its records into an
   * image and cuts off what is torn.
   */
  static CatalogLog open(
      FileOps ops, Path file, UUID storeId, long validLength, CatalogImage image) {
    if (!ops.exists(file)) {
      if (validLength > 0) {
        throw new CorruptStoreException(file, -1, "is missing; it had " + validLength + " bytes");
      }
      create(ops, file, storeId);
    }
    FileHandle handle;
    try {
      handle = ops.openAppend(file);
    } catch (IOException e) {
      throw IoFailure.of("open", file, e);
    }
    try {
      UUID found = FileEnvelope.checkHeader(handle, FileKind.CATALOG, storeId);
      long end = CatalogReader.read(handle, FileEnvelopeLayout.HEADER_BYTES, validLength, image);
      long tornBytes = handle.size() - end;
      if (tornBytes > 0) {
        handle.truncate(end);
      }
      return new CatalogLog(handle, found, end, tornBytes);
    } catch (IOException e) {
      throw closeAfter(handle, IoFailure.of("cut the torn tail of", file, e));
    } catch (RuntimeException e) {
      throw closeAfter(handle, e);
    }
  }

  private static RuntimeException closeAfter(FileHandle handle, RuntimeException fault) {
    try {
      handle.close();
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
    return fault;
  }

  /** The store that the file belongs to. */
  UUID storeId() {
    return storeId;
  }

  /** How many bytes were cut off when it was opened. */
  long tornBytes() {
    return tornBytes;
  }

  /** A header alone, durable before it has its name: a catalog that exists has a whole header. */
  static void create(FileOps ops, Path file, UUID storeId) {
    Path tmp = file.resolveSibling(file.getFileName() + TMP_SUFFIX);
    try {
      if (ops.exists(tmp)) {
        ops.delete(tmp);
      }
      try (FileHandle handle = ops.create(tmp)) {
        handle.append(FileEnvelope.header(FileKind.CATALOG, storeId));
        handle.force();
      }
      ops.rename(tmp, file);
      ops.forceDirectory(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw IoFailure.of("create", file, e);
    }
  }

  Path path() {
    return handle.path();
  }

  /**
   * Whether there are records that the file does not have yet, or that are being written at this
   * moment.
   */
  boolean hasPending() {
    return hasPending;
  }

  void device(int id, byte[] serial) {
    begin(CatalogLayout.TYPE_DEVICE, DEVICE_FIXED_BYTES + serial.length).putInt(id).put(serial);
    end();
  }

  void attribute(int device, byte[] key, byte[] value) {
    begin(CatalogLayout.TYPE_ATTRIBUTE, ATTRIBUTE_FIXED_BYTES + key.length + value.length)
        .putInt(device)
        .putShort((short) key.length)
        .put(key)
        .put(value);
    end();
  }

  void channel(int id, int kind, long periodNs, long staleAfterNs, byte[] name, byte[] unit) {
    begin(CatalogLayout.TYPE_CHANNEL, CHANNEL_FIXED_BYTES + name.length + unit.length)
        .putInt(id)
        .put((byte) kind)
        .putLong(periodNs)
        .putLong(staleAfterNs)
        .putShort((short) name.length)
        .put(name)
        .put(unit);
    end();
  }

  void rename(int channel, byte[] name) {
    begin(CatalogLayout.TYPE_RENAME, RENAME_FIXED_BYTES + name.length).putInt(channel).put(name);
    end();
  }

  void state(int channel, int code, byte[] text) {
    begin(CatalogLayout.TYPE_STATE, STATE_FIXED_BYTES + text.length)
        .putInt(channel)
        .putInt(code)
        .put(text);
    end();
  }

  void series(int id, int device, int channel) {
    begin(CatalogLayout.TYPE_SERIES, SERIES_FIXED_BYTES).putInt(id).putInt(device).putInt(channel);
    end();
  }

  private ByteBuffer begin(byte type, int payloadBytes) {
    if (closed) {
      throw new StoreClosedException("catalog is closed, file=" + path());
    }
    int bytes = PAYLOAD_OFFSET + payloadBytes;
    if (pending.remaining() < bytes) {
      ByteBuffer larger =
          buffer(Math.max(Math.addExact(pending.position(), bytes), 2 * pending.capacity()));
      pending = larger.put(pending.flip());
    }
    recordAt = pending.position();
    pending.putInt(recordAt + LENGTH_OFFSET, payloadBytes);
    pending.put(recordAt + TYPE_OFFSET, type);
    return pending.position(recordAt + PAYLOAD_OFFSET);
  }

  private void end() {
    int payloadBytes = pending.position() - recordAt - PAYLOAD_OFFSET;
    pending.putInt(
        recordAt + CRC_OFFSET, CatalogReader.checksum(crc, pending, recordAt, payloadBytes));
    hasPending = true;
  }

  /**
   * Appends what was collected. After a fault nothing is forgotten: the next call tries again.
   *
   * @return length of the file behind it
   */
  long flush() {
    if (!hasPending) {
      return length;
    }
    try {
      if (tailIsDirty) {
        handle.truncate(length);
        tailIsDirty = false;
      }
      int bytes = pending.position();
      tailIsDirty = true;
      handle.append(pending.duplicate().flip());
      tailIsDirty = false;
      length += bytes;
    } catch (IOException e) {
      throw IoFailure.of("append to", path(), e);
    }
    pending = pending.capacity() > KEPT_BUFFER_BYTES ? buffer(MIN_BUFFER_BYTES) : pending.clear();
    hasPending = false;
    return length;
  }

  /** Makes the file durable up to a length that {@link #flush} returned. */
  void force(long flushedLength) {
    if (forceFault != null) {
      // The kernel drops pages that it could not write: forcing again may succeed without them.
      throw new StoreException(
          "file=" + path() + " could not be forced earlier; reopen the store", forceFault);
    }
    if (forcedLength >= flushedLength) {
      return;
    }
    if (closed) {
      throw new StoreClosedException("catalog is closed, file=" + path());
    }
    try {
      handle.force();
    } catch (IOException e) {
      forceFault = IoFailure.of("force", path(), e);
      throw forceFault;
    }
    raiseForcedLength(flushedLength);
  }

  private synchronized void raiseForcedLength(long flushedLength) {
    forcedLength = Math.max(forcedLength, flushedLength);
  }

  void close() {
    if (closed) {
      return;
    }
    try (handle) {
      flush();
    } catch (IOException e) {
      throw IoFailure.of("close", path(), e);
    } finally {
      closed = true;
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
