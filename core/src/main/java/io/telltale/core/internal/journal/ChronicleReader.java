package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
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
   * Stands at the beginning of a file.
   *
   * @param cycle of the file, which must be there
   * @param after frames up to this position are passed over
   */
  static ChronicleReader open(ChronicleQueue queue, RollFiles files, int cycle, long after) {
    try {
      ExcerptTailer tailer = queue.createTailer();
      tailer.singleThreadedCheckDisabled(true);
      long first = RollFiles.CYCLE.toIndex(cycle, 0);
      if (!tailer.moveToIndex(Math.max(first, after))) {
        tailer.moveToIndex(first);
      }
      return new ChronicleReader(tailer, files, after);
    } catch (Exception e) {
      throw JournalFault.of("read", files.directory(), e);
    }
  }

  @Override
  @HotPath
  public long poll(Frame frame) {
    ByteBuffer into = frame.bytes();
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
        String fault = frame.check();
        if (fault != null) {
          throw damaged(fault);
        }
        return position;
      }
    }
  }

  @Override
  public CorruptStoreException damaged(String fault) {
    return new CorruptStoreException(
        files.fileOf(RollFiles.CYCLE.toCycle(position)),
        -1,
        "frame " + RollFiles.CYCLE.toSequenceNumber(position) + ": " + fault);
  }

  @Override
  public void close() {
    tailer.close();
  }
}
