package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.JvmFlags;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that somebody writes, or whose writer was stopped. */
final class WritingStoreTest {
  @TempDir Path temp;

  @Test
  void isReadBesideItsWriterAndNotWrittenTwice() throws IOException {
    Path db = temp.resolve("db");
    Path file = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    try (TelemetryStore store = TelemetryStore.open(db)) {
      commitOne(store);
      assertLatest(db);

      Telltale second = Telltale.run("import", db, file, "--format", "line");
      assertThat(second.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(second.err())
          .startsWith("telltale: ")
          .contains(Long.toString(ProcessHandle.current().pid()));
      assertThat(Telltale.run("seal", db).exitCode()).isEqualTo(ExitCode.USAGE);
    }
    assertLatest(db);
  }

  @Test
  void isSealedAfterItsWriterWasStopped() throws Exception {
    Path db = temp.resolve("db");
    Path stopped = temp.resolve("stopped");
    try (TelemetryStore store = TelemetryStore.open(db)) {
      commitOne(store);
      copy(db, stopped);
    }
    assertLatest(stopped);
    List<String> latest = List.of("latest", stopped.toString(), "temperature");
    Telltale withoutFlags = inJvm(List.of(), latest);
    assertThat(withoutFlags.err()).isEmpty();
    assertThat(withoutFlags.out()).contains("SN-1");
    Telltale small = inJvm(List.of("-XX:MaxDirectMemorySize=4m"), latest);
    assertThat(small.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(small.err())
        .startsWith("note: ")
        .contains("not all of them are shown", "-XX:MaxDirectMemorySize", "'telltale seal'");
    assertThat(small.out()).doesNotContain("SN-1");

    Telltale seal = Telltale.run("seal", stopped);
    assertThat(seal.err()).isEmpty();
    assertThat(seal.exitCode()).isEqualTo(ExitCode.DONE);

    assertLatest(stopped);
    Telltale sealed = inJvm(List.of("-XX:MaxDirectMemorySize=4m"), latest);
    assertThat(sealed.err()).isEmpty();
    assertThat(sealed.out()).contains("SN-1");
    assertThat(Telltale.run("seal", stopped).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void compactMergesSmallSegments() {
    Path db = temp.resolve("db");
    StoreConfig config = StoreConfig.builder(db).compaction(false).build();
    for (int i = 0; i < 5; i++) {
      try (TelemetryStore store = TelemetryStore.open(config)) {
        commitOne(store);
      }
    }
    assertThat(Telltale.run("stats", db, "--output", "csv").out()).contains("segments,5\n");
    Telltale compact = Telltale.run("compact", db);
    assertThat(compact.err()).isEmpty();
    assertThat(compact.out()).isEmpty();
    assertThat(compact.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(Telltale.run("stats", db, "--output", "csv").out()).contains("segments,1\n");
    assertLatest(db);
  }

  @Test
  void writingWithoutFlagsSaysWhichLineToAdd() throws Exception {
    Path file = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    Telltale run =
        inJvm(
            List.of(),
            List.of("import", temp.resolve("db").toString(), file.toString(), "--format", "line"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("telltale: ").contains(JvmFlags.line());
  }

  @Test
  void aFolderThatIsNoStoreIsSaidToBeNone() throws IOException {
    Path absent = temp.resolve("absent");
    Path file = Files.createFile(temp.resolve("file"));
    for (String command : new String[] {"devices", "stats", "verify", "seal", "compact"}) {
      Telltale run = Telltale.run(command, absent);
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).startsWith("telltale: no store: " + absent + " does not exist");
      assertThat(Telltale.run(command, file).err()).contains("is not a folder");
      Telltale empty = Telltale.run(command, temp);
      assertThat(empty.exitCode()).as(command).isEqualTo(ExitCode.USAGE);
      assertThat(empty.err()).startsWith("telltale: ").contains(temp.toString());
    }
    assertThat(absent).doesNotExist();
  }

  private static void assertLatest(Path db) {
    Telltale latest = Telltale.run("latest", db, "temperature", "--output", "csv");
    assertThat(latest.err()).isEmpty();
    assertThat(latest.out())
        .isEqualTo("device,time,value\nSN-1,1970-01-01T00:00:00.000000007Z,4.5\n");
  }

  /** In a JVM of its own that was started with nothing but these flags and a class path. */
  private Telltale inJvm(List<String> flags, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Path out = temp.resolve("out.txt");
    Path err = temp.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Telltale(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private static void commitOne(TelemetryStore store) {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append("SN-1", "temperature", 7, 4.5);
      store.awaitIndexed(appender.commit());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
