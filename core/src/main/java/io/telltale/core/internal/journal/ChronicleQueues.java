package io.telltale.core.internal.journal;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** How every queue of ours is set up. */
final class ChronicleQueues {
  /** A file is mapped in one piece, so that no frame pays for mapping the next one. */
  static final long BLOCK_BYTES = 256L << 20;

  static {
    // read once, when Chronicle's classes load: no calls home, no banner, no thread that watches
    // disks
    System.setProperty("chronicle.analytics.disable", "true");
    System.setProperty("chronicle.announcer.disable", "true");
    System.setProperty("chronicle.disk.monitor.disable", "true");
  }

  private ChronicleQueues() {}

  /** A builder for the queue in a directory. */
  static SingleChronicleQueueBuilder configure(Path directory) {
    return ChronicleQueue.singleBuilder(directory)
        .rollCycle(RollFiles.CYCLE)
        .blockSize(BLOCK_BYTES)
        // what a killed process wrote lies in the kernel's page cache; to force a file that is left
        // behind, and deleted once it is sealed, would only write it to the disk
        .syncMode(SyncMode.NONE);
  }
}
