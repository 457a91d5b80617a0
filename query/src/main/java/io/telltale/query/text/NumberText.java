package io.telltale.query.text;

import io.telltale.query.text.Token.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits as people write them: integers are exact, everything else is a double. */
final class NumberText {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final double EXACT_LIMIT = 0x1p53;

  private NumberText() {}

  /** Returns how many characters of a token are a number: the rest is a unit; 0: none. */
  static int length(Token token) {
    String text = token.text();
    if (token.isWord("inf")
        || token.type() == Type.NUMERAL && (text.equals("+inf") || text.equals("-inf"))) {
      return text.length();
    }
    if (token.type() != Type.NUMERAL || text.startsWith("0x") || text.startsWith("0X")) {
      return 0;
    }
    Matcher decimal = DECIMAL.matcher(text);
    return decimal.lookingAt() ? decimal.end() : 0;
  }

  /** Reads a Long where the text is an integer of 64 bits, else a Double. */
  static Number parse(Token token, int length) {
    String text = token.text().substring(0, length);
    if (text.endsWith("inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (INTEGER.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return finite(token, text);
      }
    }
    return finite(token, text);
  }

  private static Number finite(Token token, String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw token.expected("a number below 1.8e308");
    }
    return value;
  }

  /** Writes a number so that {@link #parse} gives the same, of the same type. */
  static String print(Number number) {
    if (number instanceof Double d && d.isInfinite()) {
      return d > 0 ? "inf" : "-inf";
    }
    return number.toString();
  }

  /** Writes a number that is a double wherever it stands: {@code 6} for 6.0. */
  static String printDouble(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < EXACT_LIMIT;
    boolean negativeZero = number == 0 && 1 / number < 0;
    return whole && !negativeZero ? Long.toString((long) number) : print(number);
  }
}
