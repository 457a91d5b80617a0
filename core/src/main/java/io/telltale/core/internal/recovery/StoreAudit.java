package io.telltale.core.internal.recovery;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.StoreVerifier.Report;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.manifest.Manifest;
import io.telltale.core.internal.manifest.ManifestStore;
import io.telltale.core.internal.manifest.SegmentEntry;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/** Opens and reads everything that there is, file by file, going on after damage. One use. */
public final class StoreAudit {
  private static final int ATTEMPTS = 20;

  private final FileOps ops;
  private final StoreLayout layout;
  private final ManifestStore manifests;
  private final List<String> damages = new ArrayList<>();
  private int files;
  private long blocks;
  private long frames;
  private long readings;

  /** A segment, or why it could not be opened. */
  private record Opened(SegmentReader segment, String fault) {}

  public StoreAudit(FileOps ops, StoreLayout layout) {
    this.ops = ops;
    this.layout = layout;
    this.manifests = new ManifestStore(ops, layout.directory());
  }

  public Report run() {
    if (!ops.exists(layout.directory())) {
      throw new StoreException("no such store: directory=" + layout.directory());
    }
    Manifest manifest = manifest();
    if (manifest != null) {
      List<Opened> segments = new ArrayList<>();
      try {
        Manifest opened = openSegments(manifest, segments);
        segments.forEach(this::check);
        checkUnsealed(opened);
      } finally {
        close(segments);
      }
    }
    return new Report(files, blocks, frames, readings, List.copyOf(damages));
  }

  private Manifest manifest() {
    files++;
    try {
      Manifest manifest = manifests.load(null);
      if (manifest == null) {
        throw new StoreException(
            "not a store: directory=" + layout.directory() + " has no manifest");
      }
      return manifest;
    } catch (CorruptStoreException | StoreFormatException damage) {
      damages.add(damage.getMessage());
      return null;
    }
  }

  /**
   * Opens them all before any is read: a writer may merge some meanwhile, and delete them. Returns
   * the manifest that names what was opened.
   */
  private Manifest openSegments(Manifest first, List<Opened> segments) {
    Manifest manifest = first;
    for (int attempt = 1; ; attempt++) {
      boolean whole = true;
      for (SegmentEntry entry : manifest.segments()) {
        Opened opened = open(manifest, entry);
        segments.add(opened);
        whole &= opened.fault() == null;
      }
      Manifest newest = whole ? manifest : manifests.load(manifest.storeId());
      if (newest.number() == manifest.number() || attempt == ATTEMPTS) {
        return manifest;
      }
      close(segments);
      segments.clear();
      manifest = newest;
    }
  }

  private Opened open(Manifest manifest, SegmentEntry entry) {
    try {
      return new Opened(StoreContents.openSegment(ops, layout, manifest, entry), null);
    } catch (StoreException damage) {
      return new Opened(null, damage.getMessage());
    }
  }

  private static void close(List<Opened> segments) {
    CloseHelper.closeAll(segments.stream().map(Opened::segment).toList());
  }

  /** The catalog, and what the journal holds of its series. */
  private void checkUnsealed(Manifest manifest) {
    try (Catalog catalog = catalog(manifest)) {
      checkJournal(manifest.sealedPosition(), catalog);
    }
  }

  private Catalog catalog(Manifest manifest) {
    files++;
    try {
      // opening reads every record
      return Catalog.openReadOnly(
          ops, layout.catalog(), manifest.storeId(), manifest.catalogValidLength());
    } catch (StoreException damage) {
      damages.add(damage.getMessage());
      return null;
    }
  }

  private void checkJournal(long sealedPosition, Catalog catalog) {
    JournalAudit journal = new JournalAudit(ops, layout.journal(), damages::add);
    try {
      journal.run(sealedPosition, catalog);
    } catch (StoreException damage) {
      damages.add(damage.getMessage());
    }
    files += journal.files();
    frames += journal.frames();
    readings += journal.readings();
  }

  private void check(Opened opened) {
    files++;
    if (opened.fault() != null) {
      damages.add(opened.fault());
      return;
    }
    try {
      opened.segment().verify(damage -> damages.add(damage.getMessage()));
      blocks += opened.segment().blockCount();
      readings += opened.segment().readings();
    } catch (StoreException damage) {
      damages.add(damage.getMessage());
    }
  }
}
