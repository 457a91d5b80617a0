package io.telltale.core.internal.engine;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.Frame;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalReader;
import io.telltale.core.internal.view.ReadingTap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader's own copy of what the writer has not sealed yet: as many arenas as the journal asks for
 * and the JVM's direct memory allows.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class LiveHeads {
  private static final long ARENA_BYTES = 16L << 20;

  private final Catalog catalog;
  private final FileOps ops;
  private final Frame frame = new Frame();
  private final List<HeadArena> heads = new ArrayList<>();
  private final List<HeadArena> spare = new ArrayList<>();
  private long waiting = Journal.NONE;

  /** Position of the last frame that was ever taken, or is sealed; {@link #clear} keeps it. */
  private long tapped = Journal.NONE;

  private boolean full;

  LiveHeads(Catalog catalog, FileOps ops) {
    this.catalog = catalog;
    this.ops = ops;
  }

  /** Heads in order of arrival. */
  List<HeadArena> heads() {
    return heads;
  }

  /**
   * Takes note that everything up to a position is sealed; returns whether there may be frames
   * among them that were not taken before.
   */
  boolean skipTo(long sealedPosition) {
    boolean skips = sealedPosition > tapped;
    tapped = Math.max(tapped, sealedPosition);
    return skips;
  }

  /** Whether memory ran out before the journal did. */
  boolean isFull() {
    return full;
  }

  /** Begins anew: what was here is sealed now, in part or whole. */
  void clear() {
    spare.addAll(heads);
    heads.clear();
    waiting = Journal.NONE;
    full = false;
  }

  /**
   * Takes every frame that there is; returns whether there was one.
   *
   * @param tap hears of those that it has not heard of
   */
  boolean takeAll(JournalReader reader, ReadingTap tap) {
    boolean taken = false;
    while (!full && next(reader)) {
      HeadArena head = headFor(frame.count());
      if (head == null) {
        full = true;
        return taken;
      }
      boolean isNew = waiting > tapped;
      long newest = Long.MIN_VALUE;
      for (int from = 0; from < frame.count(); ) {
        int n = frame.take(from);
        for (int i = 0; i < n; i++) {
          head.append(frame.series()[i], frame.times()[i], frame.values()[i]);
          newest = Math.max(newest, frame.times()[i]);
        }
        if (isNew) {
          tap.readings(frame.series(), frame.times(), frame.values(), n);
        }
        from += n;
      }
      head.endFrame(waiting, frame.count(), frame.bytes().limit(), newest);
      tapped = Math.max(tapped, waiting);
      waiting = Journal.NONE;
      taken = true;
    }
    return taken;
  }

  private boolean next(JournalReader reader) {
    if (waiting == Journal.NONE) {
      waiting = reader.poll(frame.bytes());
      if (waiting == Journal.NONE) {
        return false;
      }
      String fault = frame.check();
      if (fault == null && !knowsSeries()) {
        // a registration is on file before the frame that needs it
        catalog.refresh(ops);
        fault = knowsSeries() ? null : "a reading of a series that the catalog does not know";
      }
      if (fault != null) {
        throw new CorruptStoreException(Path.of(reader.place()), -1, fault);
      }
    }
    return true;
  }

  private boolean knowsSeries() {
    return frame.hasSeriesBelow(catalog.seriesCount());
  }

  private HeadArena headFor(int readings) {
    int series = catalog.seriesCount();
    try {
      if (!heads.isEmpty() && heads.get(heads.size() - 1).hasRoomFor(readings, series)) {
        return heads.get(heads.size() - 1);
      }
      HeadArena head = spareOrNew();
      head.fitTo(series);
      return head.hasRoomFor(readings, series) && heads.add(head) ? head : null;
    } catch (OutOfMemoryError noMemory) {
      return null;
    }
  }

  private HeadArena spareOrNew() {
    for (int i = 0; i < spare.size(); i++) {
      if (spare.get(i).isUnused()) {
        HeadArena head = spare.remove(i);
        head.clear();
        return head;
      }
    }
    return new HeadArena(ARENA_BYTES);
  }
}
