package io.telltale.ingest.line;

import io.telltale.ingest.internal.DecimalParser;

/** Reads field values that are not strings: numbers and booleans. */
final class FieldValueParser {
  private final DecimalParser decimals = new DecimalParser();
  private FieldType type;
  private long bits;
  private String reason;

  /** Reads one value; false: see {@link #reason}. */
  boolean parse(byte[] bytes, int from, int to) {
    if (from == to) {
      return refuse("missing field value");
    }
    byte last = bytes[to - 1];
    if (last == 'i' || last == 'u') {
      return parseInteger(bytes, from, to - 1, last == 'u');
    }
    byte first = bytes[from];
    if (first >= '0' && first <= '9' || first == '-' || first == '.') {
      if (decimals.parseDouble(bytes, from, to)) {
        return accept(FieldType.FLOAT, Double.doubleToRawLongBits(decimals.doubleValue()));
      }
      return refuse(decimals.tooLarge() ? "float out of range" : "not a number");
    }
    if (isWord(bytes, from, to, "true") || isLetter(bytes, from, to, 't', 'T')) {
      return accept(FieldType.BOOLEAN, 1);
    }
    if (isWord(bytes, from, to, "false") || isLetter(bytes, from, to, 'f', 'F')) {
      return accept(FieldType.BOOLEAN, 0);
    }
    return refuse("field value is no number, boolean or string in quotes");
  }

  FieldType type() {
    return type;
  }

  /** The value's 64 bits, as a channel of the type's own kind holds them. */
  long bits() {
    return bits;
  }

  String reason() {
    return reason;
  }

  private boolean parseInteger(byte[] bytes, int from, int to, boolean unsigned) {
    if (unsigned && from < to && bytes[from] == '-') {
      return refuse("negative unsigned integer");
    }
    boolean read =
        unsigned ? decimals.parseUnsigned(bytes, from, to) : decimals.parseLong(bytes, from, to);
    if (read) {
      return accept(unsigned ? FieldType.UNSIGNED : FieldType.INTEGER, decimals.longValue());
    }
    if (!decimals.tooLarge()) {
      return refuse("not an integer");
    }
    return refuse(unsigned ? "unsigned integer out of range" : "integer out of range");
  }

  private boolean accept(FieldType newType, long newBits) {
    type = newType;
    bits = newBits;
    return true;
  }

  private boolean refuse(String why) {
    reason = why;
    return false;
  }

  private static boolean isLetter(byte[] bytes, int from, int to, char lower, char upper) {
    return to - from == 1 && (bytes[from] == lower || bytes[from] == upper);
  }

  /** Whether the bytes are a word in lower case, upper case or with a capital. */
  private static boolean isWord(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    boolean lower = true;
    boolean upper = true;
    boolean capital = true;
    for (int i = 0; i < word.length(); i++) {
      char small = word.charAt(i);
      char large = Character.toUpperCase(small);
      byte given = bytes[from + i];
      lower &= given == small;
      upper &= given == large;
      capital &= given == (i == 0 ? large : small);
    }
    return lower || upper || capital;
  }
}
