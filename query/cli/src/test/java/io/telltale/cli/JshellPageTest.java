package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/jshell.md has its reader type does what the page says. */
final class JshellPageTest {
  private static final Pattern BLOCK = Pattern.compile("```(java|text)\n(.*?)```", Pattern.DOTALL);
  private static final String STORE = "\"fridges\"";

  @TempDir Path temp;

  @Test
  void thePageWorksAsTyped() throws IOException {
    String page = Files.readString(page());
    int writing = page.indexOf("\n## Writing");
    assertThat(writing).isPositive();
    // The reader of the page may have a store already; the test has to make it first.
    runSection(page.substring(writing));
    runSection(page.substring(0, writing));
  }

  /** One session: its blocks in turn, each with what it prints. */
  private void runSection(String section) {
    List<String> code = new ArrayList<>();
    List<String> printed = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(section);
    while (blocks.find()) {
      (blocks.group(1).equals("java") ? code : printed).add(blocks.group(2));
    }
    assertThat(code).isNotEmpty().hasSameSizeAs(printed);
    try (JshellSession session = JshellSession.open()) {
      for (int i = 0; i < code.size(); i++) {
        String text = session.type(code.get(i).replace(STORE, quoted(temp.resolve("fridges"))));
        assertThat(text).as(code.get(i)).isEqualTo(printed.get(i));
      }
    }
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\") + '"';
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/jshell.md"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/jshell.md");
  }
}
