package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.io.FileEnvelopeLayout;
import io.telltale.core.internal.journal.JvmFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are not as they should be: one clear line, and everything is still there. */
final class HostileFolderTest {
  @TempDir Path temp;

  @Test
  void aForeignFolderIsLeftAlone() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("photos"));
    Path photo = Files.writeString(folder.resolve("cat.jpg"), "cat");
    assertOneLine(ExitCode.USAGE, importInto(folder), "not a store", folder.toString(), "cat.jpg");
    assertOneLine(ExitCode.USAGE, Telltale.run("stats", folder), "not a store", folder.toString());
    assertThat(folder).isDirectoryContaining(photo::equals);
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactly(photo);
    }
    assertOneLine(ExitCode.USAGE, importInto(photo), "is not a folder", photo.toString());
  }

  @Test
  void aNewerVersionIsNotTouched() throws IOException {
    Path db = FridgeStore.create(temp);
    for (Path file : files(db)) {
      if (file.endsWith("LOCK")) {
        continue;
      }
      byte[] before = Files.readAllBytes(file);
      Files.write(file, ofVersion(before, 99));
      for (Telltale run : List.of(Telltale.run("stats", db), importInto(db))) {
        assertOneLine(ExitCode.DAMAGED, run, file.getFileName().toString(), "version", "99");
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(ofVersion(before, 99));
      Files.write(file, before);
    }
    assertWhole(db);
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    Path db = FridgeStore.create(temp);
    for (Path file : files(db)) {
      if (file.endsWith("LOCK")) {
        continue;
      }
      byte[] before = Files.readAllBytes(file);
      for (int length : new int[] {0, 10, before.length / 2, before.length - 1}) {
        Files.write(file, Arrays.copyOf(before, length));
        assertOneLine(
            ExitCode.DAMAGED, Telltale.run("stats", db), file.getFileName().toString(), "offset=");
        assertOneLine(ExitCode.DAMAGED, importInto(db), file.getFileName().toString(), "offset=");
      }
      Files.write(file, before);
    }
    assertWhole(db);
  }

  @Test
  void aReadOnlyFolderIsReadAndNotWritten() throws IOException {
    try (MountedDisk disk = MountedDisk.mount(temp.resolve("disk"), "size=4m")) {
      copy(FridgeStore.create(temp), disk.directory().resolve("db"));
      disk.remount("ro");
      Path db = disk.directory().resolve("db");
      assertWhole(db);
      assertThat(Telltale.run("verify", db).exitCode()).isEqualTo(ExitCode.DONE);
      assertOneLine(ExitCode.USAGE, importInto(db), "for writing", "Read-only file system");
      assertOneLine(ExitCode.USAGE, Telltale.run("seal", db), "Read-only file system");
      Path other = disk.directory().resolve("new");
      assertOneLine(
          ExitCode.USAGE, importInto(other), "create", other.toString(), "Read-only file system");
      disk.remount("rw");
    }
  }

  @Test
  void aFolderWithoutPermissionIsSaidToBeOne() throws IOException {
    Path db = FridgeStore.create(temp);
    Path segments = db.resolve("segments");
    Assumptions.assumeTrue(segments.toFile().setReadable(false, false), "no POSIX permissions");
    segments.toFile().setExecutable(false, false);
    try {
      Assumptions.assumeFalse(Files.isReadable(segments), "this user may read everything");
      assertOneLine(ExitCode.USAGE, Telltale.run("stats", db), "segments", "permission denied");
    } finally {
      segments.toFile().setReadable(true);
      segments.toFile().setExecutable(true);
    }
    db.toFile().setWritable(false, false);
    db.resolve("LOCK").toFile().setWritable(false, false);
    try {
      assertWhole(db);
      assertOneLine(ExitCode.USAGE, importInto(db), "LOCK", "permission denied for user");
    } finally {
      db.toFile().setWritable(true);
      db.resolve("LOCK").toFile().setWritable(true);
    }
    assertWhole(db);
  }

  @Test
  void aTemporaryFolderWithoutExecutionDoesNoHarm() throws Exception {
    Path file = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    try (MountedDisk disk = MountedDisk.mount(temp.resolve("disk"), "size=16m,noexec")) {
      Path db = temp.resolve("db");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of(JvmFlags.line().split(" ")));
      command.add("-Djava.io.tmpdir=" + disk.directory());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(List.of("import", db.toString(), file.toString(), "--format", "line"));
      Path err = temp.resolve("err.txt");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(err.toFile())
              .start();
      assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(ExitCode.DONE);
      assertThat(Telltale.run("latest", db, "m.v").out()).contains("000000001Z");
    }
  }

  private Telltale importInto(Path db) throws IOException {
    Path file = Files.writeString(temp.resolve("more.lp"), "m,d=x v=1 1\n");
    return Telltale.run("import", db, file, "--format", "line");
  }

  private static void assertOneLine(int exitCode, Telltale run, String... parts) {
    assertThat(run.err()).startsWith("telltale: ").contains(parts).hasLineCount(1);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }

  private static void assertWhole(Path db) {
    assertThat(Telltale.run("stats", db, "--output", "json").out()).contains("\"readings\" : 480,");
  }

  private static List<Path> files(Path db) throws IOException {
    try (Stream<Path> files = Files.walk(db)) {
      String newest =
          Stream.of(db.toFile().list())
              .filter(f -> f.startsWith("MANIFEST"))
              .max(String::compareTo)
              .orElseThrow();
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  !file.getFileName().toString().startsWith("MANIFEST") || file.endsWith(newest))
          .toList();
    }
  }

  private static byte[] ofVersion(byte[] file, int version) {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(FileEnvelopeLayout.VERSION_OFFSET, version);
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, FileEnvelopeLayout.HEADER_CRC_OFFSET);
    bytes.putInt(FileEnvelopeLayout.HEADER_CRC_OFFSET, (int) crc.getValue());
    return bytes.array();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
