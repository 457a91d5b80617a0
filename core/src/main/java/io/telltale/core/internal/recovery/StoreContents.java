package io.telltale.core.internal.recovery;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreException;
import io.telltale.core.StoreLimits;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileEnvelopeLayout;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import io.telltale.core.internal.io.StoreLock;
import io.telltale.core.internal.manifest.Manifest;
import io.telltale.core.internal.manifest.ManifestStore;
import io.telltale.core.internal.manifest.SegmentEntry;
import io.telltale.core.internal.segment.SegmentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.agrona.CloseHelper;

/**
 * What a store's directory holds when it is opened: the newest manifest, and the catalog and
 * segments that it names. What the journal holds beyond is replayed by the indexer.
 *
 * @param manifests writes further manifests
 * @param manifest the newest one
 * @param catalog as far as its records are sound
 * @param segments in order of arrival
 * @param nextSegmentId an id that no segment file ever had
 */
public record StoreContents(
    ManifestStore manifests,
    Manifest manifest,
    Catalog catalog,
    List<SegmentReader> segments,
    long nextSegmentId)
    implements AutoCloseable {
  private static final Set<String> OWN_NAMES =
      Set.of(StoreLock.FILE_NAME, "catalog", "catalog.tmp", "segments", "journal", "set-aside");

  /** Creates the directory when it is absent and takes the writer's lock. */
  public static StoreLock lock(FileOps ops, StoreLayout layout) {
    try {
      ops.createDirectories(layout.directory());
      if (!isStore(ops, layout)) {
        refuseForeign(ops, layout);
      }
    } catch (IOException e) {
      throw IoFailure.of("create the store", layout.directory(), e);
    }
    return StoreLock.acquire(layout.directory());
  }

  private static boolean isStore(FileOps ops, StoreLayout layout) throws IOException {
    return ops.list(layout.directory()).stream().anyMatch(ManifestStore::isName);
  }

  private static void refuseForeign(FileOps ops, StoreLayout layout) throws IOException {
    for (String name : ops.list(layout.directory())) {
      if (!OWN_NAMES.contains(name)) {
        throw new StoreException(
            "not a store, and not empty: directory=" + layout.directory() + " holds " + name);
      }
    }
  }

  /**
   * Opens the contents for the writer, making a new store in an empty directory.
   *
   * @param wanted the duplicate policy asked for, or null for the store's own
   * @param limits how much may be registered
   */
  public static StoreContents openForWriting(
      FileOps ops, StoreLayout layout, DuplicatePolicy wanted, StoreLimits limits) {
    try {
      ops.createDirectories(layout.segments());
      ops.createDirectories(layout.journal());
      ManifestStore manifests = new ManifestStore(ops, layout.directory());
      Manifest manifest = manifests.load(null);
      if (manifest == null) {
        return create(ops, layout, manifests, wanted, limits);
      }
      requirePolicy(manifest, wanted, layout);
      long nextSegmentId = dropUnnamedSegments(ops, layout, manifest);
      Catalog catalog =
          Catalog.open(
              ops, layout.catalog(), manifest.storeId(), manifest.catalogValidLength(), limits);
      try {
        return new StoreContents(
            manifests, manifest, catalog, openSegments(ops, layout, manifest), nextSegmentId);
      } catch (RuntimeException fault) {
        throw closeAfter(catalog, fault);
      }
    } catch (IOException e) {
      throw IoFailure.of("open the store", layout.directory(), e);
    }
  }

  private static StoreContents create(
      FileOps ops,
      StoreLayout layout,
      ManifestStore manifests,
      DuplicatePolicy wanted,
      StoreLimits limits)
      throws IOException {
    refuseRemains(ops, layout);
    UUID storeId = UUID.randomUUID();
    Catalog catalog = openNewCatalog(ops, layout, storeId, limits);
    try {
      DuplicatePolicy policy = wanted == null ? DuplicatePolicy.LAST_ARRIVED : wanted;
      Manifest first = Manifest.first(storeId, policy, catalog.force());
      manifests.write(first);
      return new StoreContents(manifests, first, catalog, List.of(), first.nextSegmentId());
    } catch (RuntimeException fault) {
      throw closeAfter(catalog, fault);
    }
  }

  /** What a store holds is written after its first manifest: without one, it was lost. */
  private static void refuseRemains(FileOps ops, StoreLayout layout) throws IOException {
    boolean catalogHasRecords = false;
    if (ops.exists(layout.catalog())) {
      try (FileHandle catalog = ops.openRead(layout.catalog())) {
        catalogHasRecords = catalog.size() > FileEnvelopeLayout.HEADER_BYTES;
      }
    }
    if (catalogHasRecords
        || !ops.list(layout.segments()).isEmpty()
        || !ops.list(layout.journal()).isEmpty()) {
      throw new CorruptStoreException(
          layout.directory(), -1, "the folder holds a store's data, but no manifest");
    }
  }

  private static RuntimeException closeAfter(Catalog catalog, RuntimeException fault) {
    try {
      catalog.close();
    } catch (RuntimeException further) {
      fault.addSuppressed(further);
    }
    return fault;
  }

  /** Opens what is sealed, changing nothing. */
  public static StoreContents openReadOnly(FileOps ops, StoreLayout layout) {
    if (!ops.exists(layout.directory())) {
      throw new StoreException("no such store: directory=" + layout.directory());
    }
    ManifestStore manifests = new ManifestStore(ops, layout.directory());
    return NewestManifest.open(
        manifests, null, manifest -> openReadOnly(ops, layout, manifests, manifest));
  }

  private static StoreContents openReadOnly(
      FileOps ops, StoreLayout layout, ManifestStore manifests, Manifest manifest) {
    if (manifest == null) {
      throw new StoreException("not a store: directory=" + layout.directory() + " has no manifest");
    }
    Catalog catalog =
        Catalog.openReadOnly(
            ops, layout.catalog(), manifest.storeId(), manifest.catalogValidLength());
    try {
      return new StoreContents(
          manifests,
          manifest,
          catalog,
          openSegments(ops, layout, manifest),
          manifest.nextSegmentId());
    } catch (RuntimeException fault) {
      throw closeAfter(catalog, fault);
    }
  }

  /** A store that crashed before its first manifest holds nothing: its catalog is begun anew. */
  private static Catalog openNewCatalog(
      FileOps ops, StoreLayout layout, UUID storeId, StoreLimits limits) throws IOException {
    if (ops.exists(layout.catalog())) {
      ops.delete(layout.catalog());
    }
    return Catalog.open(ops, layout.catalog(), storeId, 0, limits);
  }

  private static void requirePolicy(Manifest manifest, DuplicatePolicy wanted, StoreLayout layout) {
    if (wanted != null && wanted != manifest.duplicates()) {
      throw new IllegalArgumentException(
          "the store was made with duplicates="
              + manifest.duplicates()
              + ", not "
              + wanted
              + ": directory="
              + layout.directory());
    }
  }

  /**
   * A segment that no manifest names was not finished before a crash, and the journal or the
   * segments that it was to replace still hold its readings; or it was replaced. Returns an id
   * beyond all that were ever used.
   */
  private static long dropUnnamedSegments(FileOps ops, StoreLayout layout, Manifest manifest)
      throws IOException {
    Set<String> named = new HashSet<>();
    manifest.segments().forEach(entry -> named.add(entry.name()));
    long next = manifest.nextSegmentId();
    for (String name : ops.list(layout.segments())) {
      next = Math.max(next, StoreLayout.segmentId(name) + 1);
      if (!named.contains(name)) {
        ops.delete(layout.segment(name));
      }
    }
    return next;
  }

  private static List<SegmentReader> openSegments(
      FileOps ops, StoreLayout layout, Manifest manifest) {
    List<SegmentReader> segments = new ArrayList<>();
    try {
      for (SegmentEntry entry : manifest.segments()) {
        segments.add(openSegment(ops, layout, manifest, entry));
      }
      return segments;
    } catch (RuntimeException fault) {
      CloseHelper.quietCloseAll(segments);
      throw fault;
    }
  }

  public static SegmentReader openSegment(
      FileOps ops, StoreLayout layout, Manifest manifest, SegmentEntry entry) {
    var file = layout.segment(entry.name());
    if (!ops.exists(file)) {
      throw new CorruptStoreException(
          file, -1, "the manifest names this segment, but it is missing");
    }
    SegmentReader segment = SegmentReader.open(ops, file, manifest.storeId());
    if (segment.firstPosition() != entry.firstPosition()
        || segment.lastPosition() != entry.lastPosition()
        || segment.readings() != entry.readings()) {
      segment.close();
      throw new CorruptStoreException(
          file, -1, "the segment is not the one that the manifest names");
    }
    return segment;
  }

  @Override
  public void close() {
    CloseHelper.closeAll(catalog, () -> CloseHelper.closeAll(segments));
  }
}
