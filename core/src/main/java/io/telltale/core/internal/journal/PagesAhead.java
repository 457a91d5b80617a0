package io.telltale.core.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Reads the pages of a roll file that frames will go to next, which are allocated and hold nothing:
 * then they are in the page cache, and an appender need not wait for memory that nobody used
 * before. On a virtual machine that can take longer than all else that it does.
 *
 * <p><b>Threading:</b> one thread, beside appenders. <b>Allocation:</b> a channel for each file.
 * <b>Lifetime:</b> close it.
 */
final class PagesAhead implements AutoCloseable {
  private static final long AHEAD_BYTES = 8L << 20;
  private static final int STEP_BYTES = 256 << 10;

  private final ByteBuffer scratch = ByteBuffer.allocateDirect(STEP_BYTES);
  private final RollFiles files;
  private int cycle = -1;
  private FileChannel channel;
  private long readTo;

  PagesAhead(RollFiles files) {
    this.files = files;
  }

  /**
   * Reads one step, unless enough was read.
   *
   * @param current of the file that frames go to
   * @param end where the last frame ends
   * @param allocatedTo up to where the file has blocks
   * @return whether there was something to read
   */
  boolean read(int current, long end, long allocatedTo) {
    if (current != cycle) {
      // a roll file that is deleted keeps its blocks until nobody has it open
      closeQuietly();
    }
    long begin = current == cycle ? Math.max(readTo, end) : end;
    if (end == 0 || begin - end >= AHEAD_BYTES || begin + STEP_BYTES > allocatedTo) {
      return false;
    }
    try {
      if (current != cycle) {
        channel = FileChannel.open(files.fileOf(current), StandardOpenOption.READ);
        cycle = current;
      }
      readTo = begin + STEP_BYTES;
      return channel != null && channel.read(scratch.clear(), begin) > 0;
    } catch (IOException e) {
      // nothing depends on it; the next file is another chance
      return false;
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      channel = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
