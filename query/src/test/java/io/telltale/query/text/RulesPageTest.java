package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/rules.md says what the parser does. */
final class RulesPageTest {
  private static final int SENTENCES = 10_000;

  /** What the page says is refused although the grammar has it. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "a lower limit that is not above|conditions of one and the same channel"
              + "|conditions about readings|only once: it stands|as many as there are conditions"
              + "|the unit that '");

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "name", List.of("t", "temperature", "`a b`", "count", "nab.value"),
          "string", List.of("\"open\"", "\"a \\\"b\\\"\"", "\"\""),
          "number", List.of("8", "-2.5", "+1e3", ".5", "inf", "-inf"),
          "unit", List.of("degC", "%", "`in`", "m/s", "µg/m³"),
          "count", List.of("1", "2", "+3"),
          "duration", List.of("5m", "1h30m", "250ms", "7d"));

  /** The same, so that two units for one channel and several channels in one count are rare. */
  private static final Map<String, List<String>> ONE_CHANNEL = oneChannel();

  private static Map<String, List<String>> oneChannel() {
    Map<String, List<String>> words = new HashMap<>(WORDS);
    words.put("name", List.of("t"));
    words.put("unit", List.of("degC"));
    words.put("number", List.of("8"));
    return words;
  }

  private static String page;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("..", "docs", "rules.md")).replace("\r\n", "\n");
  }

  @Test
  void everyExampleIsARuleAndIsPrintedAsOne() {
    List<String> rules = blocks("rules").stream().flatMap(String::lines).toList();
    assertThat(rules).hasSizeGreaterThan(10);
    for (String rule : rules) {
      ParsedRule parsed = RuleParser.parseWithUnits(rule);
      ParsedRule again = RuleParser.parseWithUnits(RuleText.print(parsed));
      assertThat(again.rule()).as(rule).isEqualTo(parsed.rule());
      assertThat(again.units()).as(rule).isEqualTo(parsed.units());
    }
  }

  @Test
  void everyConditionOfTheTableIsRead() {
    String table = page.substring(page.indexOf("## Conditions"), page.indexOf("## Shaping"));
    List<String> conditions = new ArrayList<>();
    for (String row : table.lines().filter(line -> line.startsWith("| `")).toList()) {
      Matcher code = Pattern.compile("`([^`]+)`").matcher(row.split(" \\| ")[0]);
      while (code.find()) {
        conditions.add(code.group(1));
      }
    }
    assertThat(conditions).hasSizeGreaterThan(30).allSatisfy(RuleParser::parse);
  }

  @Test
  void everyShapingWordOfTheTableIsRead() {
    String table = page.substring(page.indexOf("## Shaping"), page.indexOf("## Devices"));
    Set<String> words = new TreeSet<>();
    for (String row : table.lines().filter(line -> line.startsWith("| `")).toList()) {
      Matcher code = Pattern.compile("`([^`]+)`").matcher(row.split(" \\| ")[0]);
      while (code.find()) {
        RuleParser.parse("t > 8 " + code.group(1));
        words.add(code.group(1).split(" ")[0]);
      }
    }
    assertThat(words).isEqualTo(new TreeSet<>(Words.SHAPING));
  }

  @Test
  void everyFileIsOne() {
    assertThat(blocks("file")).hasSize(1);
    assertThat(RuleFile.parse("page", blocks("file").get(0)).rules()).hasSize(3);
  }

  @Test
  void theGrammarHasEveryWordOfTheLanguageAndNoOther() {
    Ebnf grammar = new Ebnf(blocks("ebnf").get(0));
    Set<String> undefined = grammar.named();
    undefined.removeAll(grammar.defined());
    assertThat(undefined).as("defined in the second part").isEqualTo(new TreeSet<>(WORDS.keySet()));
    for (String name : undefined) {
      assertThat(blocks("ebnf").get(1)).containsPattern("(?m)^" + name + " +=");
    }
    Set<String> unused = grammar.defined();
    unused.removeAll(grammar.named());
    assertThat(unused).as("used nowhere").containsExactly("rule");
    Set<String> known = new TreeSet<>(Words.FUNCTIONS);
    known.addAll(Words.RESERVED);
    known.addAll(Words.LOCAL);
    known.add(Words.K_OF_DEVICES);
    known.remove("inf");
    Set<String> words = grammar.terminals();
    words.removeIf(terminal -> !Character.isLetter(terminal.charAt(0)));
    assertThat(words).isEqualTo(known);
  }

  @Test
  void theReservedWordsAreListed() {
    String names = page.substring(page.indexOf("## Names"), page.indexOf("## Files"));
    Set<String> listed = new TreeSet<>(Words.SHAPING);
    Matcher code =
        Pattern.compile("`([a-zA-Z][a-zA-Z ]*)`")
            .matcher(names.substring(0, names.indexOf("The names of")));
    while (code.find()) {
      listed.addAll(List.of(code.group(1).split(" ")));
    }
    assertThat(listed).isEqualTo(new TreeSet<>(Words.RESERVED));
  }

  /** What the grammar can say is read, but for what the page names, and comes back from print. */
  @Test
  void sentencesOfTheGrammarAreRules() {
    Ebnf grammar = new Ebnf(blocks("ebnf").get(0));
    int read = 0;
    for (long seed = 0; seed < SENTENCES; seed++) {
      Map<String, List<String>> words = seed % 4 == 0 ? WORDS : ONE_CHANNEL;
      String sentence = grammar.sentence("rule", new Random(seed), words);
      try {
        ParsedRule parsed = RuleParser.parseWithUnits(sentence);
        if (!RuleParser.parse(RuleText.print(parsed.rule())).equals(parsed.rule())) {
          fail("seed %s: %s%nis not %s", seed, sentence, parsed);
        }
        read++;
      } catch (RuleSyntaxException e) {
        assertThat(e.getMessage()).as("seed %s: %s", seed, sentence).containsPattern(REFUSED);
      }
    }
    assertThat(read).isGreaterThan(SENTENCES / 3);
  }

  @Test
  void everyExampleInAHintIsRead() {
    assertThat(Words.EXAMPLES.values()).allSatisfy(RuleParser::parse);
    RuleParser.parse(Words.K_OF_DEVICES_EXAMPLE);
  }

  @Test
  void theErrorShownIsOneOfTheTable() throws IOException {
    String error = page.substring(page.indexOf("## Errors"), page.indexOf("## Grammar"));
    String message = error.lines().filter(line -> line.startsWith("column ")).findFirst().get();
    assertThat(WrongRulesTest.table()).contains("\n  " + message + "\n");
  }

  private static List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```\n", Pattern.DOTALL).matcher(page);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }
}
