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
import java.util.Arrays;

/**
 * |rate| &gt; r against the previous finite reading; that reading is carried from chunk to chunk.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public final class RateTruth extends Truth {
  /** By a little more than rounding may lose. */
  private static final double MORE_THAN_NANOS = 1e9 * (1 + 1e-12);

  /** Below it, products are rounded more coarsely. */
  private static final double LEAST_PRODUCT = 1e-280;

  private final double perSecond;

  /** The limit where a product tells most pairs that are not steep without a division, else 0. */
  private final double gentlest;

  private final boolean doubles;
  private boolean hasPrevious;
  private long previousTime;
  private long previousBits;

  /** Creates the test for a channel of doubles, or of integers. */
  public RateTruth(double perSecond, boolean doubles) {
    this.perSecond = perSecond;
    gentlest = perSecond >= LEAST_PRODUCT ? perSecond : 0;
    this.doubles = doubles;
  }

  /** Returns the change per second from the reading before, as the contract defines it. */
  public static double rate(boolean doubles, long time, long bits, long beforeTime, long before) {
    return Rate.perSecond(rise(doubles, bits, before), Rate.durationNs(beforeTime, time));
  }

  private static double rise(boolean doubles, long bits, long before) {
    return doubles
        ? Double.longBitsToDouble(bits) - Double.longBitsToDouble(before)
        : Rate.difference(before, bits);
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
    Arrays.fill(words, 0, (size + Long.SIZE - 1) / Long.SIZE, 0);
    int at = 0;
    while (!hasPrevious && at < size) {
      if (isFinite(values[at])) {
        remember(times[at], values[at]);
      }
      at++;
    }
    long beforeTime = previousTime;
    long before = previousBits;
    for (; at < size; at++) {
      if (isFinite(values[at])) {
        if (isSteep(beforeTime, before, times[at], values[at])) {
          words[at >>> 6] |= 1L << at;
        }
        beforeTime = times[at];
        before = values[at];
      }
    }
    previousTime = beforeTime;
    previousBits = before;
  }

  private boolean isFinite(long bits) {
    return !doubles || Double.isFinite(Double.longBitsToDouble(bits));
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
    long durationNs = Rate.durationNs(beforeTime, time);
    double rise = rise(doubles, bits, before);
    return !(Math.abs(rise) * MORE_THAN_NANOS < gentlest * durationNs)
        && Times.minus(time, beforeTime) <= speaksNs
        && Math.abs(Rate.perSecond(rise, durationNs)) > perSecond;
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
