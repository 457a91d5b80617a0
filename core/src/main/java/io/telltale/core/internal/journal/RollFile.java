package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;

/**
 * The frames of one roll file that another may be writing, one behind the other, without Chronicle:
 * its reader needs JVM flags, and makes a file anew that is deleted just when it is about to open
 * it. The layout is in docs/format/journal.md.
 *
 * <p>A window of the file is read twice: headers that are complete in the first copy say how much
 * of the second can be trusted, for a header is written behind what it is the header of.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once open. <b>Lifetime:</b> close it; a
 * file that is deleted keeps its blocks until then.
 */
final class RollFile implements AutoCloseable {
  static final int NONE = -1;

  /** Of a header's 32 bits: somebody is writing the document. Alone, its length is not known. */
  static final int NOT_COMPLETE = 1 << 31;

  /** Not a frame, but something of Chronicle's own. */
  private static final int META_DATA = 1 << 30;

  private static final int LENGTH_MASK = META_DATA - 1;

  /** In place of a header: no document follows. */
  private static final int END = NOT_COMPLETE | META_DATA;

  /** What the first document holds first: the name of a field, {@code header}. */
  private static final ByteBuffer FIRST =
      ByteBuffer.wrap(new byte[] {(byte) 0xb9, 6, 'h', 'e', 'a', 'd', 'e', 'r'});

  /** Any frame fits. */
  private static final int WINDOW_BYTES = 256 << 10;

  private final FileHandle file;
  private final ByteBuffer window;
  private long windowAt;
  private long at;

  /** Documents before this place are complete, and in the window. */
  private long completeTo;

  private int sequence;

  private RollFile(FileHandle file, ByteBuffer window) {
    this.file = file;
    this.window = window;
  }

  /** Makes what a file is read into; one file at a time may have it. */
  static ByteBuffer window() {
    return ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Opens a file; returns null when it is gone, or nobody has finished its first header. */
  static RollFile open(FileOps ops, Path path, ByteBuffer window) {
    RollFile opened = null;
    boolean begun = false;
    try {
      opened = new RollFile(ops.openRead(path), window);
      begun = opened.isBegun();
      return begun ? opened : null;
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", path, e);
    } finally {
      if (opened != null && !begun) {
        opened.close();
      }
    }
  }

  private boolean isBegun() throws IOException {
    if (read(0, Integer.BYTES) < Integer.BYTES || !isComplete(window.getInt(0))) {
      return false;
    }
    int bytes = read(0, Integer.BYTES + FIRST.limit());
    if ((window.getInt(0) & META_DATA) == 0 || !window.position(Integer.BYTES).equals(FIRST)) {
      throw new CorruptStoreException(
          file.path(), 0, "not a file of a journal, by its first " + bytes + " bytes");
    }
    return true;
  }

  /**
   * Copies the next frame out.
   *
   * @param into cleared first, flipped after; takes what it has room for
   * @param from frames before this one are passed over
   * @return the frame's number, from 0, or {@link #NONE} when there is none yet
   */
  int next(ByteBuffer into, long from) {
    while (at < completeTo || look()) {
      int begin = (int) (at - windowAt) + Integer.BYTES;
      int header = window.getInt(begin - Integer.BYTES);
      int length = header & LENGTH_MASK;
      if ((header & META_DATA) != 0) {
        checkOwn(begin, length);
      }
      at = behind(at, length);
      if ((header & META_DATA) == 0 && sequence++ >= from) {
        into.clear();
        into.limit(Math.min(Math.min(length, into.capacity()), window.limit() - begin));
        into.put(0, window, begin, into.limit());
        return sequence - 1;
      }
    }
    return NONE;
  }

  /** Whether no frame will ever follow. */
  boolean isEnded() {
    try {
      return read(at, Integer.BYTES) == Integer.BYTES && window.getInt(0) == END;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file.path(), e);
    }
  }

  /** Whether no frame was passed yet. */
  boolean isUntouched() {
    return sequence == 0;
  }

  /** Whether the file was deleted. */
  boolean isGone(FileOps ops) {
    return !ops.exists(file.path());
  }

  /** Says that what follows is missing. */
  CorruptStoreException unended() {
    return new CorruptStoreException(
        file.path(), at, "the file does not go on and has no end, though a later one has begun");
  }

  /**
   * Marks the end of a file that a killed process left: Chronicle would wait ten seconds for
   * whoever began a frame there. Only for the one who may write.
   */
  static void end(FileOps ops, Path path) {
    try (RollFile left = open(ops, path, window())) {
      if (left == null) {
        // it has no header: what there is in it only Chronicle may know
        return;
      }
      ByteBuffer nothing = ByteBuffer.allocate(0);
      while (left.next(nothing, Long.MAX_VALUE) != NONE) {
        // up to the end
      }
      if (!left.isEnded()) {
        left.write(END);
      }
    }
  }

  private void write(int header) {
    ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      channel.write(word.putInt(0, header), at);
    } catch (IOException e) {
      throw IoFailure.of("end the journal", file.path(), e);
    }
  }

  private void checkOwn(int begin, int length) {
    boolean frame = length >= Integer.BYTES && window.getInt(begin) == FrameLayout.MAGIC;
    if (frame) {
      throw new CorruptStoreException(file.path(), at, "a frame that is marked as none");
    }
  }

  /** Reads on; returns whether there is something complete. */
  private boolean look() {
    try {
      int bytes = read(at, WINDOW_BYTES);
      completeTo = complete(bytes);
      return completeTo > at && read(at, (int) Math.min(completeTo - at, WINDOW_BYTES)) > 0;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file.path(), e);
    }
  }

  /** Returns where those documents end that are complete, and of which the window has so much. */
  private long complete(int bytes) throws IOException {
    long end = at;
    while (end + Integer.BYTES <= at + bytes) {
      int header = window.getInt((int) (end - at));
      boolean complete = isComplete(header);
      long next = behind(end, header & LENGTH_MASK);
      if (end == at) {
        checkFirst(header);
      }
      if (!complete || end > at && next > at + bytes) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** Of the next document; what comes before a damaged one is handed over first. */
  private void checkFirst(int header) throws IOException {
    int length = header & LENGTH_MASK;
    String fault = null;
    if (isComplete(header) && at + Integer.BYTES + length > file.size()) {
      fault = "a document of " + length + " bytes, for which the file is too short";
    } else if ((header & NOT_COMPLETE) != 0 && length != 0) {
      fault = "a document that is not complete and has a length";
    }
    if (fault != null) {
      throw new CorruptStoreException(file.path(), at, fault);
    }
  }

  private static boolean isComplete(int header) {
    return header != 0 && (header & NOT_COMPLETE) == 0;
  }

  private static long behind(long document, int length) {
    return BitUtil.align(document + Integer.BYTES + length, Integer.BYTES);
  }

  /** Fills the window from a place on; returns how many bytes there were. */
  private int read(long from, int most) throws IOException {
    windowAt = from;
    window.clear();
    window.limit((int) Math.max(0, Math.min(file.size() - from, most)));
    file.readFully(window, from);
    return window.flip().limit();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw IoFailure.of("close the journal", file.path(), e);
    }
  }
}
