package io.telltale.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes and two that read beside it: each refresh shows a prefix of what was
 * committed, without a gap, and at least what was committed before it.
 */
class LiveProcessesTest {
  private static final int READERS = 2;
  private static final long WAIT_MS = 60_000;

  @TempDir Path directory;

  @Test
  void eachRefreshShowsAPrefixForSomeSeconds() throws Exception {
    run(4_000);
  }

  @Test
  @Tag("long")
  void eachRefreshShowsAPrefixForAMinute() throws Exception {
    run(60_000);
  }

  private void run(long durationMs) throws Exception {
    String store = directory.resolve("store").toString();
    Path word = directory.resolve("committed");
    Path end = directory.resolve("end");
    Path stop = directory.resolve("stop");
    List<Process> processes = new ArrayList<>();
    try {
      processes.add(start(LiveWriter.class, "writer", store, word, end, stop));
      awaitFirstCommit(processes.get(0), word);
      for (int i = 0; i < READERS; i++) {
        processes.add(start(LiveReader.class, "reader" + i, store, word, end));
      }
      assertThat(processes.get(0).waitFor(durationMs, TimeUnit.MILLISECONDS))
          .as("the writer ended by itself: %s", Files.readString(err("writer")))
          .isFalse();
      awaitNews(processes);
      Files.createFile(stop);
      assertEndsWell(processes.get(0), "writer", WAIT_MS);
      long written = Long.parseLong(Files.readString(end));
      assertThat(written).isGreaterThan(durationMs);
      for (int i = 0; i < READERS; i++) {
        assertEndsWell(processes.get(1 + i), "reader" + i, WAIT_MS);
        String[] figures = Files.readAllLines(out("reader" + i)).get(1).split(" ");
        System.out.println(
            "reader %d: %s refreshes, %s of them with news, %s of %d readings, %s segments"
                .formatted(i, figures[0], figures[1], figures[2], written, figures[3]));
        assertThat(Long.parseLong(figures[1])).isGreaterThanOrEqualTo(LiveReader.SOME_NEWS);
        assertThat(Long.parseLong(figures[2])).isEqualTo(written);
        assertThat(Long.parseLong(figures[3])).isGreaterThan(1);
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private Process start(Class<?> main, String name, Object... arguments) throws IOException {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    List<String> options = List.of("-Xmx256m");
    return new ProcessBuilder(ChildJvm.command(options, main, texts))
        .redirectOutput(out(name).toFile())
        .redirectError(err(name).toFile())
        .start();
  }

  /** The readers have something to open then. */
  private void awaitFirstCommit(Process writer, Path word) throws Exception {
    long waitedMs = 0;
    while (!Files.exists(word) || Files.size(word) == 0) {
      if (writer.waitFor(5, TimeUnit.MILLISECONDS) || (waitedMs += 5) > WAIT_MS) {
        throw new AssertionError(
            "the writer committed nothing: " + Files.readString(err("writer")));
      }
    }
  }

  /** On a busy machine a JVM takes its time to start: the writer goes on until readers had news. */
  private void awaitNews(List<Process> processes) throws Exception {
    for (int i = 0; i < READERS; i++) {
      long waitedMs = 0;
      while (Files.size(out("reader" + i)) == 0 && (waitedMs += 20) < WAIT_MS) {
        assertThat(processes.get(1 + i).waitFor(20, TimeUnit.MILLISECONDS))
            .as("reader %d ended by itself: %s", i, Files.readString(err("reader" + i)))
            .isFalse();
      }
    }
  }

  private void assertEndsWell(Process process, String name, long withinMs) throws Exception {
    boolean ended = process.waitFor(withinMs, TimeUnit.MILLISECONDS);
    String errors = Files.readString(err(name));
    assertThat(ended).as("%s ended: %s", name, errors).isTrue();
    assertThat(process.exitValue()).as("%s: %s", name, errors).isZero();
  }

  private Path out(String name) {
    return directory.resolve(name + ".out");
  }

  private Path err(String name) {
    return directory.resolve(name + ".err");
  }
}
