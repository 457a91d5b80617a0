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
public final class DoubleRangeTruth extends Truth {
  private final double lo;
  private final double hi;
  private final boolean negated;

  /** Creates the test; an empty range is to be given as lo = +Infinity, hi = -Infinity. */
  public DoubleRangeTruth(double lo, double hi, boolean negated) {
    this.lo = lo;
    this.hi = hi;
    this.negated = negated;
  }

  /** Returns whether it is TRUE on a value. */
  public boolean test(double v) {
    return negated ? v < lo | v > hi : v >= lo & v <= hi;
  }

  @Override
  public boolean begin(Statistics parts, int part) {
    return true;
  }

  @Override
  public void evaluate(long[] times, long[] values, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    for (int base = 0, word = 0; base < size; base += Long.SIZE, word++) {
      int end = Math.min(size, base + Long.SIZE);
      if (negated) {
        words[word] = outside(values, base, end);
      } else {
        words[word] =
            hi == Double.POSITIVE_INFINITY ? atLeast(values, base, end) : inside(values, base, end);
      }
    }
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
  public Verdict verdict(Statistics parts, int part) {
    if (!BlockProof.hasBounds(parts, part)) {
      return BlockProof.isAllNan(parts, part) ? Verdict.NONE : Verdict.MAYBE;
    }
    double min = Double.longBitsToDouble(parts.statistic(part, BlockColumn.MIN));
    double max = Double.longBitsToDouble(parts.statistic(part, BlockColumn.MAX));
    boolean within = min >= lo && max <= hi;
    boolean beyond = max < lo || min > hi;
    if ((negated ? within : beyond) || BlockProof.isAllNan(parts, part)) {
      return Verdict.NONE;
    }
    boolean all =
        (negated ? beyond : within)
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
      boolean none = negated ? min >= lo & max <= hi : max < lo | min > hi;
      if (!none && verdict(blocks, block) != Verdict.NONE) {
        return block;
      }
    }
    return end;
  }

  @Override
  public boolean provesNone(Statistics parts, int part) {
    return parts.isBlock(part) && verdict(parts, part) == Verdict.NONE;
  }

  @Override
  public void skip(Statistics parts, int part) {}
}
