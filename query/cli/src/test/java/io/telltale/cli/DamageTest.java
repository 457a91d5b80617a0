package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says of a store with a flipped byte, and of one without. */
final class DamageTest {
  @TempDir Path temp;
  private Path db;

  @BeforeEach
  void create() throws IOException {
    db = FridgeStore.create(temp);
  }

  @Test
  void aSoundStoreIsCalledSound() {
    Telltale text = Telltale.run("verify", db);
    assertThat(text.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(text.out()).startsWith("sound: ").endsWith(", 480 readings\n");
    assertThat(Telltale.run("verify", db, "--output", "json").out())
        .contains("\"sound\" : true,", "\"readings\" : 480,", "\"damages\" : [ ]");
    assertThat(Telltale.run("verify", db, "--output", "csv").out()).isEqualTo("damage\n");
  }

  @Test
  void damageNamesItsPlaceAndExitsWithThree() throws IOException {
    Path segment = largestSegment();
    flip(segment, Files.size(segment) / 3);
    String name = segment.getFileName().toString();
    for (String format : List.of("table", "csv", "json")) {
      Telltale verify = Telltale.run("verify", db, "--output", format);
      assertThat(verify.exitCode()).as(format).isEqualTo(ExitCode.DAMAGED);
      assertThat(verify.out()).as(format).contains(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "MANIFEST-"})
  void damageOfWhatEveryCommandReadsStopsEveryCommand(String prefix) throws IOException {
    Path file = newest(prefix);
    flip(file, Files.size(file) / 2);
    for (String command : List.of("verify", "devices", "stats")) {
      Telltale run = Telltale.run(command, db);
      assertThat(run.exitCode()).as(command).isEqualTo(ExitCode.DAMAGED);
      assertThat(run.out() + run.err()).as(command).contains(file.getFileName().toString());
    }
  }

  @Test
  void aCommandThatMeetsDamageNeverAnswersWrongly() throws IOException {
    String whole = range().out();
    Path segment = largestSegment();
    long size = Files.size(segment);
    int met = 0;
    for (long at = 0; at < size; at += 61) {
      flip(segment, at);
      int verified = Telltale.run("verify", db).exitCode();
      Telltale run = range();
      if (run.exitCode() == ExitCode.DAMAGED) {
        met++;
        assertThat(verified).as("byte %d", at).isEqualTo(ExitCode.DAMAGED);
        assertThat(run.err()).as("byte %d", at).startsWith("telltale: ").contains(db.toString());
        assertThat(run.err().lines().count()).as(run.err()).isEqualTo(1);
      } else {
        assertThat(run.exitCode()).as("byte %d: %s", at, run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).as("byte %d", at).isEqualTo(whole);
      }
      flip(segment, at);
    }
    assertThat(met).isPositive();
    assertThat(Telltale.run("verify", db).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aDamagedJournalIsToldOfAndWhatIsIntactAnsweredUntilAWriterSetsItAside() throws IOException {
    String whole = range().out();
    Path journal = Files.writeString(db.resolve("journal").resolve("19700105F.cq4"), "no queue");
    Telltale reader = range();
    assertThat(reader.exitCode()).isEqualTo(ExitCode.DAMAGED);
    assertThat(reader.out()).isEqualTo(whole);
    assertThat(reader.err()).startsWith("note: damaged file=" + journal + " offset=0: ");
    assertThat(Telltale.run("verify", db).exitCode()).isEqualTo(ExitCode.DAMAGED);
    assertThat(journal).exists();
    Telltale writer = Telltale.run("seal", db);
    assertThat(writer.exitCode()).isEqualTo(ExitCode.DAMAGED);
    assertThat(writer.err()).contains("damaged file=" + journal, "moved to " + db);
    assertThat(journal).doesNotExist();
    assertThat(db.resolve("set-aside").resolve("19700105F.cq4.damaged")).hasContent("no queue");
    for (String command : List.of("verify", "seal")) {
      assertThat(Telltale.run(command, db).exitCode()).isEqualTo(ExitCode.DONE);
    }
    assertThat(range().out()).isEqualTo(whole);
  }

  private Telltale range() {
    return Telltale.run("range", db, "fridge.temperature", "--device", "SN-1");
  }

  private Path newest(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(db)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private Path largestSegment() throws IOException {
    try (Stream<Path> files = Files.walk(db)) {
      return files
          .filter(file -> file.toString().contains("segment"))
          .filter(Files::isRegularFile)
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x10;
    Files.write(file, bytes);
  }
}
