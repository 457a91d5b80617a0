package io.telltale.query.text;

import io.telltale.query.Condition;
import io.telltale.query.DeviceRule;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.WindowRule;
import io.telltale.query.text.Token.Type;
import java.util.List;

/** Reads whole rules and their combinations. Belongs to one thread and one text. */
final class RuleReader {
  private static final String END = "the end of the rule";

  private final Tokens tokens;
  private final Mentions mentions = new Mentions();
  private final ValueReader values;
  private final ConditionReader conditions;

  RuleReader(String text) {
    tokens = new Tokens(text);
    values = new ValueReader(tokens, mentions);
    conditions = new ConditionReader(tokens, mentions, values);
  }

  /** Reads all of the text as a rule. */
  ParsedRule rule() {
    WindowRule rule = tokens.isFunction(Words.K_OF_DEVICES) ? kOfDevices() : deviceRule(END);
    return new ParsedRule(rule, mentions.all());
  }

  /** Reads all of the text as a selector. */
  Selector selector() {
    Selector selector = new SelectorReader(tokens, values).selector();
    if (tokens.peek().type() != Type.END) {
      throw tokens.unexpected("'and', 'or' or the end", List.of("and", "or"));
    }
    return selector;
  }

  /** Returns where the text ends: its length, or where a comment begins. */
  int end() {
    while (tokens.peek().type() != Type.END) {
      tokens.take();
    }
    return tokens.peek().end();
  }

  private WindowRule kOfDevices() {
    tokens.take();
    tokens.take();
    int k = leastDevices();
    DeviceRule rule = deviceRule("')'");
    Token stale = tokens.peek();
    ShapingReader after = new ShapingReader(tokens, values).read();
    if (after.staleNs() > 0) {
      throw staleOutside(stale);
    }
    requireEnd(END, after);
    return new WindowRule.KOfDevices(k, after.where(), rule, after.shaping());
  }

  private int leastDevices() {
    try {
      int k = values.count();
      tokens.expect(",");
      return k;
    } catch (RuleSyntaxException e) {
      throw e.orExample(Words.K_OF_DEVICES_EXAMPLE);
    }
  }

  private static RuleSyntaxException staleOutside(Token first) {
    return new RuleSyntaxException(
        first.column(),
        "shaping without 'stale' behind kOfDevices(...)",
        "'stale'",
        "how long a reading speaks is said inside the parentheses");
  }

  /** Reads a rule up to what ends it, and that too. */
  private DeviceRule deviceRule(String end) {
    tokens.down();
    DeviceRule rule = isCombination() ? combination(end) : plain(end);
    tokens.up();
    return rule;
  }

  private Rule plain(String end) {
    if (tokens.isFunction(Words.K_OF_DEVICES)) {
      throw tokens
          .peek()
          .expected("a rule about one device", "kOfDevices stands around all of a rule");
    }
    Condition condition = conditions.condition();
    ShapingReader after = new ShapingReader(tokens, values).read();
    requireEnd(end, after);
    return new Rule(condition, after.staleNs(), after.shaping(), after.where());
  }

  private void requireEnd(String end, ShapingReader after) {
    Token next = tokens.peek();
    if (next.type() == Type.WORD && Words.COMBINING.contains(next.text())) {
      throw next.expected(
          after.expected(end),
          "each side of '" + next.text() + "' stands in parentheses: (rule) " + next.text());
    }
    if (after.isJoinedTooLate()) {
      throw next.expected(
          after.expected(end), "conditions are joined before the shaping, which is about all");
    }
    if (!takeEnd(end)) {
      throw tokens.unexpected(after.expected(end), after.candidates());
    }
  }

  private boolean takeEnd(String end) {
    return end.equals(END) ? tokens.peek().type() == Type.END : tokens.takeSymbol(")");
  }

  /** Whether here opens a parenthesis behind which a combination goes on. */
  private boolean isCombination() {
    Token after = tokens.isSymbol("(") ? tokens.afterParenthesis() : null;
    if (after == null || after.type() != Type.WORD || Words.RESERVED.contains(after.text())) {
      return after != null && after.type() == Type.WORD && Words.COMBINING.contains(after.text());
    }
    String hint = Spelling.hint(after.text(), Words.COMBINING);
    if (!hint.isEmpty()) {
      throw after.expected("'overlapping', 'followedBy' or 'notFollowedBy'", hint);
    }
    return false;
  }

  private DeviceRule combination(String end) {
    tokens.take();
    DeviceRule a = deviceRule("')'");
    Token word = tokens.take();
    tokens.expect("(", "'(': each side of '" + word.text() + "' stands in parentheses");
    DeviceRule b = deviceRule("')'");
    DeviceRule rule = combined(a, word, b, end);
    Token next = tokens.peek();
    if (takeEnd(end)) {
      return rule;
    }
    boolean inside =
        next.type() == Type.WORD
            && (Words.SHAPING.contains(next.text()) || next.text().equals("where"));
    boolean chain = next.type() == Type.WORD && Words.COMBINING.contains(next.text());
    String hint =
        inside
            ? "'" + next.text() + "' stands inside the parentheses, with the rule that it is about"
            : chain ? "put all before '" + next.text() + "' in parentheses" : "";
    throw hint.isEmpty()
        ? tokens.unexpected(end, List.of("for", "within"))
        : next.expected(end, hint);
  }

  private DeviceRule combined(DeviceRule a, Token word, DeviceRule b, String end) {
    if (word.isWord("overlapping")) {
      boolean said = tokens.takeWord("for");
      if (!said && tokens.isWord("within")) {
        throw tokens.peek().expected("'for' or " + end, "did you mean 'for'?");
      }
      return new DeviceRule.Overlapping(a, b, said ? values.durationAboveZero() : 1);
    }
    String wanted = "'within' and a duration, for instance within 5m";
    if (tokens.isWord("for")) {
      throw tokens.peek().expected(wanted, "did you mean 'within'?");
    }
    tokens.expectWord("within", wanted);
    long withinNs = values.duration();
    return word.isWord("followedBy")
        ? new DeviceRule.FollowedBy(a, b, withinNs)
        : new DeviceRule.NotFollowedBy(a, b, withinNs);
  }
}
