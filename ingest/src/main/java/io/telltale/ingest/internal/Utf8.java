package io.telltale.ingest.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8 and counts characters, without decoding. */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SIGN_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Finds the first byte that does not belong to valid UTF-8 (RFC 3629: no overlong forms, no
   * surrogates, nothing above U+10FFFF).
   *
   * @param bytes the text
   * @param from where it starts
   * @param to where it ends, exclusive
   * @return where the first bad sequence starts, or -1
   */
  public static int firstInvalid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & SIGN_BITS) == 0) {
        at += Long.BYTES;
        continue;
      }
      int length = bytes[at] >= 0 ? 1 : sequenceLength(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /**
   * Counts the characters (code points) of a text.
   *
   * @param bytes the text
   * @param from where it starts
   * @param to where it ends, exclusive
   * @return the number of bytes that do not continue a character
   */
  public static int characters(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > to) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean overlong = lead == 0xE0 && second < 0xA0 || lead == 0xF0 && second < 0x90;
    boolean outside = lead == 0xED && second > 0x9F || lead == 0xF4 && second > 0x8F;
    return overlong || outside ? 0 : length;
  }
}
