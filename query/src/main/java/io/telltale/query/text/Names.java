package io.telltale.query.text;

/** Which names and units stand for themselves and which need backticks. */
final class Names {
  private static final String UNIT_STOPS = "(),|\"`<>=!&#";
  private static final String UNIT_STARTS = "%$'";

  private Names() {}

  static boolean isStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  static boolean isPart(char c) {
    return isStart(c) || c >= '0' && c <= '9' || c == '.';
  }

  /** Spaces of every kind, the one that does not break included. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Whether a name can be written without backticks. */
  static boolean isPlain(String name) {
    if (name.isEmpty() || !isStart(name.charAt(0)) || Words.RESERVED.contains(name)) {
      return false;
    }
    return name.chars().allMatch(c -> isPart((char) c));
  }

  /** Returns a name as it is to be written. */
  static String written(String name) {
    return isPlain(name) ? name : quoted(name);
  }

  /** Whether a unit without backticks may begin so. */
  static boolean isUnitStart(char c) {
    return c < 128
        ? isStart(c) && c != '_' || UNIT_STARTS.indexOf(c) >= 0
        : !isSpace(c) && !Character.isISOControl(c);
  }

  /** Whether a unit without backticks goes on with this. */
  static boolean isUnitPart(char c) {
    return !isSpace(c) && !Character.isISOControl(c) && UNIT_STOPS.indexOf(c) < 0;
  }

  /** Whether a unit can be written without backticks. */
  static boolean isPlainUnit(String unit) {
    return !unit.isEmpty()
        && isUnitStart(unit.charAt(0))
        && unit.chars().allMatch(c -> isUnitPart((char) c))
        && !Words.isTaken(unit);
  }

  /** Returns a unit as it is to be written. */
  static String writtenUnit(String unit) {
    return isPlainUnit(unit) ? unit : quoted(unit);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
