package io.telltale.cli.output;

import java.util.Map;

/** Named texts as one text: {@code model=RF28 site="Kiel, north"}. */
final class MapText {
  private MapText() {}

  static String of(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (text.length() > 0) {
            text.append(' ');
          }
          appendQuoted(text, name);
          text.append('=');
          appendQuoted(text, value);
        });
    return text.toString();
  }

  private static void appendQuoted(StringBuilder text, String part) {
    if (isPlain(part)) {
      text.append(part);
      return;
    }
    text.append('"');
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  private static boolean isPlain(String part) {
    if (part.isEmpty()) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '"' || c == '=' || c == '\\' || Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }
}
