package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogLayout.MAX_TEXT_BYTES;

import java.nio.charset.StandardCharsets;

/** The texts that a catalog takes: UTF-8 of at most 1,024 bytes. */
final class CatalogText {
  private CatalogText() {}

  /** Encodes a text that must not be empty; {@code what} names it in the message. */
  static byte[] encode(String what, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return encodeOrEmpty(what, text);
  }

  /** Encodes a text that may be empty. */
  static byte[] encodeOrEmpty(String what, String text) {
    // A char is at least a byte: do not encode megabytes to find out.
    if (text.length() > MAX_TEXT_BYTES) {
      throw tooLong(what, text, text.length() + " characters");
    }
    requireWellFormed(what, text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT_BYTES) {
      throw tooLong(what, text, bytes.length + " bytes");
    }
    return bytes;
  }

  /** Half a surrogate pair has no UTF-8: it would come back as another text. */
  private static void requireWellFormed(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(
            what + " is not well-formed Unicode: half a surrogate pair at index " + i);
      }
    }
  }

  private static IllegalArgumentException tooLong(String what, String text, String length) {
    return new IllegalArgumentException(
        what
            + " has "
            + length
            + ", at most "
            + MAX_TEXT_BYTES
            + " bytes of UTF-8 are allowed: "
            + text.substring(0, 32)
            + "...");
  }
}
