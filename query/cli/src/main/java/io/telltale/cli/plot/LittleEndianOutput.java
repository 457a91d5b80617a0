package io.telltale.cli.plot;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the low bytes of integers, the lowest first, through a buffer of its own. */
final class LittleEndianOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 3 << 13;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int size;

  LittleEndianOutput(OutputStream out) {
    this.out = out;
  }

  void write(long bits, int bytes) throws IOException {
    if (size + bytes > BUFFER_BYTES) {
      flush();
    }
    for (int i = 0; i < bytes; i++) {
      buffer[size++] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
