package io.telltale.core.internal.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of the system, read and written by position.
 *
 * <p>An interrupt of a thread that is inside a {@link FileChannel} closes the channel for all
 * threads. One reader's interrupt must not take the file from the others, so: the flag is put aside
 * during a call, and a channel that an interrupt closed is opened again.
 */
final class SystemFileHandle implements FileHandle {
  /**
   * The JDK copies heap buffers through a direct one of the same size which it keeps for ever: hand
   * it small pieces.
   */
  private static final int PIECE_BYTES = 256 * 1024;

  private final Path path;
  private final boolean writable;
  private volatile FileChannel channel;
  private volatile boolean closed;
  private long end;

  private SystemFileHandle(Path path, boolean writable, FileChannel channel, long end) {
    this.path = path;
    this.writable = writable;
    this.channel = channel;
    this.end = end;
  }

  static SystemFileHandle open(Path path, OpenOption... options) throws IOException {
    boolean writable = options.length > 1;
    FileChannel channel = FileChannel.open(path, options);
    boolean interrupted = Thread.interrupted();
    try {
      return new SystemFileHandle(path, writable, channel, channel.size());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return current.size();
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void readFully(ByteBuffer dst, long position) throws IOException {
    long origin = position - dst.position();
    boolean interrupted = Thread.interrupted();
    try {
      while (dst.hasRemaining()) {
        FileChannel current = channel;
        try {
          readPieces(current, dst, origin);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  private void readPieces(FileChannel from, ByteBuffer dst, long origin) throws IOException {
    int limit = dst.limit();
    try {
      while (dst.position() < limit) {
        dst.limit(pieceLimit(dst, limit));
        if (from.read(dst, origin + dst.position()) < 0) {
          throw new EOFException(
              "end of file at offset="
                  + (origin + dst.position())
                  + ", wanted "
                  + (limit - dst.position())
                  + " more bytes");
        }
      }
    } finally {
      dst.limit(limit);
    }
  }

  @Override
  public void append(ByteBuffer src) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (src.hasRemaining()) {
        FileChannel current = channel;
        try {
          writePieces(current, src);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  private void writePieces(FileChannel to, ByteBuffer src) throws IOException {
    int limit = src.limit();
    long origin = end - src.position();
    try {
      while (src.position() < limit) {
        src.limit(pieceLimit(src, limit));
        to.write(src, origin + src.position());
      }
    } finally {
      src.limit(limit);
      // an interrupt may throw though the bytes were written: the buffer knows
      end = origin + src.position();
    }
  }

  private static int pieceLimit(ByteBuffer buffer, int limit) {
    return buffer.isDirect() ? limit : Math.min(limit, buffer.position() + PIECE_BYTES);
  }

  @Override
  public void truncate(long size) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          current.truncate(size);
          end = Math.min(end, size);
          return;
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void force() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          current.force(true);
          return;
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public MappedByteBuffer map(long position, long length) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return current.map(FileChannel.MapMode.READ_ONLY, position, length);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(current, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }

  private synchronized void reopen(FileChannel broken, ClosedChannelException cause)
      throws IOException {
    if (closed) {
      throw cause;
    }
    if (channel == broken) {
      channel =
          writable
              ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
              : FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
