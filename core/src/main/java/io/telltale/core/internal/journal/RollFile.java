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

  /** Room for frames is allocated in steps of half of that: behind more zeros nothing follows. */
  private static final long MAX_HOLE_BYTES = 32L << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(WINDOW_BYTES).asReadOnlyBuffer();

  private final FileHandle file;
  private final ByteBuffer window;
  private long windowAt;
  private long at;

  /** The document that was looked at last. */
  private long document;

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

  /** Opens a file; returns null when it is gone. */
  static RollFile open(FileOps ops, Path path, ByteBuffer window) {
    try {
      return new RollFile(ops.openRead(path), window);
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", path, e);
    }
  }

  /** Whether somebody has finished the first header; what it says is checked when it is passed. */
  boolean isBegun() {
    try {
      return read(0, Integer.BYTES) == Integer.BYTES && isComplete(window.getInt(0));
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file.path(), e);
    }
  }

  /** Whether not a byte was ever written. */
  boolean isEmpty() {
    try {
      return file.size() == 0;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file.path(), e);
    }
  }

  /**
   * Copies the next frame out, whose checksum is not looked at.
   *
   * @param into cleared first, flipped after; takes what it has room for
   * @param from frames before this one are passed over
   * @return the frame's number, from 0, or {@link #NONE} when there is none yet
   * @throws CorruptStoreException when what stands there cannot be
   */
  int next(ByteBuffer into, long from) {
    while (true) {
      document = at;
      if (at >= completeTo && !look()) {
        return NONE;
      }
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

  /** Says that there is neither a frame nor the end where {@link #next} found none. */
  CorruptStoreException breaksOff() {
    return new CorruptStoreException(
        file.path(), at, "the file breaks off: there is neither a frame nor the end");
  }

  /** Says what is wrong with the frame that {@link #next} copied out last. */
  CorruptStoreException damaged(String fault) {
    return new CorruptStoreException(
        file.path(), document, "frame " + (sequence - 1) + ": " + fault);
  }

  /**
   * Looks for a sound frame behind damage, by its magic and checksum, for no length can be trusted
   * there. It gets the number behind that of the last frame, or one that {@link #next} does not
   * pass over: of how many frames stood between nobody knows.
   *
   * @param scratch is overwritten
   * @param from as for {@link #next}
   * @return whether there is one, which comes next
   */
  boolean resume(Frame scratch, long from) {
    try {
      long size = file.size();
      long begin = document + Integer.BYTES;
      for (long zeros = 0; zeros < MAX_HOLE_BYTES && begin + Integer.BYTES < size; ) {
        int bytes = read(begin, WINDOW_BYTES);
        boolean isZero = window.mismatch(ZEROS.slice(0, bytes)) < 0;
        zeros = isZero ? zeros + bytes : 0;
        long found = isZero ? NONE : findSound(bytes, scratch, size);
        if (found != NONE) {
          sequence = (int) Math.max(at == document ? sequence + 1L : sequence, from);
          at = found;
          completeTo = at;
          return true;
        }
        begin += bytes - Integer.BYTES;
      }
      return false;
    } catch (IOException e) {
      throw IoFailure.of("read the journal", file.path(), e);
    }
  }

  /** Returns where in the window the header of a sound frame stands. */
  private long findSound(int bytes, Frame scratch, long size) throws IOException {
    for (int i = Integer.BYTES; i + Integer.BYTES <= bytes; i += Integer.BYTES) {
      if (window.getInt(i) == FrameLayout.MAGIC && isSound(windowAt + i, scratch, size)) {
        return windowAt + i - Integer.BYTES;
      }
    }
    return NONE;
  }

  private boolean isSound(long begin, Frame scratch, long size) throws IOException {
    int header = window.getInt((int) (begin - windowAt) - Integer.BYTES);
    boolean fits =
        isComplete(header)
            && (header & META_DATA) == 0
            && header <= scratch.bytes().capacity()
            && begin + header <= size;
    if (fits) {
      file.readFully(scratch.bytes().clear().limit(header), begin);
      scratch.bytes().flip();
    }
    return fits && scratch.check() == null;
  }

  /** Whether {@link #next} will not get beyond the damage that it met. */
  boolean isStuck() {
    return at == document;
  }

  /**
   * Marks the end of a file that a killed process left: Chronicle would wait ten seconds for
   * whoever began a frame there. Only for the one who may write.
   */
  static void end(FileOps ops, Path path) {
    try (RollFile left = open(ops, path, window())) {
      if (left == null || !left.isBegun()) {
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
      // else a power cut leaves a file that seems to break off
      channel.force(false);
    } catch (IOException e) {
      throw IoFailure.of("end the journal", file.path(), e);
    }
  }

  /** What Chronicle writes for itself fits a window, and does not look like a frame anywhere. */
  private void checkOwn(int begin, int length) {
    if (length > WINDOW_BYTES - Integer.BYTES) {
      throw new CorruptStoreException(
          file.path(), at, "a document of " + length + " bytes, which is no frame");
    }
    for (int i = begin; i + Integer.BYTES <= begin + length; i += Integer.BYTES) {
      if (window.getInt(i) == FrameLayout.MAGIC) {
        throw new CorruptStoreException(file.path(), at, "a frame that is marked as none");
      }
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
    if (at == 0 && isComplete(header) && !isFirst(header)) {
      fault = "not a file of a journal, by its first bytes";
    } else if (isComplete(header) && at + Integer.BYTES + length > file.size()) {
      fault = "a document of " + length + " bytes, for which the file is too short";
    } else if ((header & NOT_COMPLETE) != 0 && length != 0) {
      fault = "a document that is not complete and has a length";
    }
    if (fault != null) {
      throw new CorruptStoreException(file.path(), at, fault);
    }
  }

  private boolean isFirst(int header) {
    boolean reaches = window.limit() >= Integer.BYTES + FIRST.limit();
    return (header & META_DATA) != 0
        && reaches
        && window.slice(Integer.BYTES, FIRST.limit()).equals(FIRST);
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
