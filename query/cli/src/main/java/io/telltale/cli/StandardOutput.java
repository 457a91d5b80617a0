package io.telltale.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The process's standard output; unlike System.out it tells when it cannot be written. */
final class StandardOutput extends FilterOutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private StandardOutput(OutputStream target) {
    super(target);
  }

  static Writer open() {
    return on(new FileOutputStream(FileDescriptor.out));
  }

  static Writer on(OutputStream target) {
    return new java.io.BufferedWriter(
        new OutputStreamWriter(new StandardOutput(target), StandardCharsets.UTF_8), BUFFER_BYTES);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw isBrokenPipe(e)
          ? new OutputClosedException(e)
          : new IOException("standard output: " + e.getMessage(), e);
    }
  }

  /** The JDK has no type for it; these are what Unix and Windows say. */
  private static boolean isBrokenPipe(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe")
        || message.contains("pipe is being closed")
        || message.contains("pipe has been ended");
  }
}
