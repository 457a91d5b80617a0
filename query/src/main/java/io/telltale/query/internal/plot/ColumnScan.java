package io.telltale.query.internal.plot;

import static io.telltale.core.internal.segment.BlockColumn.FIRST;
import static io.telltale.core.internal.segment.BlockColumn.LAST;
import static io.telltale.core.internal.segment.BlockColumn.MAX;
import static io.telltale.core.internal.segment.BlockColumn.MIN;
import static io.telltale.core.internal.segment.BlockColumn.NOT_FINITE_COUNT;

import io.telltale.core.Kind;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Parts;

/**
 * Finds the first, last, smallest and largest reading of each column. A block that lies within one
 * column is taken from its statistics; only if it turns out to hold the smallest or largest reading
 * of the column, it is decoded to learn when that was.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused.
 */
public final class ColumnScan {
  private final Kind kind;
  private final ColumnGrid grid = new ColumnGrid();
  private final Stretch stretch = new Stretch();
  private Parts parts;
  private Parts again;
  private ColumnSink sink;
  private long columnLastNs;
  private long blocksDecoded;
  private long blocksTakenWhole;

  /** Creates a scan of values of a kind. */
  public ColumnScan(Kind kind) {
    this.kind = kind;
  }

  /**
   * Scans the readings from one time to another, both included.
   *
   * @param source the series
   * @param sameSource the same series once more, for looking back
   */
  void run(
      Parts source, Parts sameSource, long fromNs, long lastNs, int columns, ColumnSink target) {
    parts = source;
    again = sameSource;
    sink = target;
    blocksDecoded = 0;
    blocksTakenWhole = 0;
    grid.start(fromNs, lastNs, columns);
    stretch.empty = true;
    stretch.startsLine = true;
    stretch.gapNs = fromNs;
    parts.seek(parts.firstEndingAtOrAfter(fromNs));
    while (parts.next() && parts.firstTime(parts.part()) <= lastNs) {
      if (isWithinOneColumn(fromNs, lastNs)) {
        addBlock();
      } else {
        addReadings(fromNs, lastNs);
      }
    }
    flush();
    sink.finish();
  }

  private boolean isWithinOneColumn(long fromNs, long lastNs) {
    int part = parts.part();
    return parts.chunkIsBlock()
        && parts.firstTime(part) >= fromNs
        && parts.lastTime(part) <= lastNs
        && grid.lastNs(grid.column(parts.firstTime(part))) >= parts.lastTime(part)
        && parts.has(part, NOT_FINITE_COUNT)
        && parts.statistic(part, NOT_FINITE_COUNT) == 0
        && parts.has(part, FIRST)
        && parts.has(part, LAST)
        && parts.has(part, MIN)
        && parts.has(part, MAX);
  }

  private void addBlock() {
    int part = parts.part();
    aim(parts.firstTime(part));
    stretch.addBlock(
        part,
        parts.firstTime(part),
        number(parts.statistic(part, FIRST)),
        parts.lastTime(part),
        number(parts.statistic(part, LAST)),
        number(parts.statistic(part, MIN)),
        number(parts.statistic(part, MAX)));
    blocksTakenWhole++;
  }

  private void addReadings(long fromNs, long lastNs) {
    parts.load();
    if (parts.chunkIsBlock()) {
      blocksDecoded++;
    }
    long[] times = parts.times();
    long[] values = parts.values();
    int size = parts.size();
    int end = Times.countUpTo(times, size, lastNs);
    int at = fromNs == Long.MIN_VALUE ? 0 : Times.countUpTo(times, size, fromNs - 1);
    for (int i = at; i < end; i++) {
      double value = number(values[i]);
      if (value - value == 0) {
        aim(times[i]);
        stretch.add(times[i], value);
      } else {
        breakLine(times[i]);
      }
    }
  }

  private void breakLine(long timeNs) {
    flush();
    if (!stretch.startsLine) {
      stretch.startsLine = true;
      stretch.gapNs = timeNs;
    }
  }

  /** Ends the stretch when a time is beyond its column. */
  private void aim(long timeNs) {
    if (!stretch.empty && timeNs > columnLastNs) {
      flush();
    }
    if (stretch.empty) {
      columnLastNs = grid.lastNs(grid.column(timeNs));
    }
  }

  private void flush() {
    if (stretch.empty) {
      return;
    }
    if (stretch.minPart != Stretch.KNOWN) {
      int found = find(stretch.minPart, stretch.min);
      stretch.minNs = again.times()[found];
      stretch.min = number(again.values()[found]);
    }
    if (stretch.maxPart != Stretch.KNOWN) {
      int found = find(stretch.maxPart, stretch.max);
      stretch.maxNs = again.times()[found];
      stretch.max = number(again.values()[found]);
    }
    sink.accept(stretch);
    stretch.empty = true;
    stretch.startsLine = false;
  }

  /** Returns the index of the first reading of a block that has a value, after decoding it. */
  private int find(int part, double value) {
    again.seek(part);
    again.next();
    again.load();
    blocksDecoded++;
    long[] values = again.values();
    int i = 0;
    while (number(values[i]) != value) {
      i++;
    }
    return i;
  }

  /** States are drawn by their codes. */
  private double number(long bits) {
    return kind == Kind.DOUBLE ? Double.longBitsToDouble(bits) : (double) bits;
  }

  /** Returns how many blocks the last run decoded. */
  public long blocksDecoded() {
    return blocksDecoded;
  }

  /** Returns how many blocks the last run took from their statistics. */
  public long blocksTakenWhole() {
    return blocksTakenWhole;
  }
}
