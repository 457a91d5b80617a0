package io.telltale.query.text;

import io.telltale.query.text.Token.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads names, numbers, units, durations and strings. Belongs to one thread and one text. */
final class ValueReader {
  private static final String RATE = "a rate per second, for instance 0.5/s";
  private static final String STATE = "a state in \"quotes\"";
  private static final String QUOTES = "\u201c\u201d\u201e\u2018\u2019'";

  private final Tokens tokens;
  private final Mentions mentions;

  ValueReader(Tokens tokens, Mentions mentions) {
    this.tokens = tokens;
    this.mentions = mentions;
  }

  /** Reads a name, of a channel or of an attribute. */
  Token name(String wanted) {
    Token name = tokens.peek();
    if (name.type() == Type.QUOTED_NAME) {
      return tokens.take();
    }
    if (name.type() == Type.WORD && Words.RESERVED.contains(name.text())) {
      String hint = "a name that is a word of the language stands in `backticks`";
      throw name.expected(wanted, hint);
    }
    if (name.type() != Type.WORD) {
      throw tokens.unexpected(wanted, List.of());
    }
    return tokens.take();
  }

  /** Reads a number without a unit, for the arguments that are counts of deviations. */
  double plainNumber() {
    Token token = tokens.peek();
    int length = NumberText.length(token);
    if (length == 0 || length < token.text().length()) {
      throw token.expected("a number without a unit", numberHint(token));
    }
    tokens.take();
    return NumberText.parse(token, length).doubleValue();
  }

  /** Reads a limit of a mentioned channel, in its unit where one is written. */
  Number limit(int mention) {
    Token token = tokens.peek();
    Number number = number("a number");
    int from = token.column() - 1 + NumberText.length(token);
    unit(mention, token, from);
    return number;
  }

  /** Reads a rate of a mentioned channel: a number, a unit where one is written, and /s. */
  double rate(int mention) {
    Token token = tokens.peek();
    Number number = number(RATE);
    int end = token.column() - 1 + NumberText.length(token);
    boolean glued = end < token.end();
    Token next = tokens.peek();
    if (!glued && next.type() == Type.QUOTED_NAME) {
      tokens.take();
      mentions.unit(mention, unitText(next), next.column());
      int to = tokens.unitEnd(next.end());
      if (!tokens.text(next.end(), to).equals("/s")) {
        throw tokens.peek().expected("'/s': a rate is per second");
      }
      tokens.passUnit(next.end(), to);
      return number.doubleValue();
    }
    int from = glued ? end : next.column() - 1;
    boolean bare = !glued && next.isSymbol("/");
    boolean there = glued || bare || tokens.isUnitStart(from);
    if (!there || !bare && isWordOfTheLanguage(from, token, glued)) {
      return number.doubleValue();
    }
    int to = tokens.unitEnd(from);
    String run = tokens.text(from, to);
    if (!run.endsWith("/s") || run.length() > 2 && !tokens.isUnitStart(from)) {
      String hint = Spelling.hint(run, Words.AFTER_CONDITION);
      throw new RuleSyntaxException(from + 1, RATE, "'" + run + "'", hint);
    }
    if (run.length() > 2) {
      mentions.unit(mention, run.substring(0, run.length() - 2), from + 1);
    }
    tokens.passUnit(from, to);
    return number.doubleValue();
  }

  private Number number(String wanted) {
    Token token = tokens.peek();
    int length = NumberText.length(token);
    if (length == 0) {
      throw token.expected(wanted, numberHint(token));
    }
    tokens.take();
    return NumberText.parse(token, length);
  }

  private static String numberHint(Token token) {
    if (token.type() == Type.STRING) {
      return "a state is compared with == or in";
    }
    String text = token.text().toLowerCase(Locale.ROOT);
    if (token.type() == Type.WORD && text.equals("nan")) {
      return "notFinite(channel) finds NaN";
    }
    if (token.type() == Type.WORD && text.startsWith("inf")) {
      return "infinity is written inf";
    }
    return token.type() == Type.WORD && Spelling.meant(text, List.of("true", "false")) != null
        ? "true and false are compared with =="
        : "";
  }

  private void unit(int mention, Token number, int numberEnd) {
    boolean glued = numberEnd < number.end();
    Token next = tokens.peek();
    if (!glued && next.type() == Type.QUOTED_NAME) {
      mentions.unit(mention, unitText(next), next.column());
      tokens.take();
      return;
    }
    int from = glued ? numberEnd : next.column() - 1;
    if (!tokens.isUnitStart(from)) {
      if (glued) {
        throw number.expected("a number, with a unit behind it or none");
      }
      return;
    }
    if (isWordOfTheLanguage(from, number, glued)) {
      return;
    }
    int to = tokens.unitEnd(from);
    mentions.unit(mention, tokens.text(from, to), from + 1);
    tokens.passUnit(from, to);
  }

  /** Whether the rule goes on here, and not with a unit; misspelled words are no units either. */
  private boolean isWordOfTheLanguage(int from, Token number, boolean glued) {
    String run = tokens.text(from, tokens.unitEnd(from));
    if (!Words.isTaken(run)) {
      return false;
    }
    if (glued) {
      throw number.expected("a space between the number and '" + run + "'");
    }
    if (!Words.RESERVED.contains(run)) {
      throw new RuleSyntaxException(
          from + 1,
          "a unit or a word of the language",
          "'" + run + "'",
          Spelling.hint(run, Words.RESERVED));
    }
    return true;
  }

  private static String unitText(Token quoted) {
    if (quoted.text().isEmpty()) {
      throw quoted.expected("a unit");
    }
    return quoted.text();
  }

  /** Reads a duration. */
  long duration() {
    Token token = tokens.peek();
    try {
      long durationNs = DurationText.parse(token);
      tokens.take();
      return durationNs;
    } catch (RuleSyntaxException e) {
      String hint = DurationText.hint(token, tokens.peek(1));
      throw hint.isEmpty() ? e : token.expected(e.expected(), hint);
    }
  }

  long durationAboveZero() {
    Token token = tokens.peek();
    long durationNs = duration();
    if (durationNs == 0) {
      throw token.expected("a duration above 0");
    }
    return durationNs;
  }

  /** Reads a whole number from 1. */
  long count(long most) {
    Token token = tokens.peek();
    String wanted =
        "a whole number from 1" + (most == Integer.MAX_VALUE ? " to " + Integer.MAX_VALUE : "");
    int length = NumberText.length(token);
    if (token.type() != Type.NUMERAL
        || length < token.text().length()
        || !(NumberText.parse(token, length) instanceof Long count)
        || count < 1
        || count > most) {
      throw token.expected(wanted);
    }
    tokens.take();
    return count;
  }

  int count() {
    return (int) count(Integer.MAX_VALUE);
  }

  /** Reads a text in quotes. */
  String string(String wanted) {
    Token token = tokens.peek();
    if (token.type() != Type.STRING) {
      boolean otherQuote = token.type() == Type.SYMBOL && QUOTES.contains(token.text());
      throw token.expected(wanted, otherQuote ? "texts stand in straight double quotes" : "");
    }
    return tokens.take().text();
  }

  String state() {
    return string(STATE);
  }

  /** Reads texts in parentheses. */
  List<String> strings(String wanted) {
    tokens.expect("(");
    List<String> texts = new ArrayList<>();
    do {
      texts.add(string(wanted));
    } while (tokens.takeSymbol(","));
    tokens.expect(")", "',' or ')'");
    return texts;
  }

  List<String> states() {
    return strings(STATE);
  }
}
