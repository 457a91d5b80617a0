package io.telltale.core.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * One open file. Reads are positional and may come from any thread; writes come from one thread.
 */
public interface FileHandle extends Closeable {
  Path path();

  long size() throws IOException;

  /**
   * Reads exactly {@code dst.remaining()} bytes at a position; throws EOFException when the file is
   * shorter.
   */
  void readFully(ByteBuffer dst, long position) throws IOException;

  /** Writes all remaining bytes at the end. */
  void append(ByteBuffer src) throws IOException;

  /** Overwrites nothing, cuts the file to this size. Never on a mapped file. */
  void truncate(long size) throws IOException;

  void force() throws IOException;

  /** Maps a range read-only. */
  MappedByteBuffer map(long position, long length) throws IOException;

  @Override
  void close() throws IOException;
}
