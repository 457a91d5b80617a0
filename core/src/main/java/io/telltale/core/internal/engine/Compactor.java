package io.telltale.core.internal.engine;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StorageFullException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.engine.CompactionPolicy.Run;
import io.telltale.core.internal.engine.CompactionPolicy.Size;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.segment.SegmentInfo;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.agrona.concurrent.Agent;

/**
 * Merges neighbouring segments into one of full, ordered blocks, in small steps while nothing waits
 * to be indexed or sealed. The merged segment is durable, then named by a new manifest in the place
 * of the others, then shown to queries; their files go when no view holds them any more.
 *
 * <p><b>Threading:</b> the sealer's thread, so that manifests have one writer. <b>Allocation:</b>
 * none while there is nothing to merge.
 */
final class Compactor implements Agent {
  /** Series or chunks of up to 1,024 readings in one step: about a millisecond. */
  private static final int STEP_UNITS = 64;

  /** Stays free beside what a merge writes: what journal and sealing need. */
  private static final long FREE_BYTES = 256L << 20;

  private final SegmentShelf shelf;
  private final Catalog catalog;
  private final Journal journal;
  private final Heads heads;
  private final Views views;
  private final Progress progress;
  private final Function<List<Size>, Run> policy;
  private final RetiredSegments retired;
  private final boolean lastWins;
  private final boolean unasked;
  private final Set<SegmentReader> untouchable = Collections.newSetFromMap(new IdentityHashMap<>());
  private SegmentMerge merge;
  private int mergeFrom;

  /** Version of the shelf at which there was nothing to merge. */
  private long settledVersion = -1;

  /**
   * Makes one.
   *
   * @param policy says what to merge, or null
   * @param unasked whether it merges without a request
   */
  Compactor(
      SegmentShelf shelf,
      Catalog catalog,
      Journal journal,
      Heads heads,
      Views views,
      Progress progress,
      Function<List<Size>, Run> policy,
      RetiredSegments retired,
      boolean lastWins,
      boolean unasked) {
    this.shelf = shelf;
    this.catalog = catalog;
    this.journal = journal;
    this.heads = heads;
    this.views = views;
    this.progress = progress;
    this.policy = policy;
    this.retired = retired;
    this.lastWins = lastWins;
    this.unasked = unasked;
  }

  @Override
  public int doWork() {
    if (progress.hasFailed() || mustWait()) {
      return 0;
    }
    try {
      return retired.sweep() + step();
    } catch (RuntimeException | Error fault) {
      progress.fail(fault);
      giveUp();
      return 0;
    }
  }

  /** Sealing goes first, and so does indexing: both may need the core. */
  private boolean mustWait() {
    return heads.frozen() != null || progress.indexed() < journal.lastPosition();
  }

  private int step() {
    if (merge == null) {
      return (unasked || progress.isCompactionRequested()) && begin() ? 1 : 0;
    }
    SegmentInfo written;
    try {
      if (merge.step(STEP_UNITS)) {
        return 1;
      }
      written = merge.finish();
    } catch (CorruptStoreException | StoreFormatException unreadable) {
      leaveAlone(unreadable);
      return 1;
    } catch (StorageFullException full) {
      giveUp();
      settle();
      progress.tell(full);
      return 1;
    }
    publish(written);
    return 1;
  }

  /** Begins the next merge; false when there is none. */
  private boolean begin() {
    if (settledVersion == shelf.version()) {
      return false;
    }
    List<Size> sizes = new ArrayList<>();
    for (SegmentReader segment : shelf.segments()) {
      sizes.add(untouchable.contains(segment) ? Size.UNTOUCHABLE : sizeOf(segment));
    }
    Run run = policy.apply(sizes);
    if (run == null || !hasRoomFor(sizes.subList(run.from(), run.to()))) {
      settle();
      return false;
    }
    begin(run);
    return true;
  }

  private static Size sizeOf(SegmentReader segment) {
    return new Size(
        segment.readings(), segment.blockCount(), segment.seriesCount(), segment.info().bytes());
  }

  /** What is merged takes its room twice until it is done. */
  private boolean hasRoomFor(List<Size> sizes) {
    return shelf.usableBytes() - sizes.stream().mapToLong(Size::bytes).sum() >= FREE_BYTES;
  }

  private void settle() {
    settledVersion = shelf.version();
    progress.compacted(shelf.sealedPosition());
  }

  private void begin(Run run) {
    List<SegmentReader> segments = List.copyOf(shelf.segments().subList(run.from(), run.to()));
    SegmentWriter writer = shelf.begin(segments.get(0).firstPosition());
    merge = new SegmentMerge(segments, View.ofSegments(catalog, segments, lastWins), writer);
    mergeFrom = run.from();
  }

  /** Segments were only added behind these since the merge began. */
  private void publish(SegmentInfo written) {
    List<SegmentReader> segments = merge.segments();
    SegmentReader merged = shelf.replace(mergeFrom, mergeFrom + segments.size(), written);
    views.replaceSegments(segments, merged);
    giveUp();
    segments.forEach(retired::add);
  }

  /** A damaged segment must not keep the store from being written: it stays as it is. */
  private void leaveAlone(StoreException unreadable) {
    List<SegmentReader> segments = merge.segments();
    giveUp();
    for (SegmentReader segment : segments) {
      if (!(unreadable instanceof CorruptStoreException damage)
          || damage.path().equals(segment.path())) {
        untouchable.add(segment);
      }
    }
    progress.tell(unreadable);
  }

  private void giveUp() {
    if (merge != null) {
      SegmentMerge ended = merge;
      merge = null;
      ended.close();
    }
  }

  @Override
  public String roleName() {
    return "telltale-compactor";
  }

  /** An unfinished merge leaves nothing; what was replaced goes, whoever still reads it. */
  @Override
  public void onClose() {
    giveUp();
    retired.closeAll();
  }
}
