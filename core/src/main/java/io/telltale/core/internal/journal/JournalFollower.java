package io.telltale.core.internal.journal;

import io.telltale.core.internal.io.FileOps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a journal that another process writes, changing nothing.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a map for each file, and what it takes to
 * list the directory when there is no frame. <b>Lifetime:</b> close it.
 */
public final class JournalFollower implements JournalReader {
  private final FileOps ops;
  private final RollFiles files;
  private final long after;
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
      // a file is ended before the next is begun: what came meanwhile is there when asked again
      boolean taken = take(into);
      if (!taken && !isEnded()) {
        return Journal.NONE;
      }
      if (taken || take(into)) {
        return RollFiles.CYCLE.toIndex(cycle, sequence);
      }
      leaveFile();
    }
    return Journal.NONE;
  }

  /** Passes every frame that there is, and tells how much that was. */
  Passed passAll() {
    ByteBuffer frame = ByteBuffer.allocate(FrameLayout.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Passed passed = new Passed(after, 0, 0);
    for (long position = poll(frame); position != Journal.NONE; position = poll(frame)) {
      boolean counts = frame.limit() >= FrameLayout.HEADER_BYTES;
      int readings = counts ? frame.getInt(FrameLayout.COUNT_OFFSET) : 0;
      passed = new Passed(position, passed.readings + readings, passed.bytes + frame.limit());
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
        file = RollFile.open(ops, path);
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

  private boolean isEnded() {
    List<Path> all = JournalFiles.rollFiles(files.directory());
    return !all.isEmpty() && RollFiles.cycleOf(all.get(all.size() - 1)) > cycle;
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
