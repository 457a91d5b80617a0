package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.Shaping;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.plan.TruthBits;
import io.telltale.query.internal.plan.Verdict;
import io.telltale.query.internal.prune.LookBack;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.prune.Separator;
import io.telltale.query.internal.prune.SilenceProof;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.Tally;

/**
 * Windows of a condition about readings.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query.
 */
public final class ReadingEvaluator extends SeriesEvaluator {
  /** Where truth changes more often than once in so many readings, all times are decoded. */
  private static final int FEW_CHANGES = 32;

  private final Truth truth;
  private final Kind kind;
  private final Reach reach;
  private final WindowAssembler assembler;
  private final Tally tally;
  private final TruthBits bits = new TruthBits();
  private final Separator separator = new Separator();

  /** What a run of TRUE readings has to last, and how many it has to be; 0 where others help. */
  private final long shortestNs;

  private final long fewest;
  private long speaksNs;
  private Parts parts;
  private int count;
  private int part;
  private long nowNs;

  /** Of the chunk at hand, null where a few are enough. */
  private long[] times;

  /** Creates one for a compiled condition. */
  public ReadingEvaluator(
      Truth truth, Kind kind, Shaping shaping, WindowAssembler assembler, Tally tally) {
    this.truth = truth;
    this.kind = kind;
    this.reach = Reach.of(shaping);
    // A bridge joins short runs, and a delayed end takes them in.
    boolean eachAlone = shaping.bridgeNs() == 0 && shaping.clearDelayNs() == 0;
    shortestNs = eachAlone ? shaping.atLeastForNs() : 0;
    fewest = eachAlone ? shaping.atLeastSamples() : 0;
    this.assembler = assembler;
    this.tally = tally;
  }

  /** Starts a run. */
  public void startRun(long runSpeaksNs) {
    speaksNs = runSpeaksNs;
  }

  @Override
  public void open(Parts newParts, long fromNs, long now) {
    parts = newParts;
    nowNs = now;
    count = parts.countStartingUpTo(now);
    part = -1;
    assembler.clear();
    long knownNs = reach.settledBy(fromNs, now);
    parts.seek(LookBack.forReadings(parts, count, truth, knownNs, speaksNs, reach, separator));
  }

  @Override
  public boolean step() {
    if (!parts.next() || parts.part() >= count) {
      assembler.finish();
      return false;
    }
    if (parts.part() != part) {
      part = parts.part();
      long first = parts.firstTime(part);
      assembler.endIfSilentUntil(first);
      assembler.settleBefore(first);
      if (!assembler.isBeforeEndOfRange(first) && !assembler.isUndecided()) {
        assembler.clear();
        return false;
      }
    }
    if (!parts.chunkIsBlock() || !decide()) {
      decode();
    }
    return true;
  }

  /** Takes a block by its statistics if they decide. */
  private boolean decide() {
    Verdict verdict = truth.verdict(parts, part);
    if (verdict == Verdict.NONE) {
      assembler.fails(parts.firstTime(part));
      truth.skip(parts, part);
      return true;
    }
    if (verdict == Verdict.MAYBE || parts.lastTime(part) > nowNs) {
      return false;
    }
    assembler.holds(parts.firstTime(part), parts.lastTime(part));
    long samples = parts.statistic(part, BlockColumn.COUNT);
    if (kind == Kind.STATE) {
      assembler.addBlock(samples, 0, 0, 0);
    } else {
      assembler.addBlock(
          samples,
          Values.asDouble(kind, parts.statistic(part, BlockColumn.MIN)),
          Values.asDouble(kind, parts.statistic(part, BlockColumn.MAX)),
          Double.longBitsToDouble(parts.statistic(part, BlockColumn.SUM)));
    }
    truth.skip(parts, part);
    tally.takenWhole();
    return true;
  }

  private void decode() {
    boolean block = parts.chunkIsBlock();
    boolean mayHaveHoles = mayHaveHoles();
    parts.open();
    int size = parts.lastTime(part) <= nowNs ? parts.size() : parts.countUpTo(nowNs);
    times = null;
    if (mayHaveHoles) {
      loadTimes();
    }
    int decoded = parts.strips().count() == 0 ? -1 : truth.evaluateStrips(parts, size, bits);
    if (decoded < 0) {
      evaluateAll(size);
      decoded = parts.size();
    }
    tally.decoded(parts, block, decoded);
    bits.clearRunsBelow(shortestRun(block), size);
    if (times == null && size > 0 && bits.changes(size) > size / FEW_CHANGES) {
      loadTimes();
    }
    long[] values = parts.values();
    int at = 0;
    while (at < size) {
      int run = bits.nextSet(at, size);
      if (run > at) {
        assembler.fails(time(at));
      }
      at = bits.nextClear(run, size);
      if (mayHaveHoles) {
        feedSplit(values, run, at);
      } else {
        feed(values, run, at);
      }
    }
  }

  private void evaluateAll(int size) {
    if (times == null && truth.readsTimes()) {
      loadTimes();
    }
    parts.loadValues(0, size);
    truth.evaluate(times, parts.values(), size, bits);
  }

  /**
   * The fewest readings of a block that can last as long as a window has to: others make none,
   * unless what lies before or behind the block continues them.
   */
  private int shortestRun(boolean block) {
    long largestGap =
        block && parts.has(part, BlockColumn.LARGEST_GAP)
            ? parts.statistic(part, BlockColumn.LARGEST_GAP)
            : 0;
    long readings = largestGap <= 0 || shortestNs <= 0 ? 0 : (shortestNs - 1) / largestGap + 2;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(fewest, readings));
  }

  private boolean mayHaveHoles() {
    return speaksNs != Long.MAX_VALUE
        && !(parts.chunkIsBlock() && SilenceProof.hasNoGap(parts, part, speaksNs));
  }

  private void loadTimes() {
    parts.loadTimes();
    times = parts.times();
  }

  private long time(int reading) {
    return times == null ? parts.time(reading) : times[reading];
  }

  /** Passes a run of TRUE readings on, split where a hole lies between two of them. */
  private void feedSplit(long[] values, int from, int to) {
    int start = from;
    for (int i = from + 1; i < to; i++) {
      if (Times.minus(times[i], times[i - 1]) > speaksNs) {
        feed(values, start, i);
        start = i;
      }
    }
    feed(values, start, to);
  }

  private void feed(long[] values, int from, int to) {
    if (from < to) {
      assembler.holds(time(from), time(to - 1));
      assembler.addReadings(values, from, to);
    }
  }
}
