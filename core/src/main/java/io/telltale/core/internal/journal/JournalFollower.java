package io.telltale.core.internal.journal;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;

/** Reads a journal that another process writes, changing nothing. One thread. */
public final class JournalFollower implements AutoCloseable {
  private final RollFiles files;
  private final ChronicleQueue queue;

  private JournalFollower(RollFiles files, ChronicleQueue queue) {
    this.files = files;
    this.queue = queue;
  }

  /** Whether there is a journal to follow. */
  public static boolean canFollow(Path directory) {
    return JvmFlags.present() && !JournalFiles.rollFiles(directory).isEmpty();
  }

  /** Opens what {@link #canFollow} said is there. */
  public static JournalFollower open(Path directory) {
    JvmFlags.require();
    try {
      ChronicleQueue queue = ChronicleQueues.configure(directory).readOnly(true).build();
      return new JournalFollower(new RollFiles(directory), queue);
    } catch (Exception e) {
      throw JournalFault.of("read", directory, e);
    }
  }

  /** Reads the frames behind a position. */
  public JournalReader readAfter(long position) {
    return ChronicleReader.open(queue, files, position);
  }

  /** Sees files that the writer began since. */
  public void refresh() {
    queue.refreshDirectoryListing();
  }

  @Override
  public void close() {
    queue.close();
  }
}
