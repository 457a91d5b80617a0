package io.telltale.ingest.line;

import java.nio.charset.StandardCharsets;

/** Takes backslashes out of names and strings, and puts them in. */
final class Escapes {
  private static final String IN_MEASUREMENT = ", ";
  private static final String IN_NAME = ",= ";
  private static final String IN_STRING = "\"\\";

  private Escapes() {}

  static String measurement(byte[] bytes, int from, int to) {
    return unescape(bytes, from, to, IN_MEASUREMENT);
  }

  /** A tag key, tag value or field key. */
  static String name(byte[] bytes, int from, int to) {
    return unescape(bytes, from, to, IN_NAME);
  }

  static String string(byte[] bytes, int from, int to) {
    return unescape(bytes, from, to, IN_STRING);
  }

  /** A tag key or value as line protocol writes it. */
  static void appendName(StringBuilder target, String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (IN_NAME.indexOf(c) >= 0) {
        target.append('\\');
      }
      target.append(c);
    }
  }

  private static String unescape(byte[] bytes, int from, int to, String special) {
    byte[] plain = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\\' && at + 1 < to && special.indexOf(bytes[at + 1]) >= 0) {
        at++;
      }
      plain[length++] = bytes[at];
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }
}
