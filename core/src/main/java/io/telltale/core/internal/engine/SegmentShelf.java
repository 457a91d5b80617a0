package io.telltale.core.internal.engine;

import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.manifest.Manifest;
import io.telltale.core.internal.manifest.ManifestStore;
import io.telltale.core.internal.manifest.SegmentEntry;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.segment.SegmentInfo;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The live segments, and where new ones are put: names them, has them written and names them in a
 * new manifest.
 *
 * <p><b>Threading:</b> the sealer's thread.
 */
final class SegmentShelf {
  private final FileOps ops;
  private final StoreLayout layout;
  private final ManifestStore manifests;
  private final List<SegmentReader> segments;
  private Manifest manifest;
  private long nextSegmentId;

  /** Puts the blocks of a head into a segment. */
  interface BlockSource {
    void write(HeadArena head, SegmentWriter writer);
  }

  SegmentShelf(FileOps ops, StoreLayout layout, StoreContents contents) {
    this.ops = ops;
    this.layout = layout;
    this.manifests = contents.manifests();
    this.manifest = contents.manifest();
    this.segments = new ArrayList<>(contents.segments());
    this.nextSegmentId = contents.nextSegmentId();
  }

  /** Live segments in order of arrival, as the newest manifest names them. */
  List<SegmentReader> segments() {
    return Collections.unmodifiableList(segments);
  }

  /** Another number whenever the live segments are others. */
  long version() {
    return manifest.number();
  }

  /** Position up to which the live segments hold everything. */
  long sealedPosition() {
    return manifest.sealedPosition();
  }

  /** Bytes that the disk has left. */
  long usableBytes() {
    return ops.usableBytes(layout.segments());
  }

  /** Writes a segment and the manifest that names it; on return both are durable. */
  SegmentReader write(HeadArena head, BlockSource blocks, long catalogLength) {
    SegmentInfo info;
    try (SegmentWriter writer = begin(head.firstPosition())) {
      blocks.write(head, writer);
      info = writer.finish(head.lastPosition(), head.appended());
    }
    Manifest next = manifest.withSegment(entry(info), nextSegmentId - 1, catalogLength);
    SegmentReader segment = openAndName(info, next);
    segments.add(segment);
    return segment;
  }

  /** Begins a segment under a name that is never used again. */
  SegmentWriter begin(long firstPosition) {
    // taken at once: a head may be sealed while a merge is under way
    String name = StoreLayout.segmentName(nextSegmentId++);
    return SegmentWriter.create(ops, layout.segment(name), manifest.storeId(), firstPosition);
  }

  /** Puts a finished segment in the place of neighbours; on return that is durable. */
  SegmentReader replace(int from, int to, SegmentInfo info) {
    Manifest next = manifest.withMerged(from, to, entry(info), nextSegmentId);
    SegmentReader segment = openAndName(info, next);
    segments.subList(from, to).clear();
    segments.add(from, segment);
    return segment;
  }

  /** Deletes the file of a segment that was replaced, and that no view holds. */
  void drop(Path file) {
    try {
      ops.delete(file);
    } catch (IOException e) {
      // No manifest names it: the next opening deletes it.
      return;
    }
  }

  private SegmentReader openAndName(SegmentInfo info, Manifest next) {
    SegmentReader segment =
        SegmentReader.open(ops, layout.segment(info.name()), manifest.storeId());
    try {
      manifests.write(next);
    } catch (RuntimeException | Error fault) {
      segment.close();
      throw fault;
    }
    manifest = next;
    return segment;
  }

  private static SegmentEntry entry(SegmentInfo info) {
    return new SegmentEntry(
        info.name(),
        info.bytes(),
        info.firstPosition(),
        info.lastPosition(),
        info.readings(),
        info.appended());
  }
}
