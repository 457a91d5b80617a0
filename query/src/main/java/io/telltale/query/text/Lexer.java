package io.telltale.query.text;

import io.telltale.query.text.Token.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a rule's text into tokens; a # outside of quotes ends it. Belongs to one thread and one
 * text.
 */
final class Lexer {
  private static final Set<String> TWO_CHARACTER_SYMBOLS =
      Set.of(">=", "<=", "==", "!=", "&&", "||", "<>", "=<", "=>");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** Returns the tokens, an END last. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.type() != Type.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && Names.isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length() || text.charAt(at) == '#') {
      return new Token(Type.END, "", at + 1, at);
    }
    char c = text.charAt(at);
    if (c == '`') {
      return quotedName();
    }
    if (c == '"') {
      return string();
    }
    if (isNumeralStart(c)) {
      return numeral();
    }
    return Names.isStart(c) ? word() : symbol();
  }

  private boolean isNumeralStart(char c) {
    if (c == '+' || c == '-' || c == '.') {
      return at + 1 < text.length() && Names.isPart(text.charAt(at + 1));
    }
    return isDigit(c);
  }

  private Token numeral() {
    int start = at++;
    while (at < text.length() && isNumeralPart(text.charAt(at))) {
      at++;
    }
    return new Token(Type.NUMERAL, text.substring(start, at), start + 1, at);
  }

  private boolean isNumeralPart(char c) {
    if (c == '+' || c == '-') {
      char before = text.charAt(at - 1);
      return (before == 'e' || before == 'E') && isDigit(text.charAt(at - 2));
    }
    return Names.isPart(c);
  }

  private Token word() {
    int start = at++;
    while (at < text.length() && Names.isPart(text.charAt(at))) {
      at++;
    }
    return new Token(Type.WORD, text.substring(start, at), start + 1, at);
  }

  private Token symbol() {
    int start = at++;
    if (at < text.length() && TWO_CHARACTER_SYMBOLS.contains(text.substring(start, at + 1))) {
      at++;
    }
    if (Character.isHighSurrogate(text.charAt(start)) && at < text.length()) {
      at++;
    }
    return new Token(Type.SYMBOL, text.substring(start, at), start + 1, at);
  }

  private Token quotedName() {
    int start = at++;
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '`') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '`') {
        name.append(c);
        at++;
      } else {
        return new Token(Type.QUOTED_NAME, name.toString(), start + 1, at);
      }
    }
    throw new RuleSyntaxException(
        text.length() + 1, "a ` that closes the name", "the end of the rule");
  }

  private Token string() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return new Token(Type.STRING, value.toString(), start + 1, at);
      }
      value.append(c == '\\' ? escaped() : c);
    }
    throw new RuleSyntaxException(
        text.length() + 1, "a \" that closes the string", "the end of the rule");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at) : ' ';
    at++;
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default ->
          throw new RuleSyntaxException(at - 1, "one of \\\" \\\\ \\n \\r \\t", "'\\" + c + "'");
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
