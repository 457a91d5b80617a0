package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.journal.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides have their readers type does what they say. */
final class GuideTest {
  private static final Path DOCS = docs();
  private static final Pattern JAVA =
      Pattern.compile("```java\n(.*?)```\n(?:\n```text\n(.*?)```)?", Pattern.DOTALL);
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  /** What stands below a shell block. */
  private static final Pattern ANSWER =
      Pattern.compile("^```\n\n```\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path temp;

  @Test
  void theEmbeddingGuideWorksAsTyped() throws IOException {
    Matcher blocks = JAVA.matcher(page("guide-embedding.md"));
    int count = 0;
    try (JshellSession session = JshellSession.open()) {
      while (blocks.find()) {
        String store = '"' + temp.resolve("telemetry").toString().replace("\\", "\\\\") + '"';
        String printed = session.type(blocks.group(1).replace("\"telemetry\"", store));
        assertThat(printed)
            .as(blocks.group(1))
            .isEqualTo(blocks.group(2) == null ? "" : blocks.group(2));
        count++;
      }
    }
    assertThat(count).isGreaterThan(6);
  }

  @Test
  @Tag("long")
  void theExploringGuideWorksAsTyped() throws Exception {
    String answers = typeInShell(page("guide-exploring.md"));
    assertThat(answers)
        .contains(
            "exit code 1",
            "#refused: line 362, column 3",
            "SN-3,RF28,yesterday,4",
            "SN-2    temperature  2026-01-01T01:00:00.000000000Z  2026-01-01T01:25:00.000000000Z",
            "SN-2    2026-01-01T02:59:00.000000000Z",
            "hour/fridge.html",
            "\"error\":");
    assertThat(temp.resolve("hour/fridge.html")).isNotEmptyFile();
  }

  @Test
  @Tag("long")
  void theMeasuringGuideWorksAsTyped() throws Exception {
    assertThat(typeInShell(page("guide-measuring.md")))
        .contains("Every answer is exactly what was injected.", "2,000,000", "decoded");
  }

  /** The one story of examples.md that needs no file of the reader's. */
  @Test
  @Tag("long")
  void theStoryOfAppliancesIsAnsweredAsPrinted() throws Exception {
    String examples = page("examples.md");
    String heading = "### Appliances that failed again\n";
    int from = examples.indexOf(heading);
    assertThat(from).isPositive();
    String story = examples.substring(from, examples.indexOf("\n### ", from));
    Matcher telltale = SHELL.matcher(examples);
    assertThat(telltale.find()).isTrue();
    String answers = typeInShell(telltale.group() + "\n" + story);
    Matcher printed = ANSWER.matcher(story);
    int count = 0;
    while (printed.find()) {
      assertThat(answers).contains(printed.group(1));
      count++;
    }
    assertThat(count).isEqualTo(4);
  }

  @Test
  void linksOfAllPagesLeadSomewhere() throws IOException {
    try (Stream<Path> pages = Files.walk(DOCS)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
          assertThat(page.resolveSibling(links.group(1))).as(page.toString()).exists();
        }
      }
    }
  }

  /** Types the page's shell blocks one after the other; any failure ends it. */
  private String typeInShell(String page) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    StringBuilder script = new StringBuilder("set -e\n");
    Matcher blocks = SHELL.matcher(page);
    while (blocks.find()) {
      script.append(blocks.group(1));
    }
    String jar = "java -jar query/cli/target/telltale.jar";
    assertThat(script.toString()).contains(jar);
    String main = java + " " + JvmFlags.line() + " -cp \"$CLASSPATH\" " + Main.class.getName();
    Path file = Files.writeString(temp.resolve("guide.sh"), script.toString().replace(jar, main));
    Path answers = temp.resolve("answers.txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", file.toString())
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(answers.toFile());
    shell.environment().put("CLASSPATH", classPath);
    int exitCode = start(shell).waitFor();
    String text = Files.readString(answers);
    assertThat(exitCode).as(text).isZero();
    return text;
  }

  private static Process start(ProcessBuilder shell) {
    try {
      return shell.start();
    } catch (IOException e) {
      return Assumptions.abort("no bash: " + e.getMessage());
    }
  }

  private static String page(String name) throws IOException {
    return Files.readString(DOCS.resolve(name)).replace("\r\n", "\n");
  }

  /** Tests run in their module, or wherever an editor starts them. */
  private static Path docs() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/guide-embedding.md"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs");
  }
}
