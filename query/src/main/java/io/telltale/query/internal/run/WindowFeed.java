package io.telltale.query.internal.run;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.DeviceRule;
import io.telltale.query.Rule;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.scan.Tally;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * Evaluates the windows of a rule, device after device, into a batch.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query; a view is pinned from {@link #open} to {@link #close}.
 */
final class WindowFeed implements AutoCloseable {
  /** As many as a block has. */
  private static final int SLICE_READINGS = 1_024;

  private final DeviceWalk devices;
  private final Tally tally = new Tally();
  private final DeviceWindows windows;
  private final RoaringBitmap selected;

  /** Joins the windows of all devices, null when each is told by itself. */
  private final FleetWindows fleet;

  private final WindowBatch batch;
  private final boolean needsRegistration;
  private WindowAsk ask;
  private boolean inDevice;
  private boolean done = true;

  /**
   * Creates the feed of a rule.
   *
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  WindowFeed(TelemetryStore store, WindowRule rule) {
    devices = new DeviceWalk(store);
    Catalog catalog = StoreAccess.catalog(store);
    DeviceRule each = rule instanceof WindowRule.KOfDevices k ? k.rule() : (DeviceRule) rule;
    windows = windows(catalog, each, tally, SLICE_READINGS);
    RoaringBitmap ofRule = DeviceSelection.select(catalog, leading(each).where());
    if (rule instanceof WindowRule.KOfDevices k) {
      fleet = new FleetWindows(k.k(), windows, k.shaping());
      batch = fleet.batch();
      selected = DeviceSelection.both(ofRule, DeviceSelection.select(catalog, k.set()));
    } else {
      fleet = null;
      batch = windows.batch();
      selected = ofRule;
    }
    needsRegistration = namesNeverSeen(each);
  }

  /**
   * Returns the windows of a rule, the sides of a combination put together.
   *
   * @param sliceReadings how finely what is not sealed is read
   */
  static DeviceWindows windows(Catalog catalog, DeviceRule rule, Tally tally, int sliceReadings) {
    if (rule instanceof Rule plain) {
      return new RuleWindows(catalog, plain, tally, sliceReadings);
    }
    return PairWindows.of(
        rule,
        windows(catalog, Sides.first(rule), tally, sliceReadings),
        windows(catalog, Sides.second(rule), tally, sliceReadings));
  }

  /** The rule whose windows come back. */
  private static Rule leading(DeviceRule rule) {
    return rule instanceof Rule plain ? plain : leading(Sides.first(rule));
  }

  private static boolean namesNeverSeen(DeviceRule rule) {
    return rule instanceof Rule plain
        ? Sides.namesNeverSeen(plain.condition())
        : namesNeverSeen(Sides.first(rule)) || namesNeverSeen(Sides.second(rule));
  }

  /** Returns the devices that the rule speaks of, null: all. */
  RoaringBitmap selected() {
    return selected;
  }

  /** Whether its windows are of all devices together: then there is but one run of all. */
  boolean joinsDevices() {
    return fleet != null;
  }

  /**
   * Pins a view and returns it; {@link #begin} is to follow.
   *
   * @throws IllegalStateException when it is open already, or when the rule needs times of
   *     registration and there are none
   */
  View open(RoaringBitmap of, IntToLongFunction registeredAt) {
    requireRegistration(registeredAt);
    devices.open(of);
    return devices.view();
  }

  /**
   * Opens a view that someone else has pinned; {@link #begin} is to follow.
   *
   * @throws IllegalStateException as {@link #open}
   */
  void openIn(View view, RoaringBitmap of, IntToLongFunction registeredAt) {
    requireRegistration(registeredAt);
    devices.openIn(view, of, 0, view.catalog().deviceCount());
  }

  private void requireRegistration(IntToLongFunction registeredAt) {
    if (needsRegistration && registeredAt == null) {
      throw new IllegalStateException("neverSeen needs to know when devices were registered");
    }
  }

  /** Starts a run over a slice of the devices, in a view that someone else has pinned. */
  void beginIn(View view, WindowAsk newAsk, int firstDevice, int endDevice) {
    devices.openIn(view, newAsk.devices, firstDevice, endDevice);
    begin(newAsk, firstDevice, endDevice);
  }

  /** Starts a run in the pinned view: statistics look at these devices first, all are visited. */
  void begin(WindowAsk newAsk, int firstDevice, int endDevice) {
    ask = newAsk;
    View view = devices.view();
    tally.clear(view.segmentCount());
    tally.devices(asked(firstDevice, endDevice));
    batch.clear();
    if (fleet == null) {
      windows.startRun(view, ask, ask.fromNs, ask.toNs, firstDevice, endDevice);
    } else {
      fleet.startRun(view, ask, firstDevice, endDevice);
    }
    inDevice = false;
    done = false;
  }

  private long asked(int firstDevice, int endDevice) {
    return ask.devices == null
        ? endDevice - firstDevice
        : ask.devices.rangeCardinality(firstDevice, endDevice);
  }

  /** Moves to the next window; false when there is none. */
  boolean next() {
    while (!batch.next()) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  /** Evaluates some, perhaps adding to the batch; false when nothing is left. */
  boolean advance() {
    if (done) {
      return false;
    }
    if (fleet != null) {
      if (devices.next()) {
        fleet.add(devices.device());
      } else {
        fleet.finish(ask.fromNs, ask.toNs);
        done = true;
      }
      return true;
    }
    if (inDevice) {
      inDevice = windows.step();
    } else if (devices.next(windows.nextOpen(devices.device() + 1))) {
      inDevice = windows.open(devices.device(), ask.fromNs, ask.toNs);
    } else {
      done = true;
    }
    return !done;
  }

  /** Whether nothing is left to evaluate. */
  boolean isDone() {
    return done;
  }

  /** Returns the device at which it stands; none of a window of several. */
  int device() {
    return devices.device();
  }

  WindowBatch batch() {
    return batch;
  }

  Tally tally() {
    return tally;
  }

  View view() {
    return devices.view();
  }

  int channel() {
    return windows.channel();
  }

  /** Returns the peak and the area of a device's window, null when it has them itself. */
  Excess excess(WindowBatch window, int device) {
    return fleet == null ? windows.excess(window, device) : null;
  }

  /** Puts the devices inside at some time of the window at which the batch stands into a set. */
  void devices(RoaringBitmap into) {
    fleet.devices(into);
  }

  @Override
  public void close() {
    done = true;
    batch.clear();
    devices.close();
  }
}
