package io.telltale.query.text;

import io.telltale.query.text.Token.Type;
import java.util.Collection;
import java.util.List;

/** Where in a rule's text its reading stands. Belongs to one thread and one text. */
final class Tokens {
  private static final int MOST_LEVELS = 100;

  private final String text;
  private final List<Token> tokens;
  private int at;
  private int levels;

  /** The unit just read, which may be a word misspelled, and where the reading stood after it. */
  private Token unit;

  private int afterUnit = -1;

  Tokens(String text) {
    this.text = text;
    tokens = Lexer.tokens(text);
  }

  Token peek() {
    return tokens.get(at);
  }

  /** Returns a token further on; behind the last, the END. */
  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /** Returns the token and moves on; the END stays. */
  Token take() {
    Token token = peek();
    if (token.type() != Type.END) {
      at++;
    }
    return token;
  }

  boolean isWord(String word) {
    return peek().isWord(word);
  }

  boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  boolean isFunction(String name) {
    return isWord(name) && peek(1).isSymbol("(");
  }

  boolean takeWord(String word) {
    boolean there = isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  boolean takeSymbol(String symbol) {
    boolean there = isSymbol(symbol);
    at += there ? 1 : 0;
    return there;
  }

  void expect(String symbol) {
    expect(symbol, "'" + symbol + "'");
  }

  void expect(String symbol, String wanted) {
    if (!takeSymbol(symbol)) {
      throw unexpected(wanted, List.of());
    }
  }

  void expectWord(String word, String wanted) {
    if (!takeWord(word)) {
      throw unexpected(wanted, List.of(word));
    }
  }

  /** Returns the text between two offsets. */
  String text(int from, int to) {
    return text.substring(from, to);
  }

  /** Returns where the run of characters ends that can be part of a unit. */
  int unitEnd(int from) {
    int end = from;
    while (end < text.length() && Names.isUnitPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether a unit without backticks may begin at this offset. */
  boolean isUnitStart(int offset) {
    return offset < text.length() && Names.isUnitStart(text.charAt(offset));
  }

  /** Moves on to the first token that does not begin before this offset, behind a unit. */
  void passUnit(int from, int to) {
    while (peek().type() != Type.END && peek().column() <= to) {
      at++;
    }
    unit = new Token(Type.WORD, text(from, to), from + 1, to);
    afterUnit = at;
  }

  /** Returns the token that closes the parenthesis which opens here, or null. */
  Token afterParenthesis() {
    int level = 0;
    for (int i = at; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      level += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (level == 0) {
        return tokens.get(Math.min(i + 1, tokens.size() - 1));
      }
    }
    return null;
  }

  /** One level deeper; rules nest no deeper than a stack can bear. */
  void down() {
    if (++levels > MOST_LEVELS) {
      throw peek().expected("at most " + MOST_LEVELS + " levels of parentheses and 'not'");
    }
  }

  void up() {
    levels--;
  }

  /**
   * Blames the token that stands here, or the unit before it where that looks like one of the words
   * that could have stood there.
   */
  RuleSyntaxException unexpected(String wanted, Collection<String> words) {
    Token token = peek();
    String hint = Spelling.hint(token.text(), words);
    if (hint.isEmpty() && at == afterUnit) {
      String unitHint = Spelling.hint(unit.text(), words);
      if (!unitHint.isEmpty()) {
        return unit.expected(wanted, unitHint);
      }
    }
    return token.expected(wanted, hint.isEmpty() ? nameHint(token) : hint);
  }

  /** Names with other characters fall apart: what is left of them stands side by side. */
  private String nameHint(Token token) {
    if (at == 0 || token.type() == Type.END || token.type() == Type.STRING) {
      return "";
    }
    Token before = tokens.get(at - 1);
    boolean apart = before.type() != Type.WORD || before.end() != token.column() - 1;
    boolean operator =
        token.type() == Type.SYMBOL && "(),|=<>!".indexOf(token.text().charAt(0)) >= 0;
    return apart || operator
        ? ""
        : "a name of other characters than letters, digits, '_' and '.' stands in `backticks`";
  }
}
