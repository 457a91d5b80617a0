package io.telltale.ingest.csv;

import io.telltale.core.Kind;
import io.telltale.ingest.internal.DecimalParser;
import io.telltale.ingest.internal.ExactNumbers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the text of a cell as a kind says. */
final class CsvCell {
  private static final double EXACT_INTEGERS = 0x1p53;

  private final DecimalParser decimals = new DecimalParser();
  private long bits;

  /**
   * Reads a DOUBLE, LONG or BOOLEAN from text without blanks around it; returns why it cannot be
   * one, or null.
   */
  String read(String text, Kind kind) {
    boolean read =
        switch (kind) {
          case DOUBLE -> readDouble(text);
          case LONG -> readLong(text);
          case BOOLEAN -> readBoolean(text.toLowerCase(Locale.ROOT));
          case STATE -> throw new IllegalArgumentException("states are read by their channel");
        };
    return read ? null : text + " is no " + kind;
  }

  /** The 64 bits of what was read. */
  long bits() {
    return bits;
  }

  private boolean readDouble(String text) {
    byte[] bytes = ascii(text);
    if (decimals.parseDouble(bytes, 0, bytes.length)) {
      bits = Double.doubleToRawLongBits(decimals.doubleValue());
      return true;
    }
    Double special =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "nan" -> Double.NaN;
          case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
          case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
          default -> null;
        };
    bits = special == null ? 0 : Double.doubleToRawLongBits(special);
    return special != null;
  }

  private boolean readLong(String text) {
    byte[] bytes = ascii(text);
    if (decimals.parseLong(bytes, 0, bytes.length)) {
      bits = decimals.longValue();
      return true;
    }
    if (!decimals.tooLarge() && decimals.parseDouble(bytes, 0, bytes.length)) {
      double value = decimals.doubleValue();
      bits = (long) value;
      return ExactNumbers.fitsLong(value) && Math.abs(value) <= EXACT_INTEGERS;
    }
    return false;
  }

  private boolean readBoolean(String text) {
    bits = text.equals("true") || text.equals("1") ? 1 : 0;
    return bits == 1 || text.equals("false") || text.equals("0");
  }

  /** Other characters become question marks, which no number has. */
  private static byte[] ascii(String text) {
    int sign = text.startsWith("+") && text.length() > 1 && text.charAt(1) != '-' ? 1 : 0;
    return text.substring(sign).getBytes(StandardCharsets.US_ASCII);
  }
}
