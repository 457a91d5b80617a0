package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import that broke off, or was done already, is done again: the store is the same. */
final class RepeatedImportTest {
  private static final LineOptions OPTIONS = LineOptions.defaults().withDeviceTag("d");
  private static final int DEVICES = 7;

  @TempDir Path directory;

  /** Lines of all types, late ones and duplicates among them. */
  private static byte[] lines(int count) {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long time = i / DEVICES - (random.nextInt(10) == 0 ? random.nextInt(50) : 0);
      text.append("m,d=d").append(i % DEVICES).append(",site=s").append(i / (count / 3 + 1));
      text.append(" v=").append(i / 8.0).append(",n=").append(i).append("i,b=").append(i % 3 == 0);
      text.append(",s=\"").append(random.nextInt(20)).append("\" ").append(time).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ImportResult load(TelemetryStore store, InputStream text) throws IOException {
    ImportResult result = new LineProtocolImporter(store, OPTIONS).importStream(text);
    store.awaitIndexed(result.position());
    return result;
  }

  private static List<String> contents(TelemetryStore store) {
    List<String> contents = new ArrayList<>();
    for (int device = 0; device < store.devices().count(); device++) {
      String serial = store.devices().serial(device);
      contents.add(serial + " " + store.devices().attributes(device));
      for (int channel = 0; channel < store.channels().count(); channel++) {
        contents.add(store.channels().get(channel).toString());
        contents.addAll(Readings.texts(store, serial, store.channels().get(channel).name()));
      }
    }
    return contents;
  }

  private TelemetryStore open(String name) {
    return TelemetryStore.open(directory.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void importingAgainChangesNothing(DuplicatePolicy policy) throws IOException {
    byte[] text = lines(5_000);
    StoreConfig config = StoreConfig.builder(directory.resolve("store")).duplicates(policy).build();
    List<String> once;
    try (TelemetryStore store = TelemetryStore.open(config)) {
      load(store, new ByteArrayInputStream(text));
      once = contents(store);
      assertThat(load(store, new ByteArrayInputStream(text)).readings()).isEqualTo(20_000);
      assertThat(contents(store)).isEqualTo(once);
      store.seal();
      load(store, new ByteArrayInputStream(text));
      assertThat(contents(store)).isEqualTo(once);
    }
    try (TelemetryStore store = TelemetryStore.open(config)) {
      assertThat(contents(store)).isEqualTo(once);
    }
  }

  @Test
  void anInputThatFailsLeavesWhatWasReadAndTheRestFollows() throws IOException {
    byte[] text = lines(5_000);
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(Arrays.copyOf(text, text.length / 2)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the cable is out");
              }
            });
    List<String> expected;
    try (TelemetryStore store = open("reference")) {
      load(store, new ByteArrayInputStream(text));
      expected = contents(store);
    }
    try (TelemetryStore store = open("store")) {
      LineProtocolImporter importer = new LineProtocolImporter(store, OPTIONS);
      assertThatThrownBy(() -> importer.importStream(failing))
          .isInstanceOf(IOException.class)
          .hasMessage("the cable is out");
      load(store, new ByteArrayInputStream(text));
      assertThat(contents(store)).isEqualTo(expected);
    }
  }

  @Test
  void aKilledImportLeavesWhatWasCommittedAndCanBeRepeated() throws Exception {
    byte[] text = lines(60_000);
    Path file = Files.write(directory.resolve("lines.lp"), text);
    List<String> expected;
    try (TelemetryStore store = open("reference")) {
      load(store, new ByteArrayInputStream(text));
      expected = contents(store);
    }
    long committed = killInTheMiddle(file, directory.resolve("store"));
    try (TelemetryStore store = open("store")) {
      long held = store.stats().appended();
      assertThat(held).isGreaterThanOrEqualTo(committed).isLessThan(240_000);
      load(store, new ByteArrayInputStream(text));
      assertThat(contents(store)).isEqualTo(expected);
    }
  }

  /** Returns how many readings the process had published for sure when it was killed. */
  private long killInTheMiddle(Path file, Path store) throws IOException, InterruptedException {
    Path output = directory.resolve("child.out");
    Path errors = directory.resolve("child.err");
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
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator));
    command.addAll(List.of(ImportChild.class.getName(), store.toString(), file.toString()));
    Process child =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      for (int waits = 0; Files.size(output) < 12 && waits < 6_000; waits++) {
        assertThat(child.waitFor(10, TimeUnit.MILLISECONDS))
            .as("the import ended by itself: %s", Files.readString(errors))
            .isFalse();
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    String told = Files.readString(output);
    String[] numbers = told.substring(0, told.lastIndexOf('\n')).split("\n");
    return Long.parseLong(numbers[numbers.length - 1]);
  }
}
