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
final class LogRewrite implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileOps ops;
  private final LogFile former;
  private final long until;
  private final Remembered remembered;
  private final LogRecord records = new LogRecord();
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(2 * BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] event = new long[EventRow.WORDS];
  private final LogFile made;
  private boolean finished;

  /** Begins, with what lies before an offset of the former file. */
  LogRewrite(FileOps ops, LogFile former, UUID storeId, long until) {
    this.ops = ops;
    this.former = former;
    this.until = until;
    remembered = new Remembered();
    new LogReader(former.handle()).visit(LogFile.FIRST_RECORD, until, remembered);
    try {
      made =
          LogFile.create(
              ops, former.path().toAbsolutePath().getParent(), former.number() + 1, storeId);
    } catch (IOException e) {
      throw IoFailure.of("write anew", former.path(), e);
    }
  }

  /** Copies what is to be kept, and makes it durable. */
  void copy(long heard, long lastWindow, long nowNs) {
    for (int id = 0; id < remembered.names().size(); id++) {
      rule(id);
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
      gone(id);
    }
    write();
    try {
      made.handle().force();
    } catch (IOException e) {
      throw IoFailure.of("force", made.path(), e);
    }
  }

  /** Events that were not heard need the name of a rule that is gone, too. */
  private void rule(int id) {
    Remembered.Rule rule = remembered.rule(id);
    byte[] name = LogRecord.name(remembered.names().get(id));
    room(LogRecord.PAYLOAD_OFFSET + LogRecord.RULE_FIXED_BYTES + name.length);
    records.rule(out, id, rule == null ? 0 : rule.sinceNs(), name);
  }

  private void gone(int id) {
    if (remembered.rule(id) == null) {
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
      LogFile named = made.publish(ops);
      finished = true;
      removeFormer();
      return named;
    } catch (IOException e) {
      throw IoFailure.of("write anew", former.path(), e);
    }
  }

  /** If it stays, whoever opens the log next removes it. */
  private void removeFormer() {
    try {
      former.close();
      ops.delete(former.path());
    } catch (IOException | StoreException e) {
      return;
    }
  }

  /** Takes away what was begun and not finished. */
  @Override
  public void close() {
    if (!finished) {
      made.close();
      try {
        if (ops.exists(made.handle().path())) {
          ops.delete(made.handle().path());
        }
      } catch (IOException e) {
        throw IoFailure.of("delete", made.handle().path(), e);
      }
    }
  }
}
