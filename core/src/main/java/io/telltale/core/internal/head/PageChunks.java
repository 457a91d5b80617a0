package io.telltale.core.internal.head;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory of arenas that are gone, for the next one: touching fresh memory for the first time may
 * cost more than all that an indexer does with it, as it does on some virtual machines. The garbage
 * collector may take what waits here, as if it had been let go of.
 *
 * <p><b>Threading:</b> any thread.
 */
final class PageChunks {
  private static final ConcurrentLinkedQueue<WeakReference<ByteBuffer>> SPARE =
      new ConcurrentLinkedQueue<>();

  private PageChunks() {}

  /**
   * A chunk, whatever it holds.
   *
   * @param bytes its length; one that is not that of a full chunk is always fresh
   */
  static ByteBuffer take(int bytes) {
    if (bytes != HeadLayout.CHUNK_BYTES) {
      return ByteBuffer.allocateDirect(bytes);
    }
    WeakReference<ByteBuffer> next;
    while ((next = SPARE.poll()) != null) {
      ByteBuffer chunk = next.get();
      if (chunk != null) {
        return chunk;
      }
    }
    return ByteBuffer.allocateDirect(bytes);
  }

  /** Keeps a chunk that nobody reads or writes any more. */
  static void give(ByteBuffer chunk) {
    if (chunk.capacity() == HeadLayout.CHUNK_BYTES) {
      SPARE.add(new WeakReference<>(chunk));
    }
  }
}
