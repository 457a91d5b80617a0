package io.telltale.query.internal.run;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.DeviceRule;
import io.telltale.query.EndReason;
import io.telltale.query.Explain;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.scan.Tally;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * The cursor of a window query, used for every run of it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> a view
 * is pinned from {@link #start} to {@link #close}.
 */
public final class WindowRun implements WindowCursor {
  private final DeviceWalk devices;
  private final Tally tally = new Tally();
  private final DeviceWindows windows;
  private final RoaringBitmap selected;

  /** Joins the windows of all devices, null when each is told by itself. */
  private final FleetWindows fleet;

  private final WindowBatch batch;
  private final RoaringBitmap inside = new RoaringBitmap();
  private final boolean needsRegistration;
  private long fromNs;
  private long toNs;
  private boolean clips;
  private long nowNs;
  private boolean inDevice;
  private boolean done = true;
  private final Budget budget = new Budget();
  private boolean paused;

  /**
   * Creates the cursor of a rule.
   *
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  public WindowRun(TelemetryStore store, WindowRule rule) {
    devices = new DeviceWalk(store);
    Catalog catalog = StoreAccess.catalog(store);
    DeviceRule each = rule instanceof WindowRule.KOfDevices k ? k.rule() : (DeviceRule) rule;
    windows = windows(catalog, each);
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

  private DeviceWindows windows(Catalog catalog, DeviceRule rule) {
    if (rule instanceof Rule plain) {
      return new RuleWindows(catalog, plain, tally);
    }
    return PairWindows.of(
        rule, windows(catalog, Sides.first(rule)), windows(catalog, Sides.second(rule)));
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
  public RoaringBitmap selected() {
    return selected;
  }

  /**
   * Starts a run.
   *
   * @throws IllegalStateException when the run before has not been closed, or when the rule needs
   *     times of registration and there are none
   */
  @HotPath
  public void start(
      long from,
      long to,
      Extent extent,
      boolean hasNow,
      long now,
      RoaringBitmap of,
      IntToLongFunction registeredAt) {
    if (needsRegistration && registeredAt == null) {
      throw new IllegalStateException("neverSeen needs to know when devices were registered");
    }
    devices.open(of);
    fromNs = from;
    toNs = to;
    clips = extent == Extent.CLIP;
    nowNs = hasNow ? now : devices.view().newestTime();
    startRun(registeredAt, of);
  }

  private void startRun(IntToLongFunction registeredAt, RoaringBitmap of) {
    View view = devices.view();
    tally.clear(view.segmentCount());
    batch.clear();
    if (fleet == null) {
      windows.startRun(view, nowNs, registeredAt, of);
      tally.provenDevices(windows.provenDevices());
    } else {
      fleet.startRun(view, nowNs, registeredAt, of);
    }
    inDevice = false;
    done = false;
    paused = false;
    budget.renew(0);
  }

  @Override
  @HotPath
  public boolean next() {
    if (paused) {
      paused = false;
      budget.renew(tally.readingsDecoded());
    }
    while (!batch.next()) {
      // something is done in each turn, however small the budget
      if (done || !advance()) {
        done = true;
        return false;
      }
      if (budget.isSpent(tally.readingsDecoded()) && batch.isEmpty() && !done) {
        paused = true;
        return false;
      }
    }
    return true;
  }

  /** Sets what each run may do before it pauses; Long.MAX_VALUE: no limit. */
  public void budget(long mostNs, long mostReadings) {
    budget.set(mostNs, mostReadings);
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  /** Evaluates some of a device, the next one when the one before is exhausted. */
  private boolean advance() {
    if (fleet != null) {
      if (devices.next()) {
        fleet.add(devices.device());
      } else {
        fleet.finish(fromNs, toNs);
        done = true;
      }
      return true;
    }
    if (!inDevice) {
      inDevice = devices.next();
      if (!inDevice) {
        return false;
      }
      inDevice = windows.open(devices.device(), fromNs, toNs);
      if (inDevice) {
        tally.device();
      }
      return true;
    }
    inDevice = windows.step();
    return true;
  }

  /** Returns what was read and skipped so far. */
  public Explain explain() {
    return tally.explain();
  }

  /** Returns the view that the run reads. */
  public View view() {
    return devices.view();
  }

  /** Returns the time as of which the run evaluates. */
  public long nowNs() {
    return nowNs;
  }

  @Override
  public int device() {
    return fleet == null ? devices.device() : NO_DEVICE;
  }

  @Override
  public RoaringBitmap devices() {
    if (fleet != null) {
      fleet.devices(inside);
    } else {
      inside.clear();
      inside.add(devices.device());
    }
    return inside;
  }

  @Override
  public int channel() {
    return windows.channel();
  }

  @Override
  public long startNs() {
    return clips ? Math.max(batch.startNs(), fromNs) : batch.startNs();
  }

  @Override
  public long endNs() {
    long end = batch.endNs();
    boolean staysOpen = batch.endReason() == EndReason.OPEN && toNs > nowNs;
    return !clips || staysOpen ? end : Math.min(end, toNs);
  }

  @Override
  public EndReason endReason() {
    return batch.endReason();
  }

  @Override
  public long onsetNs() {
    return batch.onsetNs();
  }

  @Override
  public long lastTrueNs() {
    return batch.lastTrueNs();
  }

  @Override
  public long heldForNs() {
    return batch.heldForNs();
  }

  @Override
  public long samples() {
    return batch.samples();
  }

  @Override
  public double min() {
    return batch.min();
  }

  @Override
  public double max() {
    return batch.max();
  }

  @Override
  public double mean() {
    return batch.mean();
  }

  @Override
  @HotPath
  public double peak() {
    Excess excess = fleet == null ? windows.excess(batch) : null;
    return excess == null ? batch.peak() : excess.peak();
  }

  @Override
  @HotPath
  public long peakTimeNs() {
    Excess excess = fleet == null ? windows.excess(batch) : null;
    return excess == null ? batch.peakTimeNs() : excess.peakTime(batch.startNs());
  }

  @Override
  @HotPath
  public double excessArea() {
    Excess excess = fleet == null ? windows.excess(batch) : null;
    return excess == null ? batch.excessArea() : excess.area();
  }

  @Override
  public void close() {
    done = true;
    paused = false;
    batch.clear();
    devices.close();
  }
}
