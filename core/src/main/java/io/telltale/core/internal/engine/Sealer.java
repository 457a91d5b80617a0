package io.telltale.core.internal.engine;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.Views;
import org.agrona.concurrent.Agent;

/**
 * Turns a frozen head into a segment: written and forced, then named by a new manifest, then shown
 * to queries; only then does the journal let go of what it holds.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Sealer implements Agent {
  private final SegmentShelf shelf;
  private final Catalog catalog;
  private final Journal journal;
  private final Heads heads;
  private final Views views;
  private final Progress progress;
  private final SealingPace pace;
  private final MemoryAhead ahead;
  private final SharedSealing sharing;
  private final boolean lastWins;

  Sealer(
      SegmentShelf shelf,
      Catalog catalog,
      Journal journal,
      Heads heads,
      Views views,
      Progress progress,
      SealingPace pace,
      MemoryAhead ahead,
      SharedSealing sharing,
      boolean lastWins) {
    this.shelf = shelf;
    this.catalog = catalog;
    this.journal = journal;
    this.heads = heads;
    this.views = views;
    this.progress = progress;
    this.pace = pace;
    this.ahead = ahead;
    this.sharing = sharing;
    this.lastWins = lastWins;
  }

  @Override
  public int doWork() {
    HeadArena frozen = heads.frozen();
    if (progress.hasFailed()) {
      return 0;
    }
    if (frozen == null) {
      return ahead.step() ? 1 : 0;
    }
    try {
      seal(frozen);
    } catch (RuntimeException | Error fault) {
      progress.fail(fault);
    }
    return 1;
  }

  private void seal(HeadArena frozen) {
    long position = frozen.lastPosition();
    long readings = frozen.appended();
    long bytes = frozen.frameBytes();
    SegmentReader segment = shelf.write(frozen, this::writeBlocks, catalog.force());
    views.replaceHead(frozen, segment);
    heads.sealed();
    progress.sealed(position, readings, bytes);
    journal.deleteThrough(position);
  }

  private void writeBlocks(HeadArena frozen, SegmentWriter writer) {
    View view = View.ofHead(catalog, frozen, lastWins);
    try {
      sharing.write(new SealingBatches(catalog, frozen, view), writer, pace::await);
    } finally {
      view.release();
    }
  }

  @Override
  public String roleName() {
    return "telltale-sealer";
  }
}
