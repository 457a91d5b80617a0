package io.telltale.ingest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window on a text that slides forward; it grows while a line does not fit, up to a limit.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> when it grows. <b>Lifetime:</b> that of its
 * input.
 */
public final class LineBuffer {
  private static final int FIRST_BYTES = 1 << 18;

  private final InputStream in;
  private final int maxBytes;
  // One byte more than text is read into: the parser puts a line break there.
  private byte[] bytes = new byte[FIRST_BYTES + 1];
  private int position;
  private int limit;
  private boolean ended;

  public LineBuffer(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int limit() {
    return limit;
  }

  /** Whether the input holds nothing behind the limit. */
  public boolean ended() {
    return ended;
  }

  public void moveTo(int newPosition) {
    position = newPosition;
  }

  /**
   * Reads on behind the limit, keeping what lies between position and limit; false when there is no
   * room for more.
   */
  public boolean readMore() throws IOException {
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (limit == bytes.length - 1) {
      if (limit >= maxBytes) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, Math.min(2 * limit, maxBytes) + 1);
    }
    int count = in.read(bytes, limit, bytes.length - 1 - limit);
    ended = count < 0;
    limit += Math.max(count, 0);
    return true;
  }

  /**
   * Skips the mark that some programs put before UTF-8. Call it first.
   *
   * @throws IOException when reading fails
   */
  public void skipByteOrderMark() throws IOException {
    while (limit < 3 && !ended) {
      readMore();
    }
    if (limit >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      position = 3;
    }
  }
}
