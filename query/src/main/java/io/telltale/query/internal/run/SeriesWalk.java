package io.telltale.query.internal.run;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.StoreParts;
import org.roaringbitmap.RoaringBitmap;

/**
 * The series of one channel in a pinned view, by device.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused; a view is pinned from {@link #open} to {@link #close}.
 */
public final class SeriesWalk implements AutoCloseable {
  private final DeviceWalk devices;
  private final int channel;
  private final StoreParts parts = new StoreParts();
  private int series = -1;

  /** Creates a walk over the series of a channel. */
  public SeriesWalk(TelemetryStore store, int channel) {
    devices = new DeviceWalk(store);
    this.channel = channel;
  }

  /**
   * Pins a view and stands before the first device.
   *
   * @param selected devices to visit, null: all
   * @throws IllegalStateException when it is open already
   */
  public void open(RoaringBitmap selected) {
    devices.open(selected);
  }

  /**
   * Stands before the first device of a view that someone else has pinned.
   *
   * @throws IllegalStateException when it is open already
   */
  public void openIn(View pinnedView) {
    openIn(pinnedView, null, 0, pinnedView.catalog().deviceCount());
  }

  /** The same, with some of the devices: see {@link DeviceWalk#openIn}. */
  void openIn(View pinnedView, RoaringBitmap selected, int first, int end) {
    devices.openIn(pinnedView, selected, first, end);
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
    return devices.next();
  }

  /** Opens the series of the device; false when it has none. */
  public boolean openSeries() {
    series = view().catalog().findSeries(device(), channel);
    if (series < 0) {
      return false;
    }
    parts.open(view(), series);
    return true;
  }

  /** Moves to one device; false when it has no series. */
  public boolean moveTo(int device) {
    return devices.moveTo(device) && openSeries();
  }

  /** Opens the current series once more, for who must look at two places of it. */
  public void openAgain(StoreParts other) {
    other.open(view(), series);
  }

  /** Returns the device. */
  public int device() {
    return devices.device();
  }

  /** Returns the series' parts. */
  public Parts parts() {
    return parts;
  }

  /** Returns the pinned view. */
  public View view() {
    return devices.view();
  }

  @Override
  public void close() {
    devices.close();
  }
}
