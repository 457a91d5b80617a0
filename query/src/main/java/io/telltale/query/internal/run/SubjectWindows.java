package io.telltale.query.internal.run;

import io.telltale.core.HotPath;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.DeviceRule;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.scan.Tally;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The windows of one subject of a rule at a time, for someone who knows which subjects matter: of a
 * device, or for {@code kOfDevices} of all devices together.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none in steady state, but for
 * {@code kOfDevices}. <b>Lifetime:</b> from {@link #startRun} on while the view is pinned.
 */
public final class SubjectWindows {
  /** The newest readings matter, and few of them. */
  private static final int SLICE_READINGS = 32;

  private final WindowAsk ask = new WindowAsk();
  private final Tally tally = new Tally();
  private final DeviceWindows windows;

  /** Joins the windows of all devices, null when each is told by itself. */
  private final FleetWindows fleet;

  private View view;

  /**
   * Creates them.
   *
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  public SubjectWindows(Catalog catalog, WindowRule rule) {
    if (rule instanceof WindowRule.KOfDevices k) {
      windows = WindowFeed.windows(catalog, k.rule(), tally, SLICE_READINGS);
      fleet = new FleetWindows(k.k(), windows, k.shaping());
    } else {
      windows = WindowFeed.windows(catalog, (DeviceRule) rule, tally, SLICE_READINGS);
      fleet = null;
    }
    ask.singly = true;
    ask.fromNs = Long.MIN_VALUE;
    ask.toNs = Long.MAX_VALUE;
  }

  /** Has the rule's selectors matched anew from the next run on. */
  public void reselect(Catalog catalog) {
    windows.reselect(catalog);
  }

  /** Starts a run as of a time. */
  @HotPath
  public void startRun(View newView, long nowNs, IntToLongFunction registeredAt) {
    view = newView;
    ask.nowNs = nowNs;
    ask.registeredAt = registeredAt;
    tally.clear(view.segmentCount());
    if (fleet == null) {
      windows.startRun(view, ask, Long.MIN_VALUE, Long.MAX_VALUE, 0, 0);
    }
  }

  /**
   * Adds the windows of a device that end behind a time to a batch.
   *
   * @param into where to, its rows left as they are
   */
  @HotPath
  public void collect(int device, long fromNs, WindowBatch into) {
    if (windows.open(device, fromNs, Long.MAX_VALUE)) {
      boolean more = true;
      while (more) {
        more = windows.step();
        copy(windows.batch(), into);
      }
      copy(windows.batch(), into);
    }
  }

  /** Adds the windows of all of some devices together that end behind a time to a batch. */
  public void collect(RoaringBitmap devices, long fromNs, WindowBatch into) {
    fleet.startRun(view, ask, 0, 0);
    PeekableIntIterator each = devices.getIntIterator();
    while (each.hasNext()) {
      fleet.add(each.next());
    }
    fleet.finish(fromNs, Long.MAX_VALUE);
    copy(fleet.batch(), into);
  }

  private static void copy(WindowBatch from, WindowBatch into) {
    while (from.next()) {
      into.copy(from);
    }
  }

  /** Returns the peak and the area of a device's window, null when the batch has them. */
  public Excess excess(WindowBatch window, int device) {
    return fleet == null ? windows.excess(window, device) : null;
  }

  /** Returns the channel that the rule names first. */
  public int channel() {
    return windows.channel();
  }
}
