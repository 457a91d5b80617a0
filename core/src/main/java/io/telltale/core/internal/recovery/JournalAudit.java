package io.telltale.core.internal.recovery;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.Frame;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.journal.JournalFollower;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
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
    Set<String> found = new LinkedHashSet<>();
    try (JournalFollower journal =
        JournalFollower.of(ops, directory, sealedPosition, d -> found.add(d.getMessage()))) {
      while (journal.poll(frame) != Journal.NONE) {
        frames++;
        readings += frame.count();
        if (catalog != null && !knowsSeries(catalog)) {
          found.add(
              journal.damaged("a reading of a series that the catalog does not know").getMessage());
        }
      }
    } finally {
      found.forEach(damages);
    }
  }

  private boolean knowsSeries(Catalog catalog) {
    if (!frame.hasSeriesBelow(catalog.seriesCount())) {
      // a registration is on file before the frame that needs it
      catalog.refresh(ops);
    }
    return frame.hasSeriesBelow(catalog.seriesCount());
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
