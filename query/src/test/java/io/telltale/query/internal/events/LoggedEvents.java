package io.telltale.query.internal.events;

import io.telltale.core.internal.io.FileOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes events for logs, and reads what logs say. */
final class LoggedEvents {
  static final UUID STORE = new UUID(0x5EED_CA7A_1061_0001L, 0x0123_4567_89AB_CDEFL);
  static final long NEVER_REWRITTEN = Long.MAX_VALUE / 8;

  /** Of an event in the file. */
  static final int BYTES = 9 + EventRow.WORDS * Long.BYTES;

  private LoggedEvents() {}

  static EventLog open(FileOps ops, Path folder) {
    return EventLog.open(ops, folder, STORE, NEVER_REWRITTEN);
  }

  /** An event whose other fields follow from its sequence. */
  static long[] event(long sequence, long window, int rule, int kind, int stage) {
    long[] event = new long[EventRow.WORDS];
    for (int i = 0; i < event.length; i++) {
      event[i] = sequence * 1_000 + i;
    }
    event[EventRow.SEQUENCE] = sequence;
    event[EventRow.WINDOW] = window;
    event[EventRow.KIND] = EventRow.kindAndStage(kind, stage);
    event[EventRow.RULE] = rule;
    event[EventRow.DEVICE] = window % 3;
    event[EventRow.REASON] = sequence % 3;
    event[EventRow.NOW] = 1_767_225_600_000_000_000L + sequence;
    return event;
  }

  /** Takes all events that wait. */
  static List<long[]> takeAll(EventLog log) {
    List<long[]> taken = new ArrayList<>();
    long[] event = new long[EventRow.WORDS];
    while (log.take(event)) {
      taken.add(event.clone());
    }
    return taken;
  }
}
