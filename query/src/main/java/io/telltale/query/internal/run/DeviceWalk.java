package io.telltale.query.internal.run;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import org.roaringbitmap.IntIteratorFlyweight;
import org.roaringbitmap.RoaringBitmap;

/**
 * The devices of a pinned view, by id.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused; a view is pinned from {@link #open} to {@link #close}.
 */
final class DeviceWalk implements AutoCloseable {
  private final TelemetryStore store;
  private final IntIteratorFlyweight iterator = new IntIteratorFlyweight();
  private View view;
  private boolean pinned;
  private boolean all;
  private int count;
  private int device = -1;

  DeviceWalk(TelemetryStore store) {
    this.store = store;
  }

  /**
   * Pins a view and stands before the first device.
   *
   * @param selected devices to visit, null: all
   * @throws IllegalStateException when it is open already
   */
  void open(RoaringBitmap selected) {
    requireClosed();
    View current = StoreAccess.pin(store);
    openIn(current, selected, 0, current.catalog().deviceCount());
    pinned = true;
  }

  private void requireClosed() {
    if (view != null) {
      throw new IllegalStateException("close the cursor of the run before");
    }
  }

  /**
   * Stands before the first of some devices of a view that someone else has pinned.
   *
   * @param pinnedView where to look
   * @param selected devices to visit, null: all
   * @param first the first device
   * @param end the one behind the last
   * @throws IllegalStateException when it is open already
   */
  void openIn(View pinnedView, RoaringBitmap selected, int first, int end) {
    requireClosed();
    view = pinnedView;
    pinned = false;
    device = first - 1;
    count = end;
    all = selected == null;
    if (!all) {
      iterator.wrap(selected);
      iterator.advanceIfNeeded(first);
    }
  }

  /** Moves to the next device; false when there is none. */
  boolean next() {
    return next(0);
  }

  /** Moves to the next device, to none before this one; false when there is none. */
  boolean next(int atLeast) {
    if (view == null) {
      return false;
    }
    if (all) {
      device = device < count ? Math.max(device + 1, atLeast) : count;
      return device < count;
    }
    if (atLeast > device + 1) {
      // not otherwise: it would go back within a run
      iterator.advanceIfNeeded(atLeast);
    }
    if (!iterator.hasNext()) {
      return false;
    }
    device = iterator.next();
    // Ids are unsigned in a bitmap and ascend: what lies beyond the last device ends the walk.
    return device >= 0 && device < count;
  }

  /** Moves to one device; false when there is no such device. */
  boolean moveTo(int newDevice) {
    device = newDevice;
    return newDevice >= 0 && newDevice < count;
  }

  /** Returns the device. */
  int device() {
    return device;
  }

  /** Returns the pinned view. */
  View view() {
    return view;
  }

  @Override
  public void close() {
    if (view != null) {
      View last = view;
      view = null;
      if (pinned) {
        last.release();
      }
    }
  }
}
