package io.telltale.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for one benchmark's store, under {@code java.io.tmpdir}: that is the disk measured.
 */
final class ScratchDirectory {
  private ScratchDirectory() {}

  static Path create() {
    try {
      return Files.createTempDirectory("telltale-jmh");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static void delete(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
