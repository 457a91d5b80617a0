package io.telltale.core.internal.engine;

import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.view.Views;

/**
 * The arena that takes readings, and the one that is frozen until it is sealed. An emptied arena is
 * used again; one that a cursor still reads is left to it and another takes its place, so that no
 * cursor makes the writer wait.
 *
 * <p><b>Threading:</b> the indexer freezes, the sealer says when it is done.
 */
final class Heads {
  private final Views views;
  private final long arenaBytes;
  private volatile HeadArena active;

  /** An arena that direct memory had no room to prepare; the sealer's. */
  private HeadArena cramped;

  private HeadArena other;
  private volatile HeadArena frozen;

  Heads(Views views, long arenaBytes) {
    this.views = views;
    this.arenaBytes = arenaBytes;
    this.active = new HeadArena(arenaBytes);
    this.other = new HeadArena(arenaBytes);
    views.addHead(active);
  }

  /** Where the indexer appends. */
  HeadArena active() {
    return active;
  }

  /** Gets memory ready that the indexer will need soon; the sealer does that when it is idle. */
  void prepare() {
    HeadArena arena = active;
    if (arena == cramped) {
      return;
    }
    try {
      arena.prepare();
      cramped = null;
    } catch (OutOfMemoryError full) {
      // the indexer finds out when it needs it, and knows what to do; each attempt costs a
      // garbage collection
      cramped = arena;
    }
  }

  /** What waits to be sealed, or null. */
  HeadArena frozen() {
    return frozen;
  }

  /**
   * Whether the active arena has room for a frame, frozen first if it has not; false while the one
   * before is not sealed yet.
   *
   * @param readings of the frame
   * @param series how many there are in the store
   * @throws io.telltale.core.StoreException when direct memory has no room for an empty arena
   */
  boolean makeRoom(int readings, int series) {
    try {
      return hasRoom(readings, series) || tryFreeze() && hasRoom(readings, series);
    } catch (OutOfMemoryError full) {
      if (active.isEmpty()) {
        throw DirectMemory.exhausted(arenaBytes, full);
      }
      // it ends here instead: what is sealed gives its pages back
      tryFreeze();
      return false;
    }
  }

  private boolean hasRoom(int readings, int series) {
    if (active.isEmpty()) {
      active.fitTo(series);
    }
    return active.hasRoomFor(readings, series);
  }

  /** Freezes the active arena whole; false while the one before is not sealed yet. */
  boolean tryFreeze() {
    if (frozen != null) {
      return false;
    }
    HeadArena full = active;
    active = other.isUnused() ? other : new HeadArena(arenaBytes);
    other = full;
    active.clear();
    views.addHead(active);
    frozen = full;
    return true;
  }

  /** The frozen arena's segment is in the manifest and in the current view. */
  void sealed() {
    frozen = null;
  }

  /** Lets go of the arenas, once no view holds them any more. */
  void close() {
    active.close();
    other.close();
  }
}
