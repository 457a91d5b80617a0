package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.FileOps;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a journal, changing nothing: one that another process writes, or that one left. Goes on
 * behind damage with the next frame that is sound.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a window, and what it takes to list the
 * directory when there is no frame. <b>Lifetime:</b> close it.
 */
public final class JournalFollower implements JournalReader {
  private final FileOps ops;
  private final RollFiles files;
  private final long after;
  private final int endCycle;
  private final Consumer<CorruptStoreException> damages;
  private final ByteBuffer window = RollFile.window();
  private RollFile file;
  private int cycle;
  private int sequence = RollFile.NONE;

  /** Nothing sound was found behind a damaged header. */
  private boolean isStuck;

  private JournalFollower(
      FileOps ops,
      Path directory,
      long after,
      int endCycle,
      Consumer<CorruptStoreException> damages) {
    this.ops = ops;
    this.files = new RollFiles(directory);
    this.after = after;
    this.endCycle = endCycle;
    this.damages = damages;
    this.cycle = after == Journal.NONE ? 0 : RollFiles.CYCLE.toCycle(after);
  }

  /**
   * Stands behind a position of a journal that somebody may be writing; its directory need not be
   * there.
   *
   * @param directory the journal's own directory
   * @param after last frame not wanted, or {@link Journal#NONE}
   * @param damages told of each damage, of one that does not let it go on at each poll
   */
  public static JournalFollower of(
      FileOps ops, Path directory, long after, Consumer<CorruptStoreException> damages) {
    return new JournalFollower(ops, directory, after, Integer.MAX_VALUE, damages);
  }

  /**
   * Stands behind a position of files that nobody writes any more: each ends with its last frame.
   *
   * @param endCycle of the first file that is not among them
   */
  static JournalFollower ofLeft(
      FileOps ops,
      Path directory,
      long after,
      int endCycle,
      Consumer<CorruptStoreException> damages) {
    return new JournalFollower(ops, directory, after, endCycle, damages);
  }

  @Override
  public long poll(Frame into) {
    while (file != null || openNext()) {
      if (take(into)) {
        return position();
      }
      boolean mayGoOn = isLeftOpen();
      // a file is ended before a later one is begun: what came until then is there when asked again
      if (!mayGoOn && !isStuck && take(into)) {
        return position();
      }
      if (mayGoOn && !file.isEnded()) {
        if (file.isUntouched()) {
          // it may be deleted, and made anew by the next writer
          close();
        }
        return Journal.NONE;
      }
      if (isStuck || file.isEnded() || file.isGone(ops) || !resumeBehindHole(into)) {
        leaveFile();
      }
    }
    return Journal.NONE;
  }

  private long position() {
    return RollFiles.CYCLE.toIndex(cycle, sequence);
  }

  private boolean isLeftOpen() {
    return endCycle == Integer.MAX_VALUE && !isLaterBegun();
  }

  /** Takes the next sound frame; false when there is none, or damage that hides what follows. */
  private boolean take(Frame into) {
    long from = firstWanted();
    isStuck = false;
    while (!isStuck) {
      CorruptStoreException damage;
      try {
        int taken = file.next(into.bytes(), from);
        if (taken == RollFile.NONE) {
          return false;
        }
        sequence = taken;
        String fault = into.check();
        if (fault == null) {
          return true;
        }
        damage = file.damaged(fault);
      } catch (CorruptStoreException e) {
        damage = e;
      }
      damages.accept(damage);
      isStuck = !file.resume(into, from) && file.isStuck();
    }
    return false;
  }

  /** What looks like the end may be pages that were lost: frames behind them are there. */
  private boolean resumeBehindHole(Frame into) {
    CorruptStoreException hole = file.breaksOff();
    boolean goesOn = file.resume(into, firstWanted());
    if (goesOn || isLaterBegun()) {
      damages.accept(hole);
    }
    return goesOn;
  }

  private long firstWanted() {
    boolean knowsSome = after != Journal.NONE && RollFiles.CYCLE.toCycle(after) == cycle;
    return knowsSome ? RollFiles.CYCLE.toSequenceNumber(after) + 1 : 0;
  }

  private void leaveFile() {
    close();
    cycle++;
  }

  /** Opens the first file from the cycle on that has begun. */
  private boolean openNext() {
    for (Path path : JournalFiles.rollFiles(files.directory())) {
      int found = RollFiles.cycleOf(path);
      if (found >= cycle && found < endCycle) {
        cycle = found;
        file = RollFile.open(ops, path, window);
        if (file != null && (file.isBegun() || !file.isEmpty() && !isLeftOpen())) {
          return true;
        }
        close();
      }
    }
    return false;
  }

  private boolean isLaterBegun() {
    for (Path path : JournalFiles.rollFiles(files.directory())) {
      int found = RollFiles.cycleOf(path);
      if (found > cycle && found < endCycle) {
        try (RollFile later = RollFile.open(ops, path, RollFile.window())) {
          if (later != null && later.isBegun()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public CorruptStoreException damaged(String fault) {
    return file.damaged(fault);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
