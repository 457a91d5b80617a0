package io.telltale.query.internal.events;

import io.telltale.core.internal.io.FileEnvelope;
import io.telltale.core.internal.io.FileEnvelopeLayout;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A file of an event log: of several the one with the highest number counts.
 *
 * <p><b>Threading:</b> one thread at a time writes; any reads what was written before it came to
 * know its length. <b>Allocation:</b> when it is opened. <b>Lifetime:</b> until it is closed.
 */
final class LogFile implements AutoCloseable {
  static final long FIRST_RECORD = FileEnvelopeLayout.HEADER_BYTES;
  static final String TMP_SUFFIX = ".tmp";

  private static final String PREFIX = "events-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{12}");

  private final FileHandle handle;
  private final Path path;
  private final long number;
  private long length;

  private LogFile(FileHandle handle, Path path, long number, long length) {
    this.handle = handle;
    this.path = path;
    this.number = number;
    this.length = length;
  }

  /** Opens the newest file of a folder, or makes the first one; what it says goes to a visitor. */
  static LogFile open(FileOps ops, Path folder, UUID storeId, LogReader.Visitor visitor) {
    try {
      long newest = 0;
      for (String name : ops.list(folder)) {
        if (NAME.matcher(name).matches()) {
          newest = Math.max(newest, Long.parseLong(name.substring(PREFIX.length())));
        }
      }
      for (String name : ops.list(folder)) {
        boolean isLeft = name.startsWith(PREFIX) && name.endsWith(TMP_SUFFIX);
        boolean isOld = NAME.matcher(name).matches() && !name.equals(name(newest));
        if (isLeft || isOld) {
          ops.delete(folder.resolve(name));
        }
      }
      if (newest == 0) {
        return create(ops, folder, 1, storeId).named(ops, true);
      }
      return openFile(ops, folder.resolve(name(newest)), newest, storeId, visitor);
    } catch (IOException e) {
      throw IoFailure.of("open the event log in", folder, e);
    }
  }

  private static LogFile openFile(
      FileOps ops, Path path, long number, UUID storeId, LogReader.Visitor visitor)
      throws IOException {
    FileHandle handle = ops.openAppend(path);
    try {
      FileEnvelope.checkHeader(handle, FileKind.EVENTS, storeId);
      long end = new LogReader(handle).visit(FIRST_RECORD, handle.size(), visitor);
      if (end < handle.size()) {
        handle.truncate(end);
      }
      return new LogFile(handle, path, number, end);
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static String name(long number) {
    return "%s%012d".formatted(PREFIX, number);
  }

  /** Makes a file without records, which has no name yet: {@link #named} gives it one. */
  static LogFile create(FileOps ops, Path folder, long number, UUID storeId) throws IOException {
    Path path = folder.resolve(name(number));
    Path tmp = folder.resolve(name(number) + TMP_SUFFIX);
    if (ops.exists(tmp)) {
      ops.delete(tmp);
    }
    FileHandle handle = ops.create(tmp);
    try {
      handle.append(FileEnvelope.header(FileKind.EVENTS, storeId));
      return new LogFile(handle, path, number, FIRST_RECORD);
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /**
   * Gives a file its name, so that it counts; returns it open under that name.
   *
   * @param isForced whether file and name are made durable
   */
  LogFile named(FileOps ops, boolean isForced) throws IOException {
    try (handle) {
      if (isForced) {
        handle.force();
      }
    }
    ops.rename(handle.path(), path);
    if (isForced) {
      ops.forceDirectory(path.toAbsolutePath().getParent());
    }
    return new LogFile(ops.openAppend(path), path, number, length);
  }

  Path path() {
    return path;
  }

  long number() {
    return number;
  }

  long length() {
    return length;
  }

  FileHandle handle() {
    return handle;
  }

  /** Appends whole records. After a fault part of them may be there, which opening cuts off. */
  void append(ByteBuffer recordBytes) {
    int bytes = recordBytes.remaining();
    try {
      handle.append(recordBytes);
      length += bytes;
    } catch (IOException e) {
      throw IoFailure.of("append to", path, e);
    }
  }

  /** Reads as much as there is and fits, from an offset. */
  void read(ByteBuffer to, long offset) {
    to.clear().limit((int) Math.min(to.capacity(), length - offset));
    try {
      handle.readFully(to, offset);
    } catch (IOException e) {
      throw IoFailure.of("read", path, e);
    }
    to.flip();
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (IOException e) {
      throw IoFailure.of("close", path, e);
    }
  }
}
