package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.StoreClosedException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * The current view behind one volatile reference, and how it moves on.
 *
 * <p><b>Threading:</b> any thread pins; the changes come from the agents and exclude each other.
 */
public final class Views {
  private final Catalog catalog;
  private final boolean lastWins;
  private final List<SegmentReader> segments;
  private final List<HeadArena> heads = new ArrayList<>();
  private volatile View current;

  public Views(Catalog catalog, boolean lastWins, List<SegmentReader> segments) {
    this.catalog = catalog;
    this.lastWins = lastWins;
    this.segments = new ArrayList<>(segments);
    this.current = new View(catalog, segments, heads, lastWins);
  }

  /** Pins the current view; the caller releases it. */
  @HotPath
  public View pin() {
    while (true) {
      View view = current;
      if (view == null) {
        throw new StoreClosedException("the store is closed");
      }
      if (view.tryPin()) {
        return view;
      }
    }
  }

  /** A fresh arena takes readings from now on. */
  public synchronized void addHead(HeadArena head) {
    heads.add(head);
    publish();
  }

  /** A segment takes the place of the arena that it was sealed from. */
  public synchronized void replaceHead(HeadArena sealed, SegmentReader segment) {
    heads.remove(sealed);
    segments.add(segment);
    publish();
  }

  /** One segment takes the place of neighbours that it was merged from. */
  public synchronized void replaceSegments(List<SegmentReader> merged, SegmentReader segment) {
    int at = segments.indexOf(merged.get(0));
    segments.subList(at, at + merged.size()).clear();
    segments.add(at, segment);
    publish();
  }

  /** Shows other segments and heads, in order of arrival: what a reader of a live store found. */
  public synchronized void show(List<SegmentReader> newSegments, List<HeadArena> newHeads) {
    segments.clear();
    segments.addAll(newSegments);
    heads.clear();
    heads.addAll(newHeads);
    publish();
  }

  /** No further pins; segments close, which makes their open cursors fail clearly. */
  public synchronized void close() {
    View last = current;
    current = null;
    if (last != null) {
      last.release();
      CloseHelper.closeAll(segments);
    }
  }

  private void publish() {
    View old = current;
    current = new View(catalog, segments, heads, lastWins);
    old.release();
  }
}
