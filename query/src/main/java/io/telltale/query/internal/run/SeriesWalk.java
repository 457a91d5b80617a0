package io.telltale.query.internal.run;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.StoreParts;
import org.roaringbitmap.IntIteratorFlyweight;
import org.roaringbitmap.RoaringBitmap;

/**
 * The series of one channel in a pinned view, by device.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused; a view is pinned from {@link #open} to {@link #close}.
 */
public final class SeriesWalk implements AutoCloseable {
  private final TelemetryStore store;
  private final int channel;
  private final IntIteratorFlyweight iterator = new IntIteratorFlyweight();
  private final StoreParts parts = new StoreParts();
  private View view;
  private boolean pinned;
  private Catalog catalog;
  private boolean all;
  private int count;
  private int device = -1;
  private int series = -1;

  /** Creates a walk over the series of a channel. */
  public SeriesWalk(TelemetryStore store, int channel) {
    this.store = store;
    this.channel = channel;
  }

  /**
   * Pins a view and stands before the first device.
   *
   * @param selected devices to visit, null: all
   * @throws IllegalStateException when it is open already
   */
  public void open(RoaringBitmap selected) {
    if (view != null) {
      throw new IllegalStateException("close the cursor of the run before");
    }
    view = StoreAccess.pin(store);
    pinned = true;
    start();
    all = selected == null;
    if (!all) {
      iterator.wrap(selected);
    }
  }

  /**
   * Stands before the first device of a view that someone else has pinned.
   *
   * @throws IllegalStateException when it is open already
   */
  public void openIn(View pinnedView) {
    if (view != null) {
      throw new IllegalStateException("close the cursor of the run before");
    }
    view = pinnedView;
    pinned = false;
    start();
    all = true;
  }

  /**
   * Stands before the first of some devices of a view that someone else has pinned.
   *
   * @param pinnedView where to look
   * @param selected devices to visit, null: all
   * @param first the first device
   * @param end the one behind the last
   */
  void openIn(View pinnedView, RoaringBitmap selected, int first, int end) {
    openIn(pinnedView);
    device = first - 1;
    count = end;
    all = selected == null;
    if (!all) {
      iterator.wrap(selected);
      iterator.advanceIfNeeded(first);
    }
  }

  private void start() {
    catalog = view.catalog();
    count = catalog.deviceCount();
    device = -1;
  }

  /** Moves to the next device that has a series and opens it; false when there is none. */
  public boolean next() {
    while (nextDevice()) {
      if (openSeries()) {
        return true;
      }
    }
    return false;
  }

  /** Moves to the next device, whether it has a series or not; false when there is none. */
  public boolean nextDevice() {
    return view != null && advance();
  }

  /** Opens the series of the device; false when it has none. */
  public boolean openSeries() {
    series = catalog.findSeries(device, channel);
    if (series < 0) {
      return false;
    }
    parts.open(view, series);
    return true;
  }

  /** Moves to one device; false when it has no series. */
  public boolean moveTo(int newDevice) {
    device = newDevice;
    return newDevice >= 0 && newDevice < count && openSeries();
  }

  /** Opens the current series once more, for who must look at two places of it. */
  public void openAgain(StoreParts other) {
    other.open(view, series);
  }

  private boolean advance() {
    if (all) {
      return device < count && ++device < count;
    }
    if (!iterator.hasNext()) {
      return false;
    }
    device = iterator.next();
    // Ids are unsigned in a bitmap and ascend: what lies beyond the last device ends the walk.
    return device >= 0 && device < count;
  }

  /** Returns the device. */
  public int device() {
    return device;
  }

  /** Returns the series' parts. */
  public Parts parts() {
    return parts;
  }

  /** Returns the pinned view. */
  public View view() {
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
