package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;

/** Tails a journal. One thread. */
public interface JournalReader extends AutoCloseable {
  /**
   * Copies the next frame out, and checks it.
   *
   * @param into where to
   * @return the frame's position, or {@link Journal#NONE} when there is none yet
   * @throws CorruptStoreException when it is damaged, and the reader does not go on behind damage
   */
  long poll(Frame into);

  /** Says what is wrong with the frame that was read last, and where it lies. */
  CorruptStoreException damaged(String fault);

  @Override
  void close();
}
