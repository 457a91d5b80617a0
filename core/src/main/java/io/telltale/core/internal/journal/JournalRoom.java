package io.telltale.core.internal.journal;

import io.telltale.core.StorageFullException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * Room on the disk for the frames to come. Roll files are sparse and mapped, so a full disk would
 * be a fault on a page, which no one can catch in order: blocks are allocated for a stretch of the
 * file before frames go there. Where the system cannot do that, the free space is watched alone.
 *
 * <p><b>Threading:</b> whoever holds the journal's append lock. <b>Allocation:</b> none but once a
 * stretch.
 */
final class JournalRoom {
  /** Stays free for what sealing writes: then the journal can shrink, and the disk has room. */
  static final long FLOOR_BYTES = 64L << 20;

  /** Chronicle's own pages in a roll file: its header, two index pages, and a word a frame. */
  static final long OVERHEAD_BYTES = 256L << 10;

  private static final long STRETCH_BYTES = 16L << 20;
  private static final long PAGE_BYTES = 4096;

  private final Path directory;
  private final long stretchBytes;
  private FileStore disk;
  private volatile long allocatedTo;

  JournalRoom(Path directory, long rollBytes) {
    this.directory = directory;
    this.stretchBytes = Math.min(STRETCH_BYTES, rollBytes);
  }

  /** Whether a file's blocks are there up to this length. */
  boolean covers(long end) {
    return end + OVERHEAD_BYTES <= allocatedTo;
  }

  /** Up to where the file has blocks; any thread asks. */
  long allocatedTo() {
    return allocatedTo;
  }

  /** Forgets the file: another one is begun. */
  void nextFile() {
    allocatedTo = 0;
  }

  /** Throws unless a new roll file can be begun. */
  void requireForNewFile() {
    require(stretchBytes + OVERHEAD_BYTES);
  }

  /**
   * Allocates the next stretch of a roll file that exists.
   *
   * @param file the file
   * @param end up to which frames are about to be written
   * @throws StorageFullException when the disk has no room for it
   */
  void extend(Path file, long end) {
    require(stretchBytes + OVERHEAD_BYTES);
    long wanted = end + OVERHEAD_BYTES + stretchBytes;
    if (!allocate(file, wanted)) {
      throw full(freeBytes(), stretchBytes + FLOOR_BYTES);
    }
    allocatedTo = wanted;
  }

  private void require(long bytes) {
    long free = freeBytes();
    if (free < bytes + FLOOR_BYTES) {
      throw full(free, bytes + FLOOR_BYTES);
    }
  }

  private StorageFullException full(long free, long wanted) {
    return new StorageFullException(
        "the disk is full: "
            + (free >> 20)
            + " MiB are free, writing needs "
            + (wanted >> 20)
            + " MiB, directory="
            + directory
            + "; what was committed is kept, free some space and go on");
  }

  private long freeBytes() {
    try {
      if (disk == null) {
        // reads all mounts of the system
        disk = Files.getFileStore(directory);
      }
      return disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE / 2;
    }
  }

  /**
   * False only when the system can allocate and there is no room; true proves nothing otherwise.
   */
  private static boolean allocate(Path file, long length) {
    PosixAPI posix = PosixAPI.posix();
    try {
      int descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
      if (descriptor < 0) {
        return true;
      }
      try {
        // The first page is there already: refusing it means that the system cannot allocate.
        return posix.fallocate(descriptor, 0, 0, length) == 0
            || posix.fallocate(descriptor, 0, 0, PAGE_BYTES) != 0;
      } finally {
        posix.close(descriptor);
      }
    } catch (RuntimeException | LinkageError unsupported) {
      return true;
    }
  }
}
