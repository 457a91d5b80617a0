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
          WordText.append(text, name);
          text.append('=');
          WordText.append(text, value);
        });
    return text.toString();
  }
}
