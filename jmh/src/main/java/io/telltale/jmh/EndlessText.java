package io.telltale.jmh;

import java.io.InputStream;

/**
 * A text over and over, so that a parser is opened once and never comes to the end.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none by reading.
 */
final class EndlessText extends InputStream {
  private final byte[] text;
  private int at;

  EndlessText(byte[] text) {
    this.text = text;
  }

  @Override
  public int read() {
    int one = text[at] & 0xff;
    at = at + 1 == text.length ? 0 : at + 1;
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count = Math.min(length, text.length - at);
    System.arraycopy(text, at, into, offset, count);
    at = at + count == text.length ? 0 : at + count;
    return count;
  }
}
