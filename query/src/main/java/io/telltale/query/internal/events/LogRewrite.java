package io.telltale.query.internal.events;

import io.telltale.core.StoreException;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Writes the file of an event log anew: its rules, the last event about each window that was not
 * taken back, and what was not heard.
 *
 * <p><b>Threading:</b> one thread; {@link #finish} while nobody appends to the former file.
 * <b>Allocation:</b> buffers, and what {@link Remembered} takes. <b>Lifetime:</b> one rewriting.
 */
final class LogRewrite {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileOps ops;
  private final LogFile former;
  private final long until;
  private final Remembered remembered = new Remembered();
  private final LogRecord records = new LogRecord();
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(2 * BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] event = new long[EventRow.WORDS];
  private final LogFile made;

  private LogRewrite(FileOps ops, LogFile former, UUID storeId, long until) throws IOException {
    this.ops = ops;
    this.former = former;
    this.until = until;
    new LogReader(former.handle()).visit(LogFile.FIRST_RECORD, until, remembered);
    made =
        LogFile.create(
            ops, former.path().toAbsolutePath().getParent(), former.number() + 1, storeId);
  }

  /**
   * Copies what is to be kept of that which lies before an offset of the former file, and makes it
   * durable.
   *
   * @throws StoreException when that fails; nothing of it is left then
   */
  static LogRewrite copy(
      FileOps ops,
      LogFile former,
      UUID storeId,
      long until,
      long heard,
      long lastWindow,
      long nowNs) {
    try {
      LogRewrite rewrite = new LogRewrite(ops, former, storeId, until);
      try {
        rewrite.copy(heard, lastWindow, nowNs);
        rewrite.made.handle().force();
        return rewrite;
      } catch (IOException | RuntimeException e) {
        rewrite.abandon();
        throw e;
      }
    } catch (IOException e) {
      throw IoFailure.of("write anew", former.path(), e);
    }
  }

  private void copy(long heard, long lastWindow, long nowNs) {
    for (int id = 0; id < remembered.names().size(); id++) {
      rule(id, heard);
    }
    room(LogRecord.PAYLOAD_OFFSET + LogRecord.HEARD_BYTES);
    records.heard(out, heard, lastWindow, nowNs);
    new LogReader(former.handle())
        .visit(
            LogFile.FIRST_RECORD,
            until,
            (type, in, at, payloadBytes) -> {
              if (type == LogRecord.EVENT) {
                LogRecord.readEvent(in, at, event);
                if (event[EventRow.SEQUENCE] > heard || remembered.isLast(event)) {
                  room(LogRecord.PAYLOAD_OFFSET + payloadBytes);
                  records.event(out, event);
                }
              }
              return null;
            });
    for (int id = 0; id < remembered.names().size(); id++) {
      gone(id, heard);
    }
    write();
  }

  private void rule(int id, long heard) {
    if (isNeeded(id, heard)) {
      Remembered.Rule rule = remembered.rule(id);
      byte[] name = LogRecord.name(remembered.names().get(id));
      room(LogRecord.PAYLOAD_OFFSET + LogRecord.RULE_FIXED_BYTES + name.length);
      records.rule(out, id, rule == null ? 0 : rule.sinceNs(), name);
    }
  }

  /** Events that were not heard need the name of a rule that is gone, too. */
  private boolean isNeeded(int id, long heard) {
    return remembered.rule(id) != null || remembered.lastOf(id) > heard;
  }

  private void gone(int id, long heard) {
    if (remembered.rule(id) == null && isNeeded(id, heard)) {
      room(LogRecord.PAYLOAD_OFFSET + LogRecord.GONE_BYTES);
      records.gone(out, id);
    }
  }

  private void room(int bytes) {
    if (out.remaining() < bytes) {
      write();
    }
  }

  private void write() {
    made.append(out.flip());
    out.clear();
  }

  /** Copies what was appended meanwhile, and puts the new file in the place of the former one. */
  LogFile finish() {
    for (long offset = until; offset < former.length(); ) {
      former.read(out, offset);
      offset += out.remaining();
      made.append(out);
      out.clear();
    }
    try {
      return made.named(ops, false);
    } catch (IOException e) {
      throw IoFailure.of("write anew", former.path(), e);
    }
  }

  /** Deletes the former file; if it stays, whoever opens the log next does. */
  void removeFormer() {
    try {
      former.close();
      ops.forceDirectory(former.path().toAbsolutePath().getParent());
      ops.delete(former.path());
    } catch (IOException | StoreException e) {
      return;
    }
  }

  /** Takes away what was made; if it stays, whoever opens the log next deletes it. */
  void abandon() {
    try {
      made.close();
      ops.delete(made.handle().path());
    } catch (IOException | StoreException e) {
      return;
    }
  }
}
