package io.telltale.query.text;

/**
 * One word of a rule.
 *
 * @param type what it is
 * @param text its text; of names and strings in quotes, what they quote
 * @param column where it starts, from 1
 * @param end where it ends, exclusive, from 0
 */
record Token(Type type, String text, int column, int end) {
  /** What a token is. */
  enum Type {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMERAL,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return type == Type.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return type == Type.WORD && text.equals(word);
  }

  /** How the token is named in an error. */
  String shown() {
    return switch (type) {
      case END -> "the end of the rule";
      case STRING -> "the string \"" + text + "\"";
      case QUOTED_NAME -> "the name `" + text + "`";
      default -> text.equals("'") ? "a single quote" : "'" + text + "'";
    };
  }

  RuleSyntaxException expected(String what) {
    return expected(what, "");
  }

  RuleSyntaxException expected(String what, String hint) {
    return new RuleSyntaxException(column, what, shown(), hint);
  }
}
