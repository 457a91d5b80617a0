package io.telltale.core.internal.io;

import io.telltale.core.StoreException;
import io.telltale.core.StoreLockedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second writer out of a store's directory: a lock of the operating system on the file
 * {@code LOCK}, which goes when its process ends in whatever way. The file's text names the holder,
 * for the message that the second one gets; it stays behind and means nothing by itself.
 *
 * <p>This file alone does not go through {@link FileOps}: locks are a matter between processes.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> only in acquire. <b>Lifetime:</b> until
 * {@link #close} or the end of the process.
 */
public final class StoreLock implements AutoCloseable {
  /** Name of the lock file in a store's directory. */
  public static final String FILE_NAME = "LOCK";

  /**
   * The locked byte lies far behind the text: where locks are mandatory, the text can still be
   * read.
   */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * Directories locked by this JVM are system properties with this prefix. POSIX drops a lock when
   * any descriptor of its file is closed, so we look here before opening it; a second class loader
   * would not see a field.
   */
  private static final String HELD_PREFIX = "io.telltale.locked.";

  private final String heldKey;
  private final Path file;
  private final FileChannel channel;
  private boolean released;

  private StoreLock(String heldKey, Path file, FileChannel channel) {
    this.heldKey = heldKey;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a directory.
   *
   * @param directory an existing directory
   * @return the lock, to be closed
   * @throws StoreLockedException when it is locked; the message names the holder
   * @throws StoreException when the lock file cannot be opened or locked
   */
  public static StoreLock acquire(Path directory) {
    // An interrupt would close the channel that holds the lock.
    boolean interrupted = Thread.interrupted();
    Path file = directory.resolve(FILE_NAME);
    try {
      String heldKey = HELD_PREFIX + directory.toRealPath();
      if (System.getProperties().putIfAbsent(heldKey, FILE_NAME) != null) {
        throw new StoreLockedException(
            "store directory=%s is locked by this process, pid=%d"
                .formatted(directory, ProcessHandle.current().pid()));
      }
      FileChannel channel = null;
      try {
        channel = lock(directory, file);
      } finally {
        if (channel == null) {
          System.getProperties().remove(heldKey);
        }
      }
      return new StoreLock(heldKey, file, channel);
    } catch (IOException e) {
      throw IoFailure.of("lock for writing", file, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileChannel lock(Path directory, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        LockHolder holder = LockHolder.parse(Files.readString(file));
        throw new StoreLockedException(
            "store directory=%s is locked by %s".formatted(directory, holder.describe()));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(LockHolder.current().format().getBytes(StandardCharsets.UTF_8)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Releases the lock; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (released) {
      return;
    }
    released = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw IoFailure.of("unlock", file, e);
    } finally {
      System.getProperties().remove(heldKey);
    }
  }
}
