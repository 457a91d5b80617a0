package io.telltale.query.internal.truth;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.scan.Parts;

/**
 * A condition about the change from the finite reading before.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class ChangeTruth extends FiniteTruth {
  private boolean hasPrevious;
  private long previousTime;
  private long previousBits;
  private boolean hadPrevious;

  ChangeTruth(boolean doubles) {
    super(doubles);
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    hasPrevious = false;
    hadPrevious = false;
  }

  @Override
  final int nextFinite(long timeNs, long bits) {
    int truth =
        hasPrevious && Times.minus(timeNs, previousTime) <= speaksNs
            ? Kleene.of(isTrue(timeNs, bits, previousTime, previousBits))
            : Kleene.UNKNOWN;
    hadPrevious = hasPrevious;
    hasPrevious = true;
    previousTime = timeNs;
    previousBits = bits;
    return truth;
  }

  @Override
  final boolean isExactAt(long timeNs) {
    return hadPrevious;
  }

  @Override
  public final boolean skips(Parts parts, int part) {
    if (!hasPrevious
        || !parts.has(part, BlockColumn.NOT_FINITE_COUNT)
        || parts.statistic(part, BlockColumn.NOT_FINITE_COUNT) != 0
        || !parts.has(part, BlockColumn.FIRST)
        || !parts.has(part, BlockColumn.LAST)) {
      return false;
    }
    long time = parts.firstTime(part);
    boolean begins =
        Times.minus(time, previousTime) <= speaksNs
            && isTrue(time, parts.statistic(part, BlockColumn.FIRST), previousTime, previousBits);
    return !begins && isGentle(parts, part);
  }

  @Override
  public final void skip(Parts parts, int part) {
    super.skip(parts, part);
    hadPrevious = true;
    previousTime = parts.lastTime(part);
    previousBits = parts.statistic(part, BlockColumn.LAST);
  }

  abstract boolean isTrue(long timeNs, long bits, long beforeNs, long before);

  /** Whether it is TRUE of no two neighbours in a block, all of them finite. */
  abstract boolean isGentle(Parts parts, int part);

  /** Whether it is not TRUE of the smallest and the largest value of a block. */
  final boolean isNarrow(Parts parts, int part) {
    return parts.has(part, BlockColumn.MIN)
        && parts.has(part, BlockColumn.MAX)
        && !isTrue(
            0, parts.statistic(part, BlockColumn.MAX), 0, parts.statistic(part, BlockColumn.MIN));
  }

  /** The rate against a limit below, a limit above, or both. */
  static final class OfRate extends ChangeTruth {
    private final double below;
    private final double above;

    OfRate(boolean doubles, double below, double above) {
      super(doubles);
      this.below = below;
      this.above = above;
    }

    @Override
    boolean isTrue(long timeNs, long bits, long beforeNs, long before) {
      double rate = RateTruth.rate(isOfDoubles(), timeNs, bits, beforeNs, before);
      return rate > above || rate < below;
    }

    @Override
    boolean isGentle(Parts parts, int part) {
      return parts.has(part, BlockColumn.STEEPEST_RISE)
          && parts.has(part, BlockColumn.STEEPEST_FALL)
          && Double.longBitsToDouble(parts.statistic(part, BlockColumn.STEEPEST_RISE)) <= above
          && Double.longBitsToDouble(parts.statistic(part, BlockColumn.STEEPEST_FALL)) >= below;
    }
  }

  /** Any difference. */
  static final class Changed extends ChangeTruth {
    Changed(boolean doubles) {
      super(doubles);
    }

    @Override
    boolean isTrue(long timeNs, long bits, long beforeNs, long before) {
      return isOfDoubles()
          ? Double.longBitsToDouble(bits) != Double.longBitsToDouble(before)
          : bits != before;
    }

    @Override
    boolean isGentle(Parts parts, int part) {
      return isNarrow(parts, part);
    }
  }

  /** The distance. */
  static final class Jump extends ChangeTruth {
    private final NumberTest test;

    Jump(boolean doubles, NumberTest test) {
      super(doubles);
      this.test = test;
    }

    @Override
    boolean isTrue(long timeNs, long bits, long beforeNs, long before) {
      if (isOfDoubles()) {
        return test.test(Math.abs(Double.longBitsToDouble(bits) - Double.longBitsToDouble(before)));
      }
      return test.test(0, Math.max(bits, before) - Math.min(bits, before));
    }

    @Override
    boolean isGentle(Parts parts, int part) {
      return isNarrow(parts, part);
    }
  }
}
