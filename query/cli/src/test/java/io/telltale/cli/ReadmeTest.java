package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.journal.JvmFlags;
import io.telltale.examples.FridgeAlarm;
import io.telltale.examples.FridgeWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that the README shows is the one that is compiled, and does what the README says. */
final class ReadmeTest {
  private static final Path ROOT = root();
  private static final Path PROGRAM =
      ROOT.resolve("query/cli/src/test/java/io/telltale/examples/FridgeWatch.java");

  private static final Path SERVICE =
      ROOT.resolve("query/cli/src/test/java/io/telltale/examples/FridgeAlarm.java");

  @TempDir Path temp;

  @Test
  void showsTheProgramAsItIs() throws IOException {
    String program = Files.readString(PROGRAM);
    assertThat(program.lines().count()).isLessThanOrEqualTo(40);
    assertThat(readme()).contains("```java\n" + program + "```\n");
  }

  @Test
  void showsWhatTheProgramPrints() throws Exception {
    String text =
        printed(() -> FridgeWatch.main(new String[] {temp.resolve("fridges").toString()}));
    assertThat(text).isEqualTo("SN-1234 2026-01-01T00:30:00Z 2026-01-01T00:50:00Z max 9.5\n");
    assertThat(readme()).contains("```\n" + text + "```\n");
  }

  @Test
  void showsTheServiceAsItIsAndWhatItPrints() throws Exception {
    assertThat(readme()).contains("```java\n" + Files.readString(SERVICE) + "```\n");
    String text =
        printed(() -> FridgeAlarm.main(new String[] {temp.resolve("service").toString()}));
    assertThat(text.lines()).hasSize(2);
    assertThat(readme()).contains("```\n" + text + "```\n");
  }

  /** A program. */
  private interface Program {
    void run() throws Exception;
  }

  private static String printed(Program program) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void namesTheFlagsThatTheStoreAsksFor() throws IOException {
    assertThat(readme()).contains("```\n" + JvmFlags.line() + "\n```\n");
  }

  @Test
  void linksToFilesThatAreThere() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
    int count = 0;
    while (links.find()) {
      assertThat(ROOT.resolve(links.group(1))).exists();
      count++;
    }
    assertThat(count).isPositive();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md")).replace("\r\n", "\n");
  }

  /** Tests run in their module, or wherever an editor starts them. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("query/cli/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
