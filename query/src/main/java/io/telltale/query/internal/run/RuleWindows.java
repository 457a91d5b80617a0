package io.telltale.query.internal.run;

import io.telltale.core.Channel;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.Rule;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.plan.Limit;
import io.telltale.query.internal.plan.Plan;
import io.telltale.query.internal.prune.DeviceProof;
import io.telltale.query.internal.prune.DeviceScreen;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.scan.StoreParts;
import io.telltale.query.internal.scan.Tally;
import io.telltale.query.internal.sweep.DeviceSweep;
import io.telltale.query.internal.sweep.SweepCompiler;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * The windows of one rule: a plain condition on one channel is evaluated block by block where
 * statistics decide, every other in a sweep.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query.
 */
final class RuleWindows implements DeviceWindows {
  /** Fewer devices than one in so many are looked at one by one. */
  private static final int SCREENED_SHARE = 8;

  private final Rule rule;
  private RoaringBitmap selected;
  private final List<Channel> channels;
  private final WindowBatch batch = new WindowBatch();
  private final WindowAssembler assembler;
  private final Tally tally;

  /** Evaluates a plain condition, else null. */
  private final SeriesEvaluator plain;

  private final Plan plan;
  private final Reach reach;

  /** Which devices a plain condition leaves open, null for every other. */
  private final DeviceScreen screen;

  private final PeakScan peaks;

  /** Evaluates every other condition, else null. */
  private final DeviceSweep sweep;

  private final StoreParts[] stores;

  /** The parts of the current device's series, null where it has none. */
  private final StoreParts[] parts;

  private View view;
  private long nowNs;
  private int device;
  private IntToLongFunction registeredAt;

  RuleWindows(Catalog catalog, Rule rule, Tally tally, int sliceReadings) {
    this.rule = rule;
    this.tally = tally;
    selected = DeviceSelection.select(catalog, rule.where());
    channels = SweepCompiler.channels(catalog, rule.condition());
    Channel first = channels.get(0);
    Limit limit = Limit.of(rule.condition(), first.kind());
    assembler = new WindowAssembler(batch, first.kind(), rule.shaping(), limit);
    reach = Reach.of(rule.shaping());
    plan = Plan.isPlain(rule) ? Plan.of(first, rule) : null;
    plain = plan == null ? null : evaluator(first);
    screen =
        plan == null ? null : new DeviceScreen(first.id(), DeviceProof.of(Plan.of(first, rule)));
    peaks =
        plan == null || plan.truth() == null
            ? null
            : new PeakScan(Plan.of(first, rule).truth(), first.kind(), limit);
    sweep = plan == null ? SweepCompiler.compile(catalog, rule, assembler, tally) : null;
    stores = new StoreParts[channels.size()];
    parts = new StoreParts[channels.size()];
    for (int c = 0; c < stores.length; c++) {
      stores[c] = new StoreParts(sliceReadings);
    }
  }

  private SeriesEvaluator evaluator(Channel channel) {
    return plan.truth() == null
        ? new SilenceEvaluator(plan.silentNs(), reach, assembler, tally)
        : new ReadingEvaluator(plan.truth(), channel.kind(), rule.shaping(), assembler, tally);
  }

  @Override
  public void reselect(Catalog catalog) {
    selected = DeviceSelection.select(catalog, rule.where());
  }

  @Override
  public void startRun(
      View newView, WindowAsk ask, long fromNs, long toNs, int firstDevice, int endDevice) {
    view = newView;
    nowNs = ask.nowNs;
    registeredAt = ask.registeredAt;
    Catalog catalog = view.catalog();
    long speaksNs = speaksNs(catalog);
    if (plain instanceof ReadingEvaluator readings) {
      plan.truth().startRun(catalog, speaksNs);
      readings.startRun(speaksNs);
      peaks.startRun(catalog, speaksNs);
    }
    if (sweep != null) {
      sweep.startRun(catalog, rule.staleNs());
    }
    if (screen != null) {
      screen(speaksNs, fromNs, toNs, ask, firstDevice, endDevice);
    }
    assembler.startRun(speaksNs, nowNs);
    batch.clear();
  }

  private void screen(
      long speaksNs, long fromNs, long toNs, WindowAsk ask, int firstDevice, int endDevice) {
    RoaringBitmap of = ask.devices;
    long few = view.catalog().deviceCount() / SCREENED_SHARE;
    if (ask.singly || of != null && of.getLongCardinality() < few) {
      screen.leaveAllOpen();
    } else {
      // what is silent needs no reading to last
      long lastsNs = plan.truth() == null ? 0 : speaksNs;
      long from = reach.mattersFrom(fromNs, nowNs, lastsNs);
      long until = reach.mattersUntil(toNs);
      screen.run(view, nowNs, speaksNs, from, until, of, firstDevice, endDevice);
      tally.provenBlocks(screen.provenBlocks());
      tally.notReporting(screen.notReporting());
    }
  }

  private long speaksNs(Catalog catalog) {
    return rule.staleNs() > 0
        ? rule.staleNs()
        : catalog.channel(channels.get(0).id()).speaksForNs();
  }

  @Override
  public int nextOpen(int from) {
    return screen == null ? from : screen.nextOpen(from);
  }

  @Override
  public boolean open(int newDevice, long fromNs, long toNs) {
    device = newDevice;
    if (screen != null && !screen.isOpen(device)
        || selected != null && !selected.contains(device)) {
      return false;
    }
    boolean any = false;
    for (int c = 0; c < stores.length; c++) {
      int series = view.catalog().findSeries(device, channels.get(c).id());
      parts[c] = series < 0 ? null : stores[c];
      if (series >= 0) {
        any = true;
        stores[c].open(view, series);
        tally.series(stores[c]);
      }
    }
    if (!any && !rule.condition().namesArrival()) {
      return false;
    }
    batch.clear();
    assembler.range(fromNs, toNs);
    if (plain == null) {
      sweep.open(parts, fromNs, nowNs, registeredAt == null ? 0 : registeredAt.applyAsLong(device));
    } else if (any) {
      plain.open(parts[0], fromNs, nowNs);
    }
    return any || plain == null;
  }

  @Override
  public boolean step() {
    return plain == null ? sweep.step() : plain.step();
  }

  @Override
  public WindowBatch batch() {
    return batch;
  }

  @Override
  public Excess excess(WindowBatch window, int of) {
    if (peaks == null) {
      return null;
    }
    int series = view.catalog().findSeries(of, channel());
    return peaks.scan(view, series, window.unpaddedStartNs(), window.lastTrueNs());
  }

  @Override
  public int channel() {
    return channels.get(0).id();
  }
}
