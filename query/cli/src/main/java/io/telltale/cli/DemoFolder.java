package io.telltale.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * The folder of a demo: a marker file, which says that the demo may replace what lies beside it,
 * and the store. While it is open no other demo may use it.
 */
final class DemoFolder implements AutoCloseable {
  static final String MARKER = "MADE-BY-TELLTALE-DEMO.txt";

  private static final String MARKER_TEXT =
      "The next 'telltale demo' in this place replaces the store in this folder.\n";

  private final Path store;
  private final FileChannel marker;

  private DemoFolder(Path store, FileChannel marker) {
    this.store = store;
    this.marker = marker;
  }

  /**
   * Takes an absent or empty folder, or one of an earlier demo, and leaves no store in it.
   *
   * @throws CommandFailure when the folder is somebody else's, or in use
   */
  static DemoFolder open(Path folder) throws IOException {
    Path marker = folder.resolve(MARKER);
    if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
      requireFree(folder);
      Files.createDirectories(folder);
      Files.writeString(marker, MARKER_TEXT, StandardOpenOption.CREATE_NEW);
    }
    FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE);
    try {
      lock(channel, folder);
      Path store = folder.resolve("store");
      delete(store);
      return new DemoFolder(store, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    marker.close();
  }

  private static void requireFree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean free = false;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        free = children.findAny().isEmpty();
      }
    }
    if (!free) {
      throw new CommandFailure(
          ExitCode.USAGE,
          folder + " is there already and is no demo's: name another with --folder");
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new CommandFailure(ExitCode.USAGE, "another demo is using " + folder);
    }
  }

  /** Deletes a folder with all that is in it, following no links. */
  static void delete(Path store) throws IOException {
    if (!Files.exists(store, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        store,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
