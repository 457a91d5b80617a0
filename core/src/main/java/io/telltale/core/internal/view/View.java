package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a query sees: segments, heads and catalog of one moment. It holds everything up to its
 * journal position, possibly more of single series, for the youngest head goes on filling.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> pinning and releasing allocate nothing.
 * <b>Lifetime:</b> segments stay open and heads stay full while the view is pinned or current.
 */
public final class View {
  private static final SegmentReader[] NO_SEGMENTS = {};
  private static final HeadArena[] NO_HEADS = {};

  private final Catalog catalog;
  private final SegmentReader[] segments;
  private final HeadArena[] heads;
  private final boolean lastWins;

  /** Pins, and one more while the view is current; at 0 the view is gone for good. */
  private final AtomicInteger pins = new AtomicInteger(1);

  View(Catalog catalog, List<SegmentReader> segments, List<HeadArena> heads, boolean lastWins) {
    this.catalog = catalog;
    this.segments = segments.toArray(NO_SEGMENTS);
    this.heads = heads.toArray(NO_HEADS);
    this.lastWins = lastWins;
    for (SegmentReader segment : this.segments) {
      segment.retain();
    }
    for (HeadArena head : this.heads) {
      head.retain();
    }
  }

  /** A view of one head alone, pinned, for the one who seals it. */
  public static View ofHead(Catalog catalog, HeadArena head, boolean lastWins) {
    return new View(catalog, List.of(), List.of(head), lastWins);
  }

  /** A view of neighbouring segments alone, pinned, for the one who merges them. */
  public static View ofSegments(Catalog catalog, List<SegmentReader> segments, boolean lastWins) {
    return new View(catalog, segments, List.of(), lastWins);
  }

  public Catalog catalog() {
    return catalog;
  }

  /**
   * Whether of several readings of one series and time the last to arrive counts, else the first.
   */
  public boolean lastWins() {
    return lastWins;
  }

  /** Newest event time held, or Long.MIN_VALUE when nothing is. */
  @HotPath
  public long newestTime() {
    long newest = Long.MIN_VALUE;
    for (SegmentReader segment : segments) {
      newest = Math.max(newest, segment.tMax());
    }
    for (HeadArena head : heads) {
      newest = Math.max(newest, head.newestTime());
    }
    return newest;
  }

  public int segmentCount() {
    return segments.length;
  }

  /** Segments in order of arrival. */
  public SegmentReader segment(int i) {
    return segments[i];
  }

  public int headCount() {
    return heads.length;
  }

  /** Heads in order of arrival, all behind the segments. */
  public HeadArena head(int i) {
    return heads[i];
  }

  /** Whether there are readings that are not sealed. */
  @HotPath
  public boolean hasUnsealed() {
    for (HeadArena head : heads) {
      if (!head.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a series, or -1 for none, has readings that are not sealed. */
  @HotPath
  public boolean hasUnsealedOf(int series) {
    for (int h = 0; series >= 0 && h < heads.length; h++) {
      if (heads[h].count(series) > 0) {
        return true;
      }
    }
    return false;
  }

  /** False when the view is gone already. */
  @HotPath
  boolean tryPin() {
    int now;
    do {
      now = pins.get();
      if (now == 0) {
        return false;
      }
    } while (!pins.compareAndSet(now, now + 1));
    return true;
  }

  /** Ends one pin. */
  @HotPath
  public void release() {
    if (pins.decrementAndGet() == 0) {
      for (SegmentReader segment : segments) {
        segment.release();
      }
      for (HeadArena head : heads) {
        head.release();
      }
    }
  }
}
