package io.telltale.query.internal.events;

import io.telltale.core.HotPath;
import io.telltale.core.StoreException;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import io.telltale.core.internal.io.StoreLock;
import io.telltale.core.internal.io.SystemFileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events in a file, which are there after a restart: those that were not heard are handed over
 * again, and what the others said is remembered. An event can be taken once the file has it.
 *
 * <p><b>Threading:</b> any thread; one at a time adds, one takes and says what was heard.
 * <b>Allocation:</b> when it is opened and when its file is written anew. <b>Lifetime:</b> that of
 * the live rules; its folder is locked until it is closed.
 */
public final class EventLog implements Events {
  /** Files shorter than this are not written anew. */
  private static final long LEAST_REWRITE_BYTES = 16L << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GROWTH = 4;

  private final FileOps ops;
  private final UUID storeId;
  private final long leastRewriteBytes;
  private final StoreLock folderLock;
  private final Remembered remembered;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final LogRecord records = new LogRecord();
  private final ByteBuffer pending = buffer();
  private final ByteBuffer read = buffer().limit(0);
  private LogFile file;
  private long rewriteBytes;

  /** Offset in the file of the end of what was read. */
  private long readOffset = LogFile.FIRST_RECORD;

  /** Number of the last event that was added, and of the last one that the file has. */
  private long added;

  private long written;
  private long taken;

  /** From the beginning of the event that was taken last to the end of what was read. */
  private int takenBytes;

  private long heard;
  private long lastWindow;
  private long nowNs;
  private StoreException fault;
  private boolean closed;

  private EventLog(FileOps ops, Path folder, UUID storeId, long leastRewriteBytes) {
    this.ops = ops;
    this.storeId = storeId;
    this.leastRewriteBytes = leastRewriteBytes;
    try {
      ops.createDirectories(folder);
    } catch (IOException e) {
      throw IoFailure.of("create", folder, e);
    }
    folderLock = StoreLock.acquire(folder);
    remembered = new Remembered();
    try {
      file = LogFile.open(ops, folder, storeId, remembered);
    } catch (RuntimeException | Error fault) {
      folderLock.close();
      throw fault;
    }
    rewriteBytes = Math.max(leastRewriteBytes, file.length());
    heard = remembered.heard();
    taken = heard;
    added = remembered.lastSequence();
    written = added;
    lastWindow = remembered.lastWindow();
    nowNs = remembered.nowNs();
  }

  /**
   * Opens the log in a folder, made when there is none.
   *
   * @param storeId of the store that its events are about
   * @throws StoreException when it is locked, damaged, or cannot be read or written
   */
  public static EventLog open(Path folder, UUID storeId) {
    return open(SystemFileOps.INSTANCE, folder, storeId, LEAST_REWRITE_BYTES);
  }

  static EventLog open(FileOps ops, Path folder, UUID storeId, long leastRewriteBytes) {
    return new EventLog(ops, folder, storeId, leastRewriteBytes);
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Remembered remembered() {
    return remembered;
  }

  @Override
  @HotPath
  public void add(long[] event) {
    lock.lock();
    try {
      room(LogRecord.PAYLOAD_OFFSET + LogRecord.EVENT_BYTES);
      records.event(pending, event);
      remembered.told(event);
      added = event[EventRow.SEQUENCE];
      lastWindow = Math.max(lastWindow, event[EventRow.WINDOW]);
      nowNs = Math.max(nowNs, event[EventRow.NOW]);
    } finally {
      lock.unlock();
    }
  }

  private void room(int bytes) {
    if (pending.remaining() < bytes) {
      write();
    }
  }

  @Override
  @HotPath
  public void flush() {
    lock.lock();
    try {
      write();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    if (pending.position() > 0) {
      append(pending.flip());
      pending.clear();
      written = added;
      filled.signal();
    }
  }

  private void append(ByteBuffer recordBytes) {
    if (fault != null) {
      throw new StoreException("the event log could not be written earlier: open it again", fault);
    }
    try {
      file.append(recordBytes);
    } catch (StoreException e) {
      fault = e;
      throw e;
    }
  }

  @Override
  public void rule(int id, long sinceNs, String name) {
    byte[] bytes = LogRecord.name(name);
    lock.lock();
    try {
      write();
      int size = LogRecord.PAYLOAD_OFFSET + LogRecord.RULE_FIXED_BYTES + bytes.length;
      ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
      records.rule(record, id, sinceNs, bytes);
      append(record.flip());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void gone(int id) {
    lock.lock();
    try {
      room(LogRecord.PAYLOAD_OFFSET + LogRecord.GONE_BYTES);
      records.gone(pending, id);
      write();
    } finally {
      lock.unlock();
    }
  }

  @Override
  @HotPath
  public boolean take(long[] event) {
    while (true) {
      lock.lock();
      try {
        if (size() == 0) {
          return false;
        }
        if (takeFromBuffer(event)) {
          return true;
        }
      } finally {
        // who adds may go on before the next piece is read
        lock.unlock();
      }
    }
  }

  /** Takes the next event that the buffer has; reads on when it has none. */
  private boolean takeFromBuffer(long[] event) {
    while (read.remaining() >= LogRecord.PAYLOAD_OFFSET && read.remaining() >= recordBytes()) {
      int at = read.position();
      read.position(at + recordBytes());
      if (read.get(at + LogRecord.TYPE_OFFSET) == LogRecord.EVENT) {
        LogRecord.readEvent(read, at, event);
        if (event[EventRow.SEQUENCE] > Math.max(taken, heard)) {
          taken = event[EventRow.SEQUENCE];
          takenBytes = read.remaining() + recordBytesOf(at);
          return true;
        }
      }
    }
    readOffset -= read.remaining();
    file.read(read, readOffset);
    readOffset += read.remaining();
    return false;
  }

  @Override
  public void back() {
    lock.lock();
    try {
      taken--;
      readOffset -= takenBytes;
      read.limit(0);
    } finally {
      lock.unlock();
    }
  }

  private int recordBytes() {
    return recordBytesOf(read.position());
  }

  private int recordBytesOf(int at) {
    return LogRecord.PAYLOAD_OFFSET + read.getInt(at + LogRecord.LENGTH_OFFSET);
  }

  @Override
  public void heard(long sequence) {
    boolean isLong;
    lock.lock();
    try {
      if (sequence <= heard || closed) {
        return;
      }
      heard = Math.min(sequence, written);
      room(LogRecord.PAYLOAD_OFFSET + LogRecord.HEARD_BYTES);
      records.heard(pending, heard, lastWindow, nowNs);
      write();
      isLong = file.length() >= rewriteBytes;
    } finally {
      lock.unlock();
    }
    if (isLong) {
      rewrite();
    }
  }

  /** Leaves out what is not needed any more; while this goes on, events are added to the file. */
  private void rewrite() {
    long until = length();
    // when this fails, the file is as good as before, only longer than it need be
    rewriteBytes = GROWTH * until;
    LogRewrite rewrite = copied(until);
    if (rewrite == null) {
      return;
    }
    lock.lock();
    try {
      if (closed) {
        rewrite.abandon();
        return;
      }
      file = rewrite.finish();
      read.limit(0);
      readOffset = LogFile.FIRST_RECORD;
    } catch (StoreException e) {
      // which of the two files counts now is not known
      fault = e;
      rewrite.abandon();
      throw e;
    } finally {
      lock.unlock();
    }
    rewrite.removeFormer();
    rewriteBytes = Math.max(leastRewriteBytes, GROWTH * length());
  }

  private LogRewrite copied(long until) {
    try {
      return LogRewrite.copy(ops, file, storeId, until, heard, lastWindow, nowNs);
    } catch (StoreException e) {
      return null;
    }
  }

  private long length() {
    lock.lock();
    try {
      return file.length();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(long timeoutNs) throws InterruptedException {
    lock.lock();
    try {
      long left = timeoutNs;
      while (size() == 0 && left > 0) {
        left = filled.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long last() {
    lock.lock();
    try {
      return added;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long size() {
    lock.lock();
    try {
      return closed ? 0 : written - Math.max(taken, heard);
    } finally {
      lock.unlock();
    }
  }

  /** None: what nobody takes lies on the disk. */
  @Override
  public long lost() {
    return 0;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        writeLast();
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeLast() {
    try {
      if (fault == null) {
        write();
      }
    } finally {
      try {
        file.close();
      } finally {
        folderLock.close();
      }
    }
  }
}
