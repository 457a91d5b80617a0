package io.telltale.ingest.internal;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The text of an input that may be gzip (told by its first two bytes, not by a name), counting the
 * bytes as they came in.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> buffers, once. <b>Lifetime:</b> the caller
 * closes its own stream.
 */
public final class ImportInput extends FilterInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Counter counter;

  private ImportInput(InputStream text, Counter counter) {
    super(text);
    this.counter = counter;
  }

  /**
   * Looks at the first bytes and unpacks when they say gzip.
   *
   * @param raw the input
   * @return the text within
   * @throws IOException when reading fails
   */
  public static ImportInput open(InputStream raw) throws IOException {
    Counter counter = new Counter(raw);
    BufferedInputStream buffered = new BufferedInputStream(counter, BUFFER_BYTES);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return new ImportInput(gzip ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered, counter);
  }

  /**
   * How far the input has been read, before unpacking.
   *
   * @return bytes
   */
  public long bytesRead() {
    return counter.bytes;
  }

  private static final class Counter extends FilterInputStream {
    private long bytes;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      bytes += Math.max(count, 0);
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
