package io.telltale.core.internal.engine;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.RecoveryReport;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.journal.JournalFollower;
import io.telltale.core.internal.manifest.Manifest;
import io.telltale.core.internal.manifest.SegmentEntry;
import io.telltale.core.internal.recovery.NewestManifest;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.Views;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.CloseHelper;

/**
 * The reading side of a store that another process may be writing: what is sealed, and what is not.
 * Each refresh shows a prefix of what was committed.
 *
 * <p><b>Threading:</b> any thread; refreshes exclude each other.
 */
public final class StoreFollower implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final FileOps ops;
  private final StoreLayout layout;
  private final StoreContents contents;
  private final Views views;
  private final LiveHeads live;
  private final Map<String, SegmentReader> open = new HashMap<>();
  private final RetiredSegments retired = new RetiredSegments(file -> {});
  private final Set<String> damages = new LinkedHashSet<>();
  private Manifest manifest;
  private List<SegmentReader> segments;
  private JournalFollower journal;

  /** Something was found that no view shows yet. */
  private boolean unshown;

  private ReadingTap tap = ReadingTap.NONE;
  private boolean closed;

  private StoreFollower(FileOps ops, StoreLayout layout, StoreContents contents, Views views) {
    this.ops = ops;
    this.layout = layout;
    this.contents = contents;
    this.views = views;
    this.live = new LiveHeads(contents.catalog(), ops, this::keep);
    this.manifest = contents.manifest();
    this.segments = contents.segments();
    for (int i = 0; i < segments.size(); i++) {
      open.put(manifest.segments().get(i).name(), segments.get(i));
    }
  }

  /** Opens what there is, changing nothing. */
  public static StoreFollower open(FileOps ops, StoreLayout layout) {
    StoreContents contents = StoreContents.openReadOnly(ops, layout);
    boolean lastWins = contents.manifest().duplicates() == DuplicatePolicy.LAST_ARRIVED;
    Views views = new Views(contents.catalog(), lastWins, contents.segments());
    StoreFollower follower = new StoreFollower(ops, layout, contents, views);
    try {
      follower.refresh();
      return follower;
    } catch (RuntimeException | Error fault) {
      follower.close();
      throw fault;
    }
  }

  public Views views() {
    return views;
  }

  public Catalog catalog() {
    return contents.catalog();
  }

  /** Tells a tap of every refresh from now on, each as one frame. */
  public synchronized void tap(ReadingTap newTap) {
    ReadingTap.requireFree(tap, newTap);
    tap = newTap;
  }

  /**
   * Shows what was committed since; returns whether there was anything.
   *
   * @throws StoreException when the writer seals faster than this can follow
   */
  public synchronized boolean refresh() {
    if (closed) {
      throw new StoreClosedException("the store is closed: directory=" + layout.directory());
    }
    ReadingTap hears = tap;
    boolean whole = false;
    hears.beginFrame();
    try {
      boolean changed = refresh(hears);
      whole = true;
      return changed;
    } finally {
      if (whole) {
        hears.endFrame();
      } else {
        hears.abandonFrame();
      }
    }
  }

  private boolean refresh(ReadingTap hears) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      unshown |= adoptManifest();
      if (live.skipTo(manifest.sealedPosition())) {
        hears.missed();
      }
      RuntimeException fault = null;
      try {
        unshown |= takeJournal(hears);
      } catch (RuntimeException e) {
        fault = e;
      }
      // files of the journal go only after a manifest says so: while it says the same, no gap
      if (newestManifest().sealedPosition() == manifest.sealedPosition()) {
        if (fault != null) {
          closeJournal();
          // the next refresh begins anew, and meets the same fault unless it went away
          throw fault;
        }
        boolean changed = unshown;
        if (changed) {
          views.show(segments, live.heads());
          unshown = false;
        }
        retired.sweep();
        return changed;
      }
      closeJournal();
    }
    throw new StoreException(
        "the writer seals faster than the reader can follow: directory=" + layout.directory());
  }

  private boolean adoptManifest() {
    long before = newestManifest().number();
    contents.catalog().refresh(ops);
    if (before == manifest.number()) {
      return false;
    }
    NewestManifest.open(contents.manifests(), manifest.storeId(), this::adopt);
    return true;
  }

  private Manifest newestManifest() {
    return contents.manifests().load(manifest.storeId());
  }

  private Manifest adopt(Manifest newest) {
    Map<String, SegmentReader> found = new LinkedHashMap<>();
    for (SegmentEntry entry : newest.segments()) {
      found.put(
          entry.name(),
          open.computeIfAbsent(
              entry.name(), name -> StoreContents.openSegment(ops, layout, newest, entry)));
    }
    open.forEach(
        (name, segment) -> {
          if (!found.containsKey(name)) {
            retired.add(segment);
          }
        });
    open.keySet().retainAll(found.keySet());
    segments = List.copyOf(found.values());
    if (newest.sealedPosition() != manifest.sealedPosition()) {
      closeJournal();
    }
    manifest = newest;
    return newest;
  }

  private boolean takeJournal(ReadingTap hears) {
    if (journal == null) {
      live.clear();
      journal = JournalFollower.of(ops, layout.journal(), manifest.sealedPosition(), this::keep);
    }
    return live.takeAll(journal, hears);
  }

  private void closeJournal() {
    if (journal != null) {
      journal.close();
      journal = null;
    }
  }

  private void keep(CorruptStoreException damage) {
    damages.add(damage.getMessage());
  }

  /** What is shown now, and damages of the journal that were ever met, and passed over. */
  public synchronized RecoveryReport recovery() {
    return new RecoveryReport(
        segments.size(),
        manifest.sealedPosition(),
        live.lastPosition(),
        live.frames(),
        live.readings(),
        live.refused(),
        List.copyOf(damages),
        List.of());
  }

  /** About how many committed bytes are not shown. */
  public synchronized long unsealedBytes() {
    return live.isFull() ? JournalFiles.writtenBytes(layout.journal()) : 0;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      CloseHelper.closeAll(
          this::closeJournal,
          views::close,
          () -> CloseHelper.closeAll(open.values()),
          retired::closeAll,
          contents.catalog());
    }
  }
}
