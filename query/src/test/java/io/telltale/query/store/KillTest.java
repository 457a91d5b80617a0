package io.telltale.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.TelemetryStore;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a process that appends, at random moments, and what its store holds afterwards. */
class KillTest {
  private static final String SEED = "telltale.kill.seed";
  private static final long WAIT_MS = 30_000;

  @TempDir Path directory;

  @Test
  void shouldHoldWhatWasAcknowledgedAfterTenKills() throws Exception {
    rounds(10, Long.getLong(SEED, 20_260_102L));
  }

  @Test
  @Tag("long")
  void shouldHoldWhatWasAcknowledgedAfterHundredsOfKills() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      rounds(20, Long.getLong(SEED, seed));
    }
  }

  private void rounds(int count, long seed) throws IOException, InterruptedException {
    Path store = directory.resolve("store-" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    long[] acknowledged = new long[KillFormula.THREADS];
    for (int round = 0; round < count; round++) {
      long firstAcknowledged = acknowledged[0];
      try {
        // Now and then a second process is killed, perhaps while it recovers from the first kill.
        int kills = random.nextInt(3) == 0 ? 2 : 1;
        for (int kill = 0; kill < kills; kill++) {
          kill(store, seed, random, acknowledged, round == 0);
        }
        verify(store, seed, acknowledged);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            "round %d; replay with -Dtest=KillTest -D%s=%d: %s"
                .formatted(round, SEED, seed, failure),
            failure);
      }
      if (round == 0) {
        assertThat(acknowledged[0]).isGreaterThan(firstAcknowledged);
      }
    }
    negativeControls(store, seed, acknowledged);
  }

  /** Starts a child, lets it append for a random time, kills it and notes what it acknowledged. */
  private void kill(
      Path store, long seed, SplittableRandom random, long[] acknowledged, boolean waitForFirst)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "child", ".out");
    Path errors = Files.createTempFile(directory, "child", ".err");
    long pauseNs = random.nextInt(3) == 0 ? 200_000L : 3_000_000L;
    Process child = start(store, seed, pauseNs, output, errors);
    boolean blind = !waitForFirst && random.nextInt(4) == 0;
    int delayMs = random.nextInt(blind ? 1_000 : 500);
    if (!blind) {
      awaitOutput(child, output, errors);
    }
    boolean ended = child.waitFor(delayMs, TimeUnit.MILLISECONDS);
    child.destroyForcibly();
    child.waitFor();
    assertThat(ended).as("the child ended by itself: %s", text(errors)).isFalse();
    note(output, acknowledged);
  }

  private static Process start(Path store, long seed, long pauseNs, Path output, Path errors)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The flags that this JVM got are the ones that writing needs.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            argument ->
                argument.startsWith("--add-")
                    || argument.startsWith("--enable-native-access")
                    || argument.startsWith("--sun-misc"))
        .forEach(command::add);
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(classPath());
    command.add(KillChild.class.getName());
    command.add(store.toString());
    command.add(Long.toString(seed));
    command.add(Long.toString(pauseNs));
    return new ProcessBuilder(command)
        .redirectOutput(output.toFile())
        .redirectError(errors.toFile())
        .start();
  }

  /** The class path of the tests, also when it came to this JVM in a manifest. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }

  private static void awaitOutput(Process child, Path output, Path errors)
      throws IOException, InterruptedException {
    long waitedMs = 0;
    while (Files.size(output) == 0) {
      if (child.waitFor(5, TimeUnit.MILLISECONDS) || (waitedMs += 5) > WAIT_MS) {
        child.destroyForcibly();
        throw new AssertionError("the child acknowledged nothing: " + text(errors));
      }
    }
  }

  private static void note(Path output, long[] acknowledged) throws IOException {
    String text = text(output);
    // A kill may cut the last line.
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] parts = line.split(" ");
      int thread = Integer.parseInt(parts[0]);
      acknowledged[thread] = Math.max(acknowledged[thread], Long.parseLong(parts[1]));
    }
  }

  private static void verify(Path directory, long seed, long[] acknowledged) {
    try (TelemetryStore store = TelemetryStore.open(KillChild.config(directory))) {
      long[] held = ledger(store, seed).verify(store, acknowledged);
      assertThat(store.stats().readings()).isEqualTo(held[0] + held[1]);
    }
  }

  private static KillLedger ledger(TelemetryStore store, long seed) {
    return new KillLedger(new KillFormula(seed), KillFormula.register(store));
  }

  /**
   * The check itself must be able to fail: on an acknowledgement too many, and on another value.
   */
  private static void negativeControls(Path directory, long seed, long[] acknowledged) {
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      int[][] series = KillFormula.register(store);
      long[] tooMany = acknowledged.clone();
      tooMany[1] = KillLedger.held(store, series[1]) + 1;
      assertThatThrownBy(() -> new KillLedger(new KillFormula(seed), series).verify(store, tooMany))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("acknowledged");
      assertThatThrownBy(
              () -> new KillLedger(new KillFormula(seed, 1), series).verify(store, acknowledged))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("value");
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
