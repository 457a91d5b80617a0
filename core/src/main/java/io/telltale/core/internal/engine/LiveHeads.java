package io.telltale.core.internal.engine;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.Frame;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalReader;
import io.telltale.core.internal.view.ReadingTap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
  private final Consumer<CorruptStoreException> damages;
  private final Frame frame = new Frame();
  private final List<HeadArena> heads = new ArrayList<>();
  private final List<HeadArena> spare = new ArrayList<>();
  private long waiting = Journal.NONE;

  /** Position of the last frame that was ever taken, or is sealed; {@link #clear} keeps it. */
  private long tapped = Journal.NONE;

  private boolean full;
  private long frames;
  private long readings;
  private long refused;

  /**
   * Makes one.
   *
   * @param damages told of frames with readings that cannot be taken
   */
  LiveHeads(Catalog catalog, FileOps ops, Consumer<CorruptStoreException> damages) {
    this.catalog = catalog;
    this.ops = ops;
    this.damages = damages;
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

  /** Position of the last frame that was ever taken, or is sealed. */
  long lastPosition() {
    return tapped;
  }

  /** Frames that are here. */
  long frames() {
    return frames;
  }

  /** Readings that are here. */
  long readings() {
    return readings;
  }

  /** Readings of those frames that are not, because the catalog does not know their series. */
  long refused() {
    return refused;
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
    frames = 0;
    readings = 0;
    refused = 0;
  }

  /**
   * Takes every frame that there is; returns whether there was one.
   *
   * @param tap hears of those that it has not heard of
   */
  boolean takeAll(JournalReader reader, ReadingTap tap) {
    boolean any = false;
    while (!full && next(reader)) {
      HeadArena head = headFor(frame.count());
      if (head == null) {
        full = true;
        return any;
      }
      boolean isNew = waiting > tapped;
      boolean whole = knowsSeries();
      long newest = Long.MIN_VALUE;
      for (int from = 0; from < frame.count(); ) {
        int taken = frame.take(from);
        int n = whole ? taken : frame.keepKnown(taken, catalog.seriesCount());
        for (int i = 0; i < n; i++) {
          head.append(frame.series()[i], frame.times()[i], frame.values()[i]);
          newest = Math.max(newest, frame.times()[i]);
        }
        if (isNew) {
          tap.readings(frame.series(), frame.times(), frame.values(), n);
        }
        from += taken;
        readings += n;
        refused += taken - n;
      }
      frames++;
      head.endFrame(waiting, frame.count(), frame.bytes().limit(), newest);
      tapped = Math.max(tapped, waiting);
      waiting = Journal.NONE;
      any = true;
    }
    return any;
  }

  private boolean next(JournalReader reader) {
    if (waiting == Journal.NONE) {
      waiting = reader.poll(frame);
      if (waiting != Journal.NONE && !knowsSeries()) {
        // a registration is on file before the frame that needs it
        catalog.refresh(ops);
        if (!knowsSeries()) {
          damages.accept(
              reader.damaged(
                  frame.countUnknown(catalog.seriesCount())
                      + " readings of series that the catalog does not know"));
        }
      }
    }
    return waiting != Journal.NONE;
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
