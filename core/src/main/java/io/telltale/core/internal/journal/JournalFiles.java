package io.telltale.core.internal.journal;

import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a journal as a directory shows them; needs no class of Chronicle's and no JVM flags.
 */
public final class JournalFiles {
  private static final String ROLL_FILE = ".cq4";

  /** Behind the name of a roll file: Chronicle shall not look at it. */
  private static final String DAMAGED = ".damaged";

  private static final String QUEUE_FILE = "metadata.cq4t";
  private static final int WINDOW_BYTES = 256 << 10;

  private JournalFiles() {}

  /** Roll files, damaged ones too, oldest first; empty when there is no journal. */
  public static List<Path> rollFiles(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ROLL_FILE) || isDamaged(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw IoFailure.of("list the journal", directory, e);
    }
  }

  /**
   * About how many bytes were written to the journal: roll files are sparse, so their length says
   * nothing. Frames already sealed count too.
   */
  public static long writtenBytes(Path directory) {
    long sum = 0;
    for (Path file : rollFiles(directory)) {
      sum += writtenBytesOf(file);
    }
    return sum;
  }

  static boolean isDamaged(Path file) {
    return file.toString().endsWith(ROLL_FILE + DAMAGED);
  }

  /**
   * Puts a word behind a file's name that hides it from Chronicle, not from readers of ours: what
   * is intact in it is not sealed yet.
   */
  static void markDamaged(FileOps ops, Path file) {
    if (!isDamaged(file)) {
      rename(ops, file, file.resolveSibling(file.getFileName() + DAMAGED));
    }
  }

  /**
   * Moves the files that are marked as damaged to another directory.
   *
   * @return where they are now
   */
  static List<Path> setAside(FileOps ops, Path directory, Path aside) {
    List<Path> moved = new ArrayList<>();
    for (Path file : rollFiles(directory)) {
      if (isDamaged(file)) {
        Path to = aside.resolve(file.getFileName());
        rename(ops, file, to);
        moved.add(to);
      }
    }
    return moved;
  }

  private static void rename(FileOps ops, Path from, Path to) {
    try {
      ops.createDirectories(to.getParent());
      ops.rename(from, to);
      ops.forceDirectory(to.getParent());
      ops.forceDirectory(from.getParent());
    } catch (IOException e) {
      throw IoFailure.of("set aside", from, e);
    }
  }

  /**
   * Deletes files that a killed process had begun to make and not finished, or that one of
   * Chronicle's readers made of a file which was deleted just then: no frame was ever in them, and
   * Chronicle waits ten seconds for whom it takes to be at it. The queue's own file is finished
   * before the first roll file is made. Only for the one who may write.
   */
  static void deleteUnfinished(Path directory) {
    delete(rollFiles(directory).stream().filter(JournalFiles::isUnfinished).toList());
    delete(List.of(directory.resolve(QUEUE_FILE)));
  }

  private static boolean isUnfinished(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer first = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      boolean reaches = channel.read(first, 0) == Integer.BYTES;
      int header = reaches ? first.flip().getInt() : 0;
      return header == RollFile.NOT_COMPLETE && writtenBytesOf(file) <= WINDOW_BYTES
          || header == 0 && isZero(channel);
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file, e);
    }
  }

  /** Looks at all of it: a file that damage zeroed in part is none that nobody wrote to. */
  private static boolean isZero(FileChannel channel) throws IOException {
    ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    long size = channel.size();
    for (long at = 0; at < size; at += WINDOW_BYTES) {
      if (!isZero(channel, window, at)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Bisects for the last stretch that is not all zero: frames are written in order, and each has a
   * header within a window.
   */
  static long writtenBytesOf(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
      long low = 0;
      long high = (channel.size() + WINDOW_BYTES - 1) / WINDOW_BYTES;
      while (low < high) {
        long mid = (low + high) >>> 1;
        if (isZero(channel, window, mid * WINDOW_BYTES)) {
          high = mid;
        } else {
          low = mid + 1;
        }
      }
      return low * WINDOW_BYTES;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file, e);
    }
  }

  private static boolean isZero(FileChannel channel, ByteBuffer window, long position)
      throws IOException {
    window.clear();
    while (window.hasRemaining() && channel.read(window, position + window.position()) >= 0) {
      // until the window is full or the file ends
    }
    window.flip();
    while (window.hasRemaining()) {
      if (window.get() != 0) {
        return false;
      }
    }
    return true;
  }

  /** Deletes these files, oldest first. */
  static void delete(List<Path> files) {
    for (Path file : new ArrayList<>(files)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw IoFailure.of("delete a sealed journal", file, e);
      }
    }
  }

  /** Deletes all but damaged files of a journal that is closed and wholly sealed. */
  static void deleteAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      delete(files.filter(Files::isRegularFile).filter(f -> !isDamaged(f)).sorted().toList());
    } catch (IOException e) {
      throw IoFailure.of("list the journal", directory, e);
    }
  }
}
