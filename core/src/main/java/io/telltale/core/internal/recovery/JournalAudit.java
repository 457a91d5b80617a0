package io.telltale.core.internal.recovery;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.Frame;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.journal.JournalFollower;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads every frame of a journal that is not sealed, going on after damage. One use. */
final class JournalAudit {
  private final FileOps ops;
  private final Path directory;
  private final Consumer<String> damages;
  private final Frame frame = new Frame();
  private long frames;
  private long readings;

  JournalAudit(FileOps ops, Path directory, Consumer<String> damages) {
    this.ops = ops;
    this.directory = directory;
    this.damages = damages;
  }

  /**
   * Reads what lies behind a position.
   *
   * @param catalog what readings may speak of; null when it is damaged itself
   */
  void run(long sealedPosition, Catalog catalog) {
    try (JournalFollower journal = new JournalFollower(ops, directory, sealedPosition)) {
      boolean hasMore = true;
      while (hasMore) {
        try {
          hasMore = journal.poll(frame.bytes()) != Journal.NONE;
          if (hasMore) {
            check(journal.place(), catalog);
          }
        } catch (CorruptStoreException damage) {
          damages.accept(damage.getMessage() + "; what follows in this file was not read");
          journal.leaveFile();
        }
      }
    }
  }

  private void check(String place, Catalog catalog) {
    String fault = frame.check();
    if (fault == null && catalog != null && !frame.hasSeriesBelow(catalog.seriesCount())) {
      // a registration is on file before the frame that needs it
      catalog.refresh(ops);
      fault =
          frame.hasSeriesBelow(catalog.seriesCount())
              ? null
              : "a reading of a series that the catalog does not know";
    }
    if (fault == null) {
      frames++;
      readings += frame.count();
    } else {
      damages.accept(new CorruptStoreException(Path.of(place), -1, fault).getMessage());
    }
  }

  /** Files of the journal, sealed or not. */
  int files() {
    return JournalFiles.rollFiles(directory).size();
  }

  /** Sound frames. */
  long frames() {
    return frames;
  }

  /** Readings in them. */
  long readings() {
    return readings;
  }
}
