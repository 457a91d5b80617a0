package io.telltale.query.internal.plot;

import io.telltale.query.internal.scan.Parts;

/**
 * Picks readings that keep the look of a line: first the smallest and the largest of each of many
 * columns, then of these the ones that span the largest triangles.
 *
 * <p>Van Der Donckt, Van Der Donckt, Rademaker, Van Hoecke: MinMaxLTTB: Leveraging
 * MinMax-Preselection to Scale LTTB. arXiv 2305.00332, 2023.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused.
 */
public final class MinMaxLttb implements ColumnSink {
  /** So many readings are looked at more closely for each that is wanted: the paper's default. */
  private static final int PRESELECTION_RATIO = 4;

  private static final int PER_COLUMN = 2;

  private final ColumnScan scan;
  private final PointList preselected = new PointList();
  private int gaps;
  private long lineLastNs;
  private double lineLast;

  /** Creates a sampler that scans by the given scan. */
  public MinMaxLttb(ColumnScan scan) {
    this.scan = scan;
  }

  /** Adds the points of a range, both ends included. */
  public void run(Parts parts, Parts again, long fromNs, long lastNs, int points, PointList out) {
    preselected.clear();
    gaps = 0;
    int columns = points * PRESELECTION_RATIO / PER_COLUMN;
    scan.run(parts, again, fromNs, lastNs, columns, this);
    int total = preselected.size() - gaps;
    int start = 0;
    while (start < preselected.size()) {
      int end = start;
      while (end < preselected.size() && !Double.isNaN(preselected.value(end))) {
        end++;
      }
      // Each line gets its share, and is never lost.
      long share = (long) points * (end - start) / total;
      Lttb.add(preselected, start, end, (int) Math.max(PER_COLUMN, share), out);
      if (end < preselected.size()) {
        out.addGap(preselected.timeNs(end));
      }
      start = end + 1;
    }
  }

  @Override
  public void accept(Stretch s) {
    if (s.startsLine) {
      if (preselected.size() > 0) {
        preselected.addLater(lineLastNs, lineLast);
        preselected.addGap(s.gapNs);
        gaps++;
      }
      preselected.add(s.firstNs, s.first);
    }
    M4.addExtremes(s, preselected);
    lineLastNs = s.lastNs;
    lineLast = s.last;
  }

  @Override
  public void finish() {
    if (preselected.size() > 0) {
      preselected.addLater(lineLastNs, lineLast);
    }
  }
}
