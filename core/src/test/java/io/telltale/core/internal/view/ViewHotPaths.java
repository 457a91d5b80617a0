package io.telltale.core.internal.view;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.testkit.HotPathCoverage;
import java.util.List;

/** Cases for views: pinning, and scanning series that lie in heads, in segments and in both. */
public final class ViewHotPaths {
  private static final int ITERATIONS = 100;

  private final TelemetryStore store;
  private final View view;
  private final Views views;
  private final int seriesCount;
  private final SeriesScan scan = new SeriesScan();
  private final PartPlan plan = new PartPlan(1_024);
  private final PartMerger merger = new PartMerger();
  private final BlockBuffer buffer = new BlockBuffer();
  private long sink;
  private int blocks;
  private int merged;
  private int alone;

  private ViewHotPaths(TelemetryStore store, View view) {
    this.store = store;
    this.view = view;
    this.views = new Views(view.catalog(), true, List.of(view.segment(0)));
    this.seriesCount = view.catalog().seriesCount();
  }

  /**
   * Adds the cases; the view has blocks that nothing overlaps, overlapping parts, and heads alone.
   */
  public static void addTo(HotPathCoverage coverage, TelemetryStore store, View view) {
    ViewHotPaths paths = new ViewHotPaths(store, view);
    coverage.add(
        "pin a view and release it",
        paths::pin,
        1_000,
        methods(StoreAccess.class, "pin"),
        methods(Views.class, "pin"),
        methods(View.class, "tryPin", "release", "newestTime", "hasUnsealed", "hasUnsealedOf"));
    coverage.add(
        "plan and merge parts",
        paths::merge,
        ITERATIONS,
        methods(PartPlan.class, "build"),
        methods(PartMerger.class, "start", "fill", "load"));
    coverage.add(
        "scan series part by part",
        paths::scan,
        ITERATIONS,
        methods(
            SeriesScan.class,
            "open",
            "next",
            "isBlock",
            "load",
            "openChunk",
            "loadTimes",
            "loadValues",
            "time",
            "countUpTo",
            "size",
            "times",
            "values",
            "seek",
            "partFirstTime",
            "partLastTime",
            "partIsBlock",
            "partHas",
            "partStatistic",
            "partBytes"));
    paths.scan();
    if (paths.blocks == 0 || paths.merged == 0 || paths.alone == 0) {
      throw new AssertionError("the view lacks parts of some kind");
    }
  }

  private void pin() {
    View first = StoreAccess.pin(store);
    sink += first.newestTime() + (first.hasUnsealed() && first.hasUnsealedOf(0) ? 1 : 0);
    first.release();
    views.pin().release();
  }

  private void merge() {
    for (int series = 0; series < seriesCount; series++) {
      plan.build(view, series);
      for (int part = 0; part < plan.parts(); part++) {
        if (plan.end(part) - plan.start(part) > 1) {
          merger.start(view, plan, part);
          while (merger.fill(buffer)) {
            sink += buffer.count;
          }
        } else {
          merger.load(view, plan, plan.piece(plan.start(part)), buffer);
        }
      }
    }
  }

  private void scan() {
    for (int series = -1; series < seriesCount; series++) {
      scan.open(view, series);
      while (scan.next()) {
        scan.openChunk();
        scan.loadTimes();
        scan.loadValues(0, scan.size());
        sink += scan.time(0) + scan.countUpTo(scan.time(scan.size() / 2));
        scan.load();
        sink += scan.times()[scan.size() - 1] + scan.values()[0];
      }
      for (int part = scan.partCount() - 1; part >= 0; part--) {
        statistics(part);
        scan.seek(part);
        scan.next();
        alone += !scan.isBlock() && scan.size() < BlockBuffer.CAPACITY ? 1 : 0;
      }
    }
  }

  private void statistics(int part) {
    sink += scan.partFirstTime(part) + scan.partLastTime(part);
    if (!scan.partIsBlock(part)) {
      merged++;
    } else if (scan.partHas(part, BlockColumn.MAX)) {
      blocks++;
      sink += scan.partStatistic(part, BlockColumn.MAX) + scan.partBytes(part);
    }
  }
}
