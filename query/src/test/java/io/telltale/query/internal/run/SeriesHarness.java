package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.EndReason;
import io.telltale.query.Extent;
import io.telltale.query.Shaping;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.Limit;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.scan.ArrayParts;
import io.telltale.query.internal.scan.Tally;
import java.util.ArrayList;
import java.util.List;

/** Runs the engine on one series made by hand. */
final class SeriesHarness {
  /** What a cursor would show of a window. */
  record Window(
      long start,
      long end,
      EndReason reason,
      long onset,
      long lastTrue,
      long held,
      long samples,
      double min,
      double max,
      double mean) {}

  /** Shaping, staleness, now and range of a run. */
  record Settings(
      long speaks, long bridge, long held, long samples, long now, long from, long to, Extent cut) {
    static Settings of(long speaks, long now) {
      return new Settings(speaks, 0, 0, 0, now, Long.MIN_VALUE, Long.MAX_VALUE, Extent.FULL);
    }

    Shaping shaping() {
      Shaping shaping = Shaping.NONE.bridge(bridge).atLeastFor(held);
      return samples == 0 ? shaping : shaping.atLeastSamples(samples);
    }

    long end(long end) {
      boolean whole = cut == Extent.FULL || end == WindowCursor.OPEN && to > now;
      return whole ? end : Math.min(end, to);
    }

    Settings bridged(long gap) {
      return new Settings(speaks, gap, held, samples, now, from, to, cut);
    }

    Settings atLeast(long newHeld, long newSamples) {
      return new Settings(speaks, bridge, newHeld, newSamples, now, from, to, cut);
    }

    Settings in(long newFrom, long newTo) {
      return new Settings(speaks, bridge, held, samples, now, newFrom, newTo, cut);
    }

    Settings clipped() {
      return new Settings(speaks, bridge, held, samples, now, from, to, Extent.CLIP);
    }
  }

  private static final Limit LIMIT = Limit.of(Condition.changed(""), Kind.DOUBLE);

  private SeriesHarness() {}

  static List<Window> readings(ArrayParts parts, Kind kind, Truth truth, Settings s) {
    WindowBatch batch = new WindowBatch();
    WindowAssembler assembler = assembler(batch, kind, s);
    ReadingEvaluator evaluator =
        new ReadingEvaluator(truth, kind, s.shaping(), assembler, new Tally());
    truth.startRun(null, s.speaks);
    evaluator.startRun(s.speaks);
    return run(evaluator, parts, batch, s);
  }

  static List<Window> silence(ArrayParts parts, long silentNs, Settings s) {
    WindowBatch batch = new WindowBatch();
    WindowAssembler assembler = assembler(batch, Kind.DOUBLE, s);
    return run(
        new SilenceEvaluator(silentNs, Reach.of(s.shaping()), assembler, new Tally()),
        parts,
        batch,
        s);
  }

  private static WindowAssembler assembler(WindowBatch batch, Kind kind, Settings s) {
    WindowAssembler assembler = new WindowAssembler(batch, kind, s.shaping(), LIMIT);
    assembler.startRun(s.speaks, s.now);
    assembler.range(s.from, s.to);
    return assembler;
  }

  private static List<Window> run(
      SeriesEvaluator evaluator, ArrayParts parts, WindowBatch batch, Settings s) {
    List<Window> windows = new ArrayList<>();
    evaluator.open(parts.restart(), s.from, s.now);
    boolean more = true;
    while (more) {
      more = evaluator.step();
      while (batch.next()) {
        windows.add(
            new Window(
                s.cut == Extent.CLIP ? Math.max(s.from, batch.startNs()) : batch.startNs(),
                s.end(batch.endNs()),
                batch.endReason(),
                batch.onsetNs(),
                batch.lastTrueNs(),
                batch.heldForNs(),
                batch.samples(),
                batch.min(),
                batch.max(),
                batch.mean()));
      }
    }
    return windows;
  }
}
