package io.telltale.core.internal.journal;

import java.nio.ByteBuffer;

/** Tails a journal. One thread. */
public interface JournalReader extends AutoCloseable {
  /**
   * Copies the next frame out.
   *
   * @param into a direct buffer of at least {@link FrameLayout#MAX_BYTES}; cleared first, flipped
   *     after
   * @return the frame's position, or {@link Journal#NONE} when there is none yet
   */
  long poll(ByteBuffer into);

  /** Where the frame that was read last lies, for messages. */
  String place();

  @Override
  void close();
}
