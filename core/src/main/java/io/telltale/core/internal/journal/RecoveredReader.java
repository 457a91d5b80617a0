package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import java.util.function.Supplier;

/**
 * Reads what was there when a journal was opened, file by file, then what is appended to the queue.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it reads from the queue.
 */
final class RecoveredReader implements JournalReader {
  private final Journal journal;
  private final int firstCycle;
  private final Supplier<JournalReader> queue;
  private JournalReader reader;
  private boolean isLeftRead;
  private boolean isInQueue;

  /**
   * Makes one.
   *
   * @param left reads what was there
   * @param firstCycle of the first file that this process writes
   * @param queue opens a reader of that file once it is there
   */
  RecoveredReader(
      Journal journal, JournalReader left, int firstCycle, Supplier<JournalReader> queue) {
    this.journal = journal;
    this.reader = left;
    this.firstCycle = firstCycle;
    this.queue = queue;
  }

  @Override
  @HotPath
  public long poll(Frame into) {
    if (!isLeftRead) {
      long position = reader.poll(into);
      if (position != Journal.NONE) {
        return position;
      }
      isLeftRead = true;
    }
    if (!isInQueue) {
      long last = journal.lastPosition();
      if (last == Journal.NONE || RollFiles.CYCLE.toCycle(last) < firstCycle) {
        return Journal.NONE;
      }
      reader.close();
      reader = queue.get();
      isInQueue = true;
    }
    return reader.poll(into);
  }

  @Override
  public CorruptStoreException damaged(String fault) {
    return reader.damaged(fault);
  }

  @Override
  public void close() {
    reader.close();
  }
}
