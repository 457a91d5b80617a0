package io.telltale.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which an engine keeps its files during a trial. */
final class Folder {
  private final Path path;

  private Folder(Path path) {
    this.path = path;
  }

  /** Makes an empty folder inside another. */
  static Folder create(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new Folder(Files.createTempDirectory(parent, "peer"));
  }

  Path path() {
    return path;
  }

  /**
   * Bytes that its files take on the disk, once the disk has them: {@code du} knows holes in files,
   * which Java does not.
   *
   * @return bytes
   * @throws IOException when the files cannot be read, or there is no {@code du}
   */
  long diskBytes() throws IOException {
    for (Path file : files()) {
      if (Files.isRegularFile(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    Process du = new ProcessBuilder("du", "-sk", path.toString()).start();
    String printed = new String(du.getInputStream().readAllBytes(), Charset.defaultCharset());
    return Long.parseLong(printed.substring(0, printed.indexOf('\t'))) * 1024;
  }

  /** Deletes it with all that is in it. */
  void delete() throws IOException {
    for (Path file : files()) {
      Files.deleteIfExists(file);
    }
  }

  /** Whatever is in a folder before the folder itself. */
  private List<Path> files() throws IOException {
    try (Stream<Path> walked = Files.walk(path)) {
      return walked.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
