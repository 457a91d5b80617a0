package io.telltale.query.text;

import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of rules: {@code name: rule}, one a line; a # outside of quotes begins a comment, and
 * blank lines do not count. UTF-8.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> freely when read. <b>Lifetime:</b> as long as
 * wanted; the file is closed again at once.
 */
public final class RuleFile {
  /** A name, the rule's own text behind it. */
  private static final Pattern NAMED =
      Pattern.compile("\\s*([\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\-]*)\\s*:\\s*");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String source;
  private final List<Line> lines;

  private RuleFile(String source, List<Line> lines) {
    this.source = source;
    this.lines = lines;
  }

  /**
   * One rule of the file.
   *
   * @param name what it is called
   * @param line where it stands, from 1
   * @param column where the rule behind the name begins, from 1
   * @param text the rule as written, without its comment
   * @param parsed the rule
   */
  public record Entry(String name, int line, int column, String text, ParsedRule parsed) {
    public Entry {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(parsed, "parsed");
    }
  }

  /** A line: its rule, or null, and its comment with the #, or an empty text. */
  private record Line(Entry entry, String comment) {
    String print() {
      String rule = entry == null ? "" : entry.name() + ": " + RuleText.print(entry.parsed());
      return rule + (rule.isEmpty() || comment.isEmpty() ? "" : " ") + comment;
    }
  }

  /**
   * Reads a file of rules.
   *
   * @param file where
   * @return its rules
   * @throws IOException when the file cannot be read, or is no UTF-8
   * @throws RuleFileException naming every line that is no rule
   */
  public static RuleFile read(Path file) throws IOException {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IOException("not UTF-8: " + file, e);
    }
  }

  /**
   * Reads rules.
   *
   * @param source what errors call the text
   * @param text the lines
   * @return its rules
   * @throws RuleFileException naming every line that is no rule
   */
  public static RuleFile parse(String source, String text) {
    List<Line> lines = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    String all = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    int number = 0;
    for (String line : all.split("\r?\n", -1)) {
      number++;
      try {
        lines.add(line(line, number, names));
      } catch (RuleSyntaxException e) {
        problems.add(new RuleProblem(number, e.column(), e.reason()));
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleFileException(source, problems);
    }
    if (all.endsWith("\n") || all.isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return new RuleFile(source, lines);
  }

  private static Line line(String line, int number, Map<String, Integer> names) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Line(null, text);
    }
    int start = line.indexOf(text);
    Matcher named = NAMED.matcher(line);
    if (!named.lookingAt()) {
      throw new RuleSyntaxException(
          start + 1,
          "a name and a rule, for instance hot: temperature > 90",
          "no name with a ':' behind it");
    }
    String name = named.group(1);
    Integer before = names.putIfAbsent(name, number);
    if (before != null) {
      throw new RuleSyntaxException(
          named.start(1) + 1,
          "a name of its own for each rule",
          "'" + name + "', which line " + before + " has");
    }
    return entry(line, number, name, named.end());
  }

  private static Line entry(String line, int number, String name, int at) {
    try {
      RuleReader reader = new RuleReader(line.substring(at));
      ParsedRule parsed = reader.rule();
      int end = at + reader.end();
      String text = line.substring(at, end).strip();
      return new Line(new Entry(name, number, at + 1, text, parsed), line.substring(end).strip());
    } catch (RuleSyntaxException e) {
      throw new RuleSyntaxException(e.column() + at, e.expected(), e.found(), e.hint());
    }
  }

  /**
   * What errors call the file.
   *
   * @return its path, when it was read from one
   */
  public String source() {
    return source;
  }

  /**
   * The rules.
   *
   * @return in the order of the file
   */
  public List<Entry> rules() {
    return lines.stream().filter(line -> line.entry() != null).map(Line::entry).toList();
  }

  /**
   * Returns the rules once all of them fit a store.
   *
   * @param store that they are for
   * @return the rules, in order
   * @throws RuleFileException when some do not, with all that is wrong
   */
  public List<Entry> rulesFor(TelemetryStore store) {
    List<RuleProblem> problems = problems(store);
    if (!problems.isEmpty()) {
      throw new RuleFileException(source(), problems);
    }
    return rules();
  }

  /**
   * What keeps rules of the file from running on a store; see {@link ParsedRule#problems}.
   *
   * @param store where they are to run
   * @return the problems in the order of the file, empty when there are none
   */
  public List<RuleProblem> problems(TelemetryStore store) {
    List<RuleProblem> problems = new ArrayList<>();
    for (Entry entry : rules()) {
      for (RuleProblem problem : entry.parsed().problems(store)) {
        int column = problem.column() + entry.column() - 1;
        problems.add(new RuleProblem(entry.line(), column, problem.message()));
      }
    }
    return problems;
  }

  /**
   * Writes the file anew: every rule in its usual spelling, comments and blank lines as they are.
   *
   * @return the lines, each with a line feed
   */
  public String print() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.print()).append('\n'));
    return text.toString();
  }
}
