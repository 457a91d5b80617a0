package io.telltale.query.internal.plan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.scan.Statistics;

/**
 * lo &lt;= v &lt;= hi on integers (LONG and BOOLEAN), or its complement. lo &gt; hi is the empty
 * range.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class LongRangeTruth extends RangeTruth {
  private final long lo;
  private final long hi;
  private final boolean negated;

  /** Creates the test; an empty range is to be given as lo = MAX_VALUE, hi = MIN_VALUE. */
  public LongRangeTruth(long lo, long hi, boolean negated) {
    this.lo = lo;
    this.hi = hi;
    this.negated = negated;
  }

  /** Returns the least value of the range. */
  public long lo() {
    return lo;
  }

  /** Returns the greatest value of the range. */
  public long hi() {
    return hi;
  }

  /** Returns whether it is TRUE outside of the range, else inside. */
  public boolean isNegated() {
    return negated;
  }

  /** Returns whether it is TRUE on a value. */
  public boolean test(long v) {
    return (v >= lo & v <= hi) ^ negated;
  }

  @Override
  long bits(long[] values, int from, int end) {
    long bits = 0;
    for (int i = from; i < end; i++) {
      long v = values[i];
      bits |= (v >= lo & v <= hi ? 1L : 0L) << i;
    }
    long inChunk = -1L >>> from - end << from;
    return negated ? ~bits & inChunk : bits;
  }

  @Override
  boolean isNone(long min, long max) {
    boolean within = min >= lo && max <= hi;
    boolean beyond = max < lo || min > hi || lo > hi;
    return negated ? within : beyond;
  }

  @Override
  public Verdict verdict(Statistics parts, int part) {
    if (!BlockProof.hasBounds(parts, part)) {
      return Verdict.MAYBE;
    }
    long min = parts.statistic(part, BlockColumn.MIN);
    long max = parts.statistic(part, BlockColumn.MAX);
    if (isNone(min, max)) {
      return Verdict.NONE;
    }
    boolean all =
        (negated ? max < lo || min > hi || lo > hi : min >= lo && max <= hi)
            && BlockProof.isUnbroken(parts, part, speaksNs)
            && BlockProof.hasUsableSum(parts, part, min, max);
    return all ? Verdict.ALL : Verdict.MAYBE;
  }
}
