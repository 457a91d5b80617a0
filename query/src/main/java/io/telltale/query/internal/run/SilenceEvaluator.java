package io.telltale.query.internal.run;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.prune.LookBack;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.prune.SilenceProof;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.Tally;

/**
 * Windows without readings.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query.
 */
public final class SilenceEvaluator extends SeriesEvaluator implements LookBack.Quiet {
  private final long silentNs;
  private final Reach reach;
  private final WindowAssembler assembler;
  private final Tally tally;
  private Parts parts;
  private int count;
  private int part;
  private long nowNs;
  private boolean hasPrevious;
  private long previous;

  /** Creates one for a duration. */
  public SilenceEvaluator(long silentNs, Reach reach, WindowAssembler assembler, Tally tally) {
    this.silentNs = silentNs;
    this.reach = reach;
    this.assembler = assembler;
    this.tally = tally;
  }

  @Override
  public boolean hasNoGap(Parts of, int ofPart) {
    return SilenceProof.hasNoGap(of, ofPart, silentNs);
  }

  @Override
  public void open(Parts newParts, long fromNs, long now) {
    parts = newParts;
    nowNs = now;
    count = parts.countStartingUpTo(now);
    part = -1;
    assembler.clear();
    long knownNs = reach.settledBy(fromNs, now);
    int start = LookBack.forSilence(parts, count, this, knownNs, silentNs, reach);
    hasPrevious = start > 0;
    if (hasPrevious) {
      previous = parts.lastTime(start - 1);
    }
    parts.seek(start);
  }

  @Override
  public boolean step() {
    if (hasPrevious) {
      long earliest = Times.plus(previous, silentNs);
      assembler.settleBefore(earliest);
      if (!assembler.isBeforeEndOfRange(earliest) && !assembler.isUndecided()) {
        assembler.clear();
        return false;
      }
    }
    if (!parts.next() || parts.part() >= count) {
      finish();
      return false;
    }
    boolean begins = parts.part() != part;
    part = parts.part();
    if (begins) {
      arrive(parts.firstTime(part));
    }
    if (parts.chunkIsBlock() && hasNoGap(parts, part)) {
      // Inside there is no silence, so now is not silent either when it lies inside.
      previous = Math.min(nowNs, parts.lastTime(part));
    } else {
      decode();
    }
    return true;
  }

  private void decode() {
    boolean block = parts.chunkIsBlock();
    parts.open();
    parts.loadTimes();
    long[] times = parts.times();
    int size = Times.countUpTo(times, parts.size(), nowNs);
    tally.decoded(parts, block);
    for (int i = 0; i < size; i++) {
      arrive(times[i]);
    }
  }

  private void arrive(long timeNs) {
    if (hasPrevious && Times.minus(timeNs, previous) > silentNs) {
      assembler.lasts(previous, Times.plus(previous, silentNs), timeNs);
    }
    hasPrevious = true;
    previous = timeNs;
  }

  private void finish() {
    if (hasPrevious && Times.minus(nowNs, previous) > silentNs) {
      assembler.lastsUntilNow(previous, Times.plus(previous, silentNs));
    }
    assembler.finish();
  }
}
