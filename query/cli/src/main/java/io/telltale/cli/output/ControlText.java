package io.telltale.cli.output;

/** Keeps texts from a file, such as serial numbers, from breaking lines or driving the terminal. */
public final class ControlText {
  private ControlText() {}

  /**
   * The text with control characters written as {@code \n}, {@code \t} or {@code \}{@code u001b}.
   *
   * @param text any text
   * @return the text itself when it has none
   */
  public static String visible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return escape(text);
      }
    }
    return text;
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            String hex = Integer.toHexString(c);
            escaped.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
