package io.telltale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory; a test that wants one is skipped where it cannot be had. */
final class MountedDisk implements AutoCloseable {
  private final Path directory;

  private MountedDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts with options of tmpfs such as {@code size=200m} or {@code noexec}. */
  static MountedDisk mount(Path directory, String options) throws IOException {
    Files.createDirectories(directory);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", options, "telltale-test", directory.toString());
    Assumptions.assumeTrue(mounted, "this user cannot mount a file system");
    return new MountedDisk(directory);
  }

  Path directory() {
    return directory;
  }

  /** Takes all free space but so many bytes; returns the file that does. */
  Path fill(long leftBytes) throws IOException {
    Path fill = directory.resolve("fill");
    long bytes = Files.getFileStore(directory).getUsableSpace() - leftBytes;
    byte[] zeros = new byte[1 << 16];
    try (var out = Files.newOutputStream(fill)) {
      for (long written = 0; written < bytes; written += zeros.length) {
        out.write(zeros, 0, (int) Math.min(zeros.length, bytes - written));
      }
    }
    return fill;
  }

  /** Lets nothing be written any more, or again. */
  void remount(String mode) throws IOException {
    Assumptions.assumeTrue(run("mount", "-o", "remount," + mode, directory.toString()));
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", directory.toString());
  }

  private static boolean run(String... command) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(command));
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
