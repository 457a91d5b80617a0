package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** Tails a queue; copies frames out of the mapping before anything looks at them. */
final class ChronicleReader implements JournalReader {
  private final ExcerptTailer tailer;
  private final RollFiles files;
  private final long after;
  private long position = Journal.NONE;

  private ChronicleReader(ExcerptTailer tailer, RollFiles files, long after) {
    this.tailer = tailer;
    this.files = files;
    this.after = after;
  }

  /**
   * Stands behind a position. A frame there may be gone, though what it held is sealed: its file
   * was deleted, or a power loss took pages that nobody had forced.
   */
  static ChronicleReader open(ChronicleQueue queue, RollFiles files, long position) {
    try {
      ExcerptTailer tailer = queue.createTailer();
      tailer.singleThreadedCheckDisabled(true);
      boolean inFile =
          position != Journal.NONE
              && files.fileOf(RollFiles.CYCLE.toCycle(position)).toFile().exists();
      if (!inFile || !tailer.moveToIndex(position)) {
        tailer.toStart();
      }
      return new ChronicleReader(tailer, files, position);
    } catch (Exception e) {
      throw JournalFault.of("read", files.directory(), e);
    }
  }

  @Override
  @HotPath
  public long poll(ByteBuffer into) {
    while (true) {
      try (DocumentContext document = tailer.readingDocument()) {
        if (!document.isPresent()) {
          return Journal.NONE;
        }
        position = document.index();
        if (position <= after) {
          continue;
        }
        Bytes<?> bytes = document.wire().bytes();
        long at = bytes.readPosition();
        int length = (int) Math.min(bytes.readRemaining(), into.capacity());
        into.clear();
        OS.memory().copyMemory(bytes.addressForRead(at), Jvm.address(into), length);
        into.limit(length);
        return position;
      }
    }
  }

  @Override
  public String place() {
    return files.place(
        RollFiles.CYCLE.toCycle(position), RollFiles.CYCLE.toSequenceNumber(position));
  }

  @Override
  public void close() {
    tailer.close();
  }
}
