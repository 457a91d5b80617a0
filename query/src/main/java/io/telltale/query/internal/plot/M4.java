package io.telltale.query.internal.plot;

import io.telltale.query.internal.scan.Parts;

/**
 * The first, last, smallest and largest reading of each column: drawn as lines on a raster of so
 * many columns they give the very pixels that all readings give.
 *
 * <p>Jugel, Jerzak, Hackenbroich, Markl: M4: A Visualization-Oriented Time Series Data Aggregation.
 * Proceedings of the VLDB Endowment 7(10), 2014.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused.
 */
public final class M4 implements ColumnSink {
  private final ColumnScan scan;
  private PointList out;

  /** Creates a sampler that scans by the given scan. */
  public M4(ColumnScan scan) {
    this.scan = scan;
  }

  /** Adds the points of a range, both ends included. */
  public void run(
      Parts parts, Parts again, long fromNs, long lastNs, int columns, PointList target) {
    out = target;
    scan.run(parts, again, fromNs, lastNs, columns, this);
  }

  @Override
  public void accept(Stretch s) {
    if (s.startsLine && out.size() > 0) {
      out.addGap(s.gapNs);
    }
    out.add(s.firstNs, s.first);
    addExtremes(s, out);
    out.addLater(s.lastNs, s.last);
  }

  @Override
  public void finish() {}

  /** Adds the smallest and the largest in order of time, those apart that are there. */
  static void addExtremes(Stretch s, PointList points) {
    if (s.minNs <= s.maxNs) {
      points.addLater(s.minNs, s.min);
      points.addLater(s.maxNs, s.max);
    } else {
      points.addLater(s.maxNs, s.max);
      points.addLater(s.minNs, s.min);
    }
  }
}
