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

/**
 * Where new segments are put: names them, has them written and names them in a new manifest.
 *
 * <p><b>Threading:</b> the sealer's thread.
 */
final class SegmentShelf {
  private final FileOps ops;
  private final StoreLayout layout;
  private final ManifestStore manifests;
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
    this.nextSegmentId = contents.nextSegmentId();
  }

  /** Writes a segment and the manifest that names it; on return both are durable. */
  SegmentReader write(HeadArena head, BlockSource blocks, long catalogLength) {
    String name = StoreLayout.segmentName(nextSegmentId);
    SegmentInfo info;
    try (SegmentWriter writer =
        SegmentWriter.create(ops, layout.segment(name), manifest.storeId(), head.firstPosition())) {
      blocks.write(head, writer);
      info = writer.finish(head.lastPosition(), head.appended());
    }
    SegmentReader segment = SegmentReader.open(ops, layout.segment(name), manifest.storeId());
    try {
      name(info, head, catalogLength);
    } catch (RuntimeException | Error fault) {
      segment.close();
      throw fault;
    }
    return segment;
  }

  private void name(SegmentInfo info, HeadArena head, long catalogLength) {
    SegmentEntry entry =
        new SegmentEntry(
            info.name(),
            info.bytes(),
            head.firstPosition(),
            head.lastPosition(),
            info.readings(),
            head.appended());
    Manifest next = manifest.withSegment(entry, nextSegmentId, catalogLength);
    manifests.write(next);
    manifest = next;
    nextSegmentId = next.nextSegmentId();
  }
}
