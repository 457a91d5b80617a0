package io.telltale.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * What a frame of bytes costs that goes into a Chronicle Queue and nowhere else, set up as the
 * journal sets up its own: the baseline of committing.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> closing deletes it.
 */
final class BareQueue implements AutoCloseable {
  private static final RollCycle CYCLE = RollCycles.FAST_DAILY;
  private static final long BLOCK_BYTES = 256L << 20;
  private static final long FILE_BYTES = 48L << 20;

  private final Path directory = ScratchDirectory.create();
  private final ByteBuffer frame;
  private final CRC32C crc = new CRC32C();
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private int cycle = 1;
  private long written;
  private long checksum;

  /** Opens one for frames of this length. */
  BareQueue(int frameBytes) {
    frame = ByteBuffer.allocateDirect(frameBytes);
    for (int i = 0; i < frameBytes; i++) {
      frame.put(i, (byte) i);
    }
    queue =
        ChronicleQueue.singleBuilder(directory)
            .rollCycle(CYCLE)
            .blockSize(BLOCK_BYTES)
            .syncMode(SyncMode.SYNC)
            .timeProvider(() -> (long) cycle * CYCLE.lengthInMillis())
            .build();
    appender = queue.createAppender();
    append();
  }

  /** Appends the frame. */
  void append() {
    int length = frame.capacity();
    try (DocumentContext document = appender.writingDocument()) {
      Bytes<?> bytes = document.wire().bytes();
      long at = bytes.writePosition();
      bytes.ensureCapacity(at + length);
      OS.memory().copyMemory(Jvm.address(frame), bytes.addressForWrite(at), length);
      bytes.writeSkip(length);
    }
    written += length;
  }

  /** Appends the frame after a checksum of it. */
  void appendChecked() {
    crc.reset();
    crc.update(frame.clear());
    checksum = crc.getValue();
    append();
  }

  /** So that nothing is optimised away. */
  long checksum() {
    return checksum;
  }

  /** Begins a new file once the last one is large, and deletes that one: not to be measured. */
  void tidy() {
    if (written < FILE_BYTES) {
      return;
    }
    List<Path> old = files();
    cycle++;
    append();
    written = 0;
    try {
      for (Path file : old) {
        Files.delete(file);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    queue.refreshDirectoryListing();
  }

  private List<Path> files() {
    try (Stream<Path> found = Files.list(directory)) {
      return found.filter(file -> file.toString().endsWith(".cq4")).toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
    ScratchDirectory.delete(directory);
  }
}
