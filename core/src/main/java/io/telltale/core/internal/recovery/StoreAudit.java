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

/** Opens and reads everything that is sealed, file by file, going on after damage. One use. */
public final class StoreAudit {
  private final FileOps ops;
  private final StoreLayout layout;
  private final List<String> damages = new ArrayList<>();
  private int files;
  private long blocks;
  private long readings;

  public StoreAudit(FileOps ops, StoreLayout layout) {
    this.ops = ops;
    this.layout = layout;
  }

  public Report run() {
    if (!ops.exists(layout.directory())) {
      throw new StoreException("no such store: directory=" + layout.directory());
    }
    Manifest manifest = manifest();
    if (manifest != null) {
      checkCatalog(manifest);
      for (SegmentEntry entry : manifest.segments()) {
        checkSegment(manifest, entry);
      }
    }
    return new Report(files, blocks, readings, List.copyOf(damages));
  }

  private Manifest manifest() {
    files++;
    try {
      Manifest manifest = new ManifestStore(ops, layout.directory()).load(null);
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

  private void checkCatalog(Manifest manifest) {
    files++;
    try {
      // opening reads every record
      Catalog.openReadOnly(ops, layout.catalog(), manifest.storeId(), manifest.catalogValidLength())
          .close();
    } catch (StoreException damage) {
      damages.add(damage.getMessage());
    }
  }

  private void checkSegment(Manifest manifest, SegmentEntry entry) {
    files++;
    try (SegmentReader segment = StoreContents.openSegment(ops, layout, manifest, entry)) {
      segment.verify(damage -> damages.add(damage.getMessage()));
      blocks += segment.blockCount();
      readings += segment.readings();
    } catch (StoreException damage) {
      damages.add(damage.getMessage());
    }
  }
}
