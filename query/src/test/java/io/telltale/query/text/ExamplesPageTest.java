package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every rule that docs/examples.md has its readers type is one. */
final class ExamplesPageTest {
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```\n", Pattern.DOTALL);

  /** A rule that is asked or drawn, in double quotes or single ones, perhaps on the next line. */
  private static final Pattern RULE =
      Pattern.compile(
          "(?:telltale windows [\\w/]+|--rule) (?:\\\\\n +)?"
              + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)')");

  private static final Pattern ASKED =
      Pattern.compile("telltale windows [\\w/]+ (?!--rules)|--rule ");

  /** Rules that a loop asks one after the other, as {@code $rule}. */
  private static final Pattern LOOP = Pattern.compile("for rule in (.*); do");

  private static final Pattern FILE =
      Pattern.compile(
          "cat > (\\S+\\.rules) <<'END'\n(.*?)^END$", Pattern.DOTALL | Pattern.MULTILINE);

  private static String shell;

  @BeforeAll
  static void read() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "examples.md")).replace("\r\n", "\n");
    StringBuilder blocks = new StringBuilder();
    Matcher block = SHELL.matcher(page);
    while (block.find()) {
      blocks.append(block.group(1));
    }
    shell = blocks.toString();
  }

  @Test
  void everyRuleOfACommandIsRead() {
    List<String> typed = new ArrayList<>();
    Matcher rule = RULE.matcher(shell);
    while (rule.find()) {
      typed.add(rule.group(1) == null ? rule.group(2) : rule.group(1).replaceAll("\\\\(.)", "$1"));
    }
    assertThat(typed)
        .as("one for each that is asked")
        .hasSize((int) ASKED.matcher(shell).results().count())
        .hasSizeGreaterThan(20);
    List<String> rules = new ArrayList<>();
    for (String text : typed) {
      rules.addAll(text.contains("$rule") ? looped(text) : List.of(text));
    }
    assertThat(rules).as("with those of a loop").hasSizeGreaterThan(typed.size());
    for (String text : rules) {
      ParsedRule parsed = RuleParser.parseWithUnits(text);
      ParsedRule again = RuleParser.parseWithUnits(RuleText.print(parsed));
      assertThat(again.rule()).as(text).isEqualTo(parsed.rule());
      assertThat(again.units()).as(text).isEqualTo(parsed.units());
    }
  }

  @Test
  void everyFileOfRulesIsRead() {
    int files = 0;
    Matcher file = FILE.matcher(shell);
    while (file.find()) {
      assertThat(RuleFile.parse(file.group(1), file.group(2)).rules())
          .as(file.group(1))
          .isNotEmpty();
      assertThat(shell).contains("telltale rules check " + file.group(1));
      files++;
    }
    assertThat(files)
        .isEqualTo((int) Pattern.compile("> \\S+\\.rules").matcher(shell).results().count());
    assertThat(files).isEqualTo(6);
  }

  private static List<String> looped(String text) {
    Matcher loop = LOOP.matcher(shell);
    assertThat(loop.find()).isTrue();
    return Pattern.compile("\"([^\"]*)\"")
        .matcher(loop.group(1))
        .results()
        .map(quoted -> text.replace("$rule", quoted.group(1)))
        .toList();
  }
}
