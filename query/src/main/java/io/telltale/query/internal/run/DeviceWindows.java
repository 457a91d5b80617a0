package io.telltale.query.internal.run;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;

/**
 * The windows of a rule, device after device.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query; from {@link #startRun} on, while the view is pinned.
 */
interface DeviceWindows {
  /**
   * Starts a run.
   *
   * @param fromNs those that end by then will not be asked for
   * @param toNs those that start then or later will not be, Long.MAX_VALUE: no limit
   * @param firstDevice those that will be opened are from here
   * @param endDevice to before this one
   */
  void startRun(View view, WindowAsk ask, long fromNs, long toNs, int firstDevice, int endDevice);

  /** Has the rule's selectors matched anew from the next run on. */
  void reselect(Catalog catalog);

  /** Returns the first device, not before this one, that may have windows. */
  int nextOpen(int device);

  /**
   * Starts a device; false when it has no windows, whatever the range.
   *
   * @param fromNs windows that end by then are left out
   * @param toNs windows that start then or later are left out; Long.MAX_VALUE: none
   */
  boolean open(int device, long fromNs, long toNs);

  /** Goes on, perhaps adding windows to the batch; false when nothing of the device is left. */
  boolean step();

  /** Returns where the windows are. */
  WindowBatch batch();

  /**
   * Returns the peak and the area of a device's window at which a batch stands, null when the batch
   * has them.
   */
  Excess excess(WindowBatch window, int device);

  /** Returns the channel that the rule names first. */
  int channel();
}
