package io.telltale.query.internal.plan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.scan.ChannelBlocks;
import io.telltale.query.internal.scan.Statistics;

/**
 * lo &lt;= v &lt;= hi on doubles, or its complement among values that are not NaN. lo &gt; hi is
 * the empty range.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class DoubleRangeTruth extends RangeTruth {
  private final double lo;
  private final double hi;
  private final boolean negated;

  /** Creates the test; an empty range is to be given as lo = +Infinity, hi = -Infinity. */
  public DoubleRangeTruth(double lo, double hi, boolean negated) {
    this.lo = lo;
    this.hi = hi;
    this.negated = negated;
  }

  /** Returns the least value of the range. */
  public double lo() {
    return lo;
  }

  /** Returns the greatest value of the range. */
  public double hi() {
    return hi;
  }

  /** Returns whether it is TRUE outside of the range, else inside. */
  public boolean isNegated() {
    return negated;
  }

  /** Returns whether it is TRUE on a value. */
  public boolean test(double v) {
    return negated ? v < lo | v > hi : v >= lo & v <= hi;
  }

  @Override
  long bits(long[] values, int from, int end) {
    if (negated) {
      return outside(values, from, end);
    }
    return hi == Double.POSITIVE_INFINITY ? atLeast(values, from, end) : inside(values, from, end);
  }

  private long atLeast(long[] values, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits |= (Double.longBitsToDouble(values[i]) >= lo ? 1L : 0L) << i;
    }
    return bits;
  }

  private long inside(long[] values, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      double v = Double.longBitsToDouble(values[i]);
      bits |= (v >= lo & v <= hi ? 1L : 0L) << i;
    }
    return bits;
  }

  private long outside(long[] values, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      double v = Double.longBitsToDouble(values[i]);
      bits |= (v < lo | v > hi ? 1L : 0L) << i;
    }
    return bits;
  }

  @Override
  boolean isNone(long minBits, long maxBits) {
    return isNone(Double.longBitsToDouble(minBits), Double.longBitsToDouble(maxBits));
  }

  private boolean isNone(double min, double max) {
    return negated ? min >= lo & max <= hi : max < lo | min > hi;
  }

  @Override
  public Verdict verdict(Statistics parts, int part) {
    if (!BlockProof.hasBounds(parts, part)) {
      return BlockProof.isAllNan(parts, part) ? Verdict.NONE : Verdict.MAYBE;
    }
    double min = Double.longBitsToDouble(parts.statistic(part, BlockColumn.MIN));
    double max = Double.longBitsToDouble(parts.statistic(part, BlockColumn.MAX));
    if (isNone(min, max) || BlockProof.isAllNan(parts, part)) {
      return Verdict.NONE;
    }
    boolean all =
        (negated ? max < lo || min > hi : min >= lo && max <= hi)
            && BlockProof.isUnbroken(parts, part, speaksNs)
            && BlockProof.hasUsableSum(parts, part, min, max);
    return all ? Verdict.ALL : Verdict.MAYBE;
  }

  @Override
  public int firstPossible(ChannelBlocks blocks, int from, int end) {
    long[] mins = blocks.column(BlockColumn.MIN);
    long[] maxs = blocks.column(BlockColumn.MAX);
    if (mins == null || maxs == null) {
      return super.firstPossible(blocks, from, end);
    }
    for (int block = from; block < end; block++) {
      double min = Double.longBitsToDouble(mins[block]);
      double max = Double.longBitsToDouble(maxs[block]);
      if (!isNone(min, max) && verdict(blocks, block) != Verdict.NONE) {
        return block;
      }
    }
    return end;
  }
}
