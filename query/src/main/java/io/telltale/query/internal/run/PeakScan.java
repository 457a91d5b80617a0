package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.plan.Limit;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.plan.TruthBits;
import io.telltale.query.internal.scan.StoreParts;

/**
 * Looks into the readings of a window whose blocks were taken whole: where its peak is and how much
 * lies beyond the limit are reckoned when they are asked for.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query.
 */
final class PeakScan {
  private final Truth truth;
  private final Excess excess;
  private final StoreParts parts = new StoreParts();
  private final TruthBits bits = new TruthBits();
  private long speaksNs;
  private boolean known;
  private int knownSeries;
  private long knownStart;

  /** Creates one with a truth of its own. */
  PeakScan(Truth truth, Kind kind, Limit limit) {
    this.truth = truth;
    excess = new Excess(kind, limit);
  }

  /** Starts a run. */
  void startRun(Catalog catalog, long runSpeaksNs) {
    speaksNs = runSpeaksNs;
    known = false;
    truth.startRun(catalog, runSpeaksNs);
  }

  /** Returns what the evidence from the first time to the last has. */
  Excess scan(View view, int series, long startNs, long lastTrueNs) {
    if (known && knownSeries == series && knownStart == startNs) {
      return excess;
    }
    known = true;
    knownSeries = series;
    knownStart = startNs;
    excess.clear();
    parts.open(view, series);
    int part = parts.firstEndingAtOrAfter(startNs);
    while (!truth.begin(parts, part)) {
      part--;
    }
    parts.seek(part);
    boolean more = true;
    while (more && parts.next()) {
      parts.load();
      truth.evaluate(parts.times(), parts.values(), parts.size(), bits);
      more = add(startNs, lastTrueNs);
    }
    return excess;
  }

  /** Adds what is evidence in a chunk; false when it reaches beyond the window. */
  private boolean add(long startNs, long lastTrueNs) {
    long[] times = parts.times();
    int size = parts.size();
    for (int i = 0; i < size; i++) {
      if (times[i] > lastTrueNs) {
        return false;
      }
      if (times[i] >= startNs) {
        excess.until(times[i], speaksNs);
        if (bits.nextSet(i, size) == i) {
          excess.add(times[i], parts.values()[i]);
        }
      }
    }
    return true;
  }
}
