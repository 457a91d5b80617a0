package io.telltale.core.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files of each format version, kept under {@code format/} among the test resources. They are never
 * changed: a new version gets new files. With {@code -Dgolden.write=DIRECTORY}, the files that the
 * running build writes are put there instead of being compared.
 */
public final class GoldenFiles {
  private static final String WRITE_TO = System.getProperty("golden.write");

  private GoldenFiles() {}

  /**
   * Copies a golden file to where it can be opened.
   *
   * @param name such as {@code v0/catalog}
   * @param directory where the copy goes
   * @return the copy, with the golden file's own name
   * @throws IOException when it cannot be copied
   */
  public static Path copy(String name, Path directory) throws IOException {
    Path copy = directory.resolve(Path.of(name).getFileName());
    Files.write(copy, read(name));
    return copy;
  }

  /**
   * Fails unless a file has the bytes of a golden file.
   *
   * @param written the file
   * @param name such as {@code v0/catalog}
   * @throws IOException when one of them cannot be read
   */
  public static void assertSame(Path written, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(written);
    if (WRITE_TO != null) {
      Path to = Path.of(WRITE_TO).resolve(name);
      Files.createDirectories(to.getParent());
      Files.write(to, bytes);
      return;
    }
    int difference = Arrays.mismatch(bytes, read(name));
    if (difference >= 0) {
      throw new AssertionError(
          written
              + " differs from golden file "
              + name
              + " at offset="
              + difference
              + ": a change of the format needs a new version and new golden files");
    }
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = GoldenFiles.class.getResourceAsStream("/format/" + name)) {
      if (in == null) {
        throw new AssertionError("no golden file /format/" + name);
      }
      return in.readAllBytes();
    }
  }
}
