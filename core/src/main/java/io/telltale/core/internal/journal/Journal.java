package io.telltale.core.internal.journal;

import java.nio.ByteBuffer;

/**
 * The log of frames that are not sealed yet, the source of truth for them.
 *
 * <p>Positions ascend with every frame, across restarts too; they are not dense.
 *
 * <p><b>Threading:</b> any thread may append; one thread each reads.
 */
public interface Journal extends AutoCloseable {
  /** What stands for "no frame". */
  long NONE = -1;

  /**
   * Appends one frame, whole or not at all.
   *
   * @param frame a direct buffer, the frame between position and limit
   * @return its position
   */
  long append(ByteBuffer frame);

  /** Readings in frames that were not sealed when the journal was opened, and in all since. */
  long appendedReadings();

  /**
   * Tells how many of those are indexed by now: who appends gives way to indexing when it is far
   * behind.
   */
  void indexed(long readings);

  /**
   * Gets ready some of the memory that appending will need soon, so that appenders need not wait
   * for it; one thread at a time.
   *
   * @return whether there was something to get ready
   */
  boolean prepare();

  /** Bytes of the frames that were not sealed when the journal was opened, and of all since. */
  long appendedBytes();

  /** Position of the newest frame, or {@link #NONE} when nothing was ever appended. */
  long lastPosition();

  /**
   * Reads the frames behind a position.
   *
   * @param position last frame not wanted, {@link #NONE} for all
   */
  JournalReader readAfter(long position);

  /** Refuses further frames, because an agent failed; what was appended stays. */
  void stop(Throwable cause);

  /** Deletes files all of whose frames are at most at this position, oldest first. */
  void deleteThrough(long position);

  /**
   * Closes, and deletes every file unless frames were appended behind a position.
   *
   * @param sealedPosition up to which everything is sealed
   */
  void closeAfter(long sealedPosition);

  @Override
  void close();
}
