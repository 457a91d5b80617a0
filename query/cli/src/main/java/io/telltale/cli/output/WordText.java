package io.telltale.cli.output;

/** One of several texts in a cell: in quotes unless it is plain, such as {@code "Kiel, north"}. */
final class WordText {
  private WordText() {}

  static void append(StringBuilder text, String word) {
    if (isPlain(word)) {
      text.append(word);
      return;
    }
    text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  private static boolean isPlain(String word) {
    if (word.isEmpty()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"' || c == '=' || c == '\\' || Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }
}
