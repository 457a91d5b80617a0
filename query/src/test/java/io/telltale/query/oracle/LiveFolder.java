package io.telltale.query.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Where a store and its event log lie, and what a kill would leave of them. */
final class LiveFolder {
  private static final int PIECE_BYTES = 1 << 16;
  private static final byte[] ZEROS = new byte[PIECE_BYTES];

  private final Path directory;
  private final boolean hasEvents;
  private int number;
  private boolean isCopied;

  /** Length of the event log when it was last polled: what was handed over is before that. */
  private long heardLength;

  LiveFolder(Path directory, boolean hasEvents) {
    this.directory = directory;
    this.hasEvents = hasEvents;
  }

  Path store() {
    return directory.resolve("store-" + number);
  }

  Path events() {
    return directory.resolve("told-" + number);
  }

  boolean hasEvents() {
    return hasEvents;
  }

  /** Takes note of how long the event log is when the events in it are about to be heard. */
  void polled() {
    if (hasEvents) {
      heardLength = eventFile(events()).toFile().length();
    }
  }

  /** Copies both as they are; of the event log's end that nobody heard, some may be missing. */
  void copy(RandomGenerator random) {
    copy(store(), directory.resolve("store-" + (number + 1)));
    Path copied = directory.resolve("told-" + (number + 1));
    copy(events(), copied);
    try (RandomAccessFile file = new RandomAccessFile(eventFile(copied).toFile(), "rw")) {
      if (random.nextBoolean()) {
        file.setLength(random.nextLong(heardLength, file.length() + 1));
      }
      isCopied = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on the copy is meant, if there is one. */
  void goOn() {
    if (isCopied) {
      number++;
      isCopied = false;
    }
  }

  private static Path eventFile(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> events =
          files.filter(file -> file.getFileName().toString().startsWith("events-")).toList();
      return events.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(copy);
        } else {
          copyFile(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Journal files are long and all but empty. */
  private static void copyFile(Path from, Path to) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = Files.newInputStream(from);
        RandomAccessFile out = new RandomAccessFile(to.toFile(), "rw")) {
      long length = 0;
      for (int n = in.read(piece); n > 0; n = in.read(piece)) {
        if (!Arrays.equals(piece, 0, n, ZEROS, 0, n)) {
          out.seek(length);
          out.write(piece, 0, n);
        }
        length += n;
      }
      out.setLength(length);
    }
  }
}
