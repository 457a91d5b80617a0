package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.FileOps;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads a journal, changing nothing: one that another process writes, or that one left.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a window, and what it takes to list the
 * directory when there is no frame. <b>Lifetime:</b> close it.
 */
public final class JournalFollower implements JournalReader {
  private final FileOps ops;
  private final RollFiles files;
  private final long after;
  private final ByteBuffer window = RollFile.window();
  private RollFile file;
  private int cycle;
  private int sequence = RollFile.NONE;

  /**
   * Stands behind a position; the directory need not be there.
   *
   * @param directory the journal's own directory
   */
  public JournalFollower(FileOps ops, Path directory, long after) {
    this.ops = ops;
    this.files = new RollFiles(directory);
    this.after = after;
    this.cycle = after == Journal.NONE ? 0 : RollFiles.CYCLE.toCycle(after);
  }

  @Override
  public long poll(ByteBuffer into) {
    while (file != null || openNext()) {
      boolean taken = take(into);
      boolean laterBegun = !taken && isLaterBegun();
      // a file is ended before a later one is begun: what came until then is there when asked again
      if (taken || laterBegun && take(into)) {
        return RollFiles.CYCLE.toIndex(cycle, sequence);
      }
      boolean over = file.isEnded() || laterBegun && file.isGone(ops);
      if (!over) {
        waitForMore(laterBegun);
        return Journal.NONE;
      }
      leaveFile();
    }
    return Journal.NONE;
  }

  private void waitForMore(boolean laterBegun) {
    if (laterBegun) {
      throw file.unended();
    }
    if (file.isUntouched()) {
      // it may be deleted, and made anew by the next writer
      close();
    }
  }

  /**
   * Checks every frame that there is, and tells how much that was.
   *
   * @throws CorruptStoreException when one is damaged
   */
  Passed passAll() {
    Frame frame = new Frame();
    Passed passed = new Passed(after, 0, 0);
    for (long position = poll(frame.bytes());
        position != Journal.NONE;
        position = poll(frame.bytes())) {
      String fault = frame.check();
      if (fault != null) {
        throw new CorruptStoreException(Path.of(place()), -1, fault);
      }
      long bytes = frame.bytes().limit();
      passed = new Passed(position, passed.readings + frame.count(), passed.bytes + bytes);
    }
    return passed;
  }

  /**
   * Frames that were passed.
   *
   * @param last position of the last, or where it stood when there was none
   */
  record Passed(long last, long readings, long bytes) {}

  /** Goes on with the next file, whatever this one still has. */
  public void leaveFile() {
    close();
    cycle++;
  }

  /** Opens the first file from the cycle on that has begun. */
  private boolean openNext() {
    for (Path path : JournalFiles.rollFiles(files.directory())) {
      int found = RollFiles.cycleOf(path);
      if (found >= cycle) {
        cycle = found;
        file = RollFile.open(ops, path, window);
        if (file != null) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean take(ByteBuffer into) {
    boolean knowsSome = after != Journal.NONE && RollFiles.CYCLE.toCycle(after) == cycle;
    long from = knowsSome ? RollFiles.CYCLE.toSequenceNumber(after) + 1 : 0;
    int taken = file.next(into, from);
    sequence = taken == RollFile.NONE ? sequence : taken;
    return taken != RollFile.NONE;
  }

  private boolean isLaterBegun() {
    for (Path path : JournalFiles.rollFiles(files.directory())) {
      if (RollFiles.cycleOf(path) > cycle) {
        try (RollFile later = RollFile.open(ops, path, RollFile.window())) {
          if (later != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public String place() {
    return files.place(cycle, sequence);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
