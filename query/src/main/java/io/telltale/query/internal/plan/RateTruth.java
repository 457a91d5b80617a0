package io.telltale.query.internal.plan;

import static io.telltale.core.internal.segment.BlockColumn.COUNT;
import static io.telltale.core.internal.segment.BlockColumn.FIRST;
import static io.telltale.core.internal.segment.BlockColumn.LAST;
import static io.telltale.core.internal.segment.BlockColumn.NOT_FINITE_COUNT;
import static io.telltale.core.internal.segment.BlockColumn.STEEPEST_FALL;
import static io.telltale.core.internal.segment.BlockColumn.STEEPEST_RISE;

import io.telltale.core.internal.segment.Rate;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Statistics;

/**
 * |rate| &gt; r against the previous finite reading; that reading is carried from chunk to chunk.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class RateTruth extends Truth {
  private final double perSecond;
  private final boolean doubles;
  private boolean hasPrevious;
  private long previousTime;
  private long previousBits;

  /** Creates the test for a channel of doubles, or of integers. */
  public RateTruth(double perSecond, boolean doubles) {
    this.perSecond = perSecond;
    this.doubles = doubles;
  }

  /** Returns the change per second from the reading before, as the contract defines it. */
  public static double rate(boolean doubles, long time, long bits, long beforeTime, long before) {
    double rise =
        doubles
            ? Double.longBitsToDouble(bits) - Double.longBitsToDouble(before)
            : Rate.difference(before, bits);
    return Rate.perSecond(rise, Rate.durationNs(beforeTime, time));
  }

  @Override
  public boolean begin(Statistics parts, int part) {
    hasPrevious = false;
    if (part == 0
        || part < parts.count()
            && Times.minus(parts.firstTime(part), parts.lastTime(part - 1)) > speaksNs) {
      return true;
    }
    if (!endsFinite(parts, part - 1)) {
      return false;
    }
    remember(parts.lastTime(part - 1), parts.statistic(part - 1, LAST));
    return true;
  }

  @Override
  public void evaluate(long[] times, long[] values, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    for (int base = 0, word = 0; base < size; base += Long.SIZE, word++) {
      int end = Math.min(size, base + Long.SIZE);
      long bits = 0;
      for (int i = base; i < end; i++) {
        if (doubles && !Double.isFinite(Double.longBitsToDouble(values[i]))) {
          continue;
        }
        bits |= (isTrue(times[i], values[i]) ? 1L : 0L) << i;
        remember(times[i], values[i]);
      }
      words[word] = bits;
    }
  }

  @Override
  public boolean readsTimes() {
    return true;
  }

  @Override
  public Verdict verdict(Statistics parts, int part) {
    if (!parts.has(part, NOT_FINITE_COUNT) || !parts.has(part, COUNT)) {
      return Verdict.MAYBE;
    }
    long notFinite = parts.statistic(part, NOT_FINITE_COUNT);
    if (notFinite == parts.statistic(part, COUNT)) {
      return Verdict.NONE;
    }
    boolean none =
        notFinite == 0
            && isGentle(parts, part)
            && parts.has(part, FIRST)
            && parts.has(part, LAST)
            && !isTrue(parts.firstTime(part), parts.statistic(part, FIRST));
    return none ? Verdict.NONE : Verdict.MAYBE;
  }

  @Override
  public boolean provesNone(Statistics parts, int part) {
    if (!parts.isBlock(part) || !begin(parts, part)) {
      return false;
    }
    return verdict(parts, part) == Verdict.NONE;
  }

  @Override
  public void skip(Statistics parts, int part) {
    if (parts.statistic(part, NOT_FINITE_COUNT) == 0) {
      remember(parts.lastTime(part), parts.statistic(part, LAST));
    }
  }

  private boolean isTrue(long time, long bits) {
    return hasPrevious && isSteep(previousTime, previousBits, time, bits);
  }

  /** Returns whether it is TRUE on a reading because of the one before it. */
  public boolean isSteep(long beforeTime, long before, long time, long bits) {
    return Times.minus(time, beforeTime) <= speaksNs
        && Math.abs(rate(doubles, time, bits, beforeTime, before)) > perSecond;
  }

  private void remember(long time, long bits) {
    hasPrevious = true;
    previousTime = time;
    previousBits = bits;
  }

  /** Whether no pair of neighbours inside the block is steeper than the limit. */
  private boolean isGentle(Statistics parts, int part) {
    return parts.has(part, STEEPEST_RISE)
        && parts.has(part, STEEPEST_FALL)
        && isGentle(parts.statistic(part, STEEPEST_RISE), parts.statistic(part, STEEPEST_FALL));
  }

  /** Returns whether no pair of a block with these extremes is steeper than the limit. */
  public boolean isGentle(long steepestRise, long steepestFall) {
    return Double.longBitsToDouble(steepestRise) <= perSecond
        && Double.longBitsToDouble(steepestFall) >= -perSecond;
  }

  private static boolean endsFinite(Statistics parts, int part) {
    return parts.isBlock(part)
        && parts.has(part, NOT_FINITE_COUNT)
        && parts.statistic(part, NOT_FINITE_COUNT) == 0
        && parts.has(part, LAST);
  }
}
