package io.telltale.core.testkit;

import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts the calls that go to files and makes chosen ones fail. Thread-safe.
 *
 * <p>A sweep runs the same work again and again, each time failing a later call, until none fails
 * any more: {@code for (long n = 1; ; n++) { FaultyFileOps ops = FaultyFileOps.failing(real, n,
 * Mode.ONCE); ...; if (!ops.hasFailed()) break; }}
 */
public final class FaultyFileOps implements FileOps {
  /** What happens at the chosen call. */
  public enum Mode {
    /** That call fails and has done nothing; later ones work. */
    ONCE,
    /** That call fails, an append having written half of its bytes; later ones work. */
    SHORT_WRITE_ONCE,
    /**
     * From that call on, whatever needs space fails, an append having written half of its bytes.
     */
    DISK_FULL,
    /** From that call on, everything fails: as if the process had died, or the disk had gone. */
    DEAD
  }

  private static final Set<String> NEED_SPACE =
      Set.of("create", "openAppend", "append", "force", "rename");

  private final FileOps ops;
  private final List<String> calls = new ArrayList<>();
  private long failAt;
  private Mode mode;
  private boolean failed;
  private int openHandles;

  private FaultyFileOps(FileOps ops, long failAt, Mode mode) {
    this.ops = ops;
    this.failAt = failAt;
    this.mode = mode;
  }

  /** Fails nothing until {@link #failNext} is called. */
  public static FaultyFileOps counting(FileOps ops) {
    return new FaultyFileOps(ops, Long.MAX_VALUE, Mode.ONCE);
  }

  /** Fails at the n-th call, counted from 1. */
  public static FaultyFileOps failing(FileOps ops, long n, Mode mode) {
    return new FaultyFileOps(ops, n, mode);
  }

  /** Fails at the n-th call from now, counted from 1. */
  public synchronized void failNext(long n, Mode newMode) {
    failAt = calls.size() + n;
    mode = newMode;
    failed = false;
  }

  /** Fails nothing any more. */
  public synchronized void heal() {
    failAt = Long.MAX_VALUE;
  }

  /** Calls so far, failed ones included. */
  public synchronized long calls() {
    return calls.size();
  }

  /** Names of the calls so far, such as {@code append catalog}. */
  public synchronized List<String> callNames() {
    return List.copyOf(calls);
  }

  /** Whether a call has failed since the start or the last {@link #failNext}. */
  public synchronized boolean hasFailed() {
    return failed;
  }

  /** Handles that were opened and not closed yet. */
  public synchronized int openHandles() {
    return openHandles;
  }

  private synchronized void opened(int handles) {
    openHandles += handles;
  }

  private synchronized boolean fails(String call, Path file) {
    calls.add(call + " " + file.getFileName());
    boolean now =
        switch (mode) {
          case ONCE, SHORT_WRITE_ONCE -> calls.size() == failAt;
          case DISK_FULL -> calls.size() >= failAt && NEED_SPACE.contains(call);
          case DEAD -> calls.size() >= failAt;
        };
    failed |= now;
    return now;
  }

  private void check(String call, Path file) throws IOException {
    if (fails(call, file)) {
      throw injected(call, file);
    }
  }

  private synchronized IOException injected(String call, Path file) {
    return new IOException(
        "injected fault: call " + calls.size() + ", " + call + " " + file.getFileName());
  }

  private synchronized boolean writesHalf() {
    return mode == Mode.SHORT_WRITE_ONCE || mode == Mode.DISK_FULL;
  }

  @Override
  public FileHandle openRead(Path file) throws IOException {
    check("openRead", file);
    return new FaultyHandle(ops.openRead(file));
  }

  @Override
  public FileHandle create(Path file) throws IOException {
    check("create", file);
    return new FaultyHandle(ops.create(file));
  }

  @Override
  public FileHandle openAppend(Path file) throws IOException {
    check("openAppend", file);
    return new FaultyHandle(ops.openAppend(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    check("rename", from);
    ops.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    check("delete", file);
    ops.delete(file);
  }

  /** Cannot fail, and is not counted. */
  @Override
  public boolean exists(Path file) {
    return ops.exists(file);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    check("list", directory);
    return ops.list(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    check("createDirectories", directory);
    ops.createDirectories(directory);
  }

  /** Cannot fail, and is not counted. */
  @Override
  public long usableBytes(Path directory) {
    return ops.usableBytes(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    check("forceDirectory", directory);
    ops.forceDirectory(directory);
  }

  private final class FaultyHandle implements FileHandle {
    private final FileHandle handle;
    private boolean closed;

    FaultyHandle(FileHandle handle) {
      this.handle = handle;
      opened(1);
    }

    @Override
    public Path path() {
      return handle.path();
    }

    @Override
    public long size() throws IOException {
      check("size", path());
      return handle.size();
    }

    @Override
    public void readFully(ByteBuffer dst, long position) throws IOException {
      check("readFully", path());
      handle.readFully(dst, position);
    }

    @Override
    public void append(ByteBuffer src) throws IOException {
      if (fails("append", path())) {
        if (writesHalf()) {
          int limit = src.limit();
          src.limit(src.position() + src.remaining() / 2);
          handle.append(src);
          src.limit(limit);
        }
        throw injected("append", path());
      }
      handle.append(src);
    }

    @Override
    public void truncate(long size) throws IOException {
      check("truncate", path());
      handle.truncate(size);
    }

    @Override
    public void force() throws IOException {
      check("force", path());
      handle.force();
    }

    @Override
    public MappedByteBuffer map(long position, long length) throws IOException {
      check("map", path());
      return handle.map(position, length);
    }

    /** Closes in any case, so that tests leave no file open; then fails if it is its turn. */
    @Override
    public void close() throws IOException {
      handle.close();
      if (!closed) {
        closed = true;
        opened(-1);
      }
      check("close", path());
    }
  }
}
