package io.telltale.query.internal.truth;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.LongRangeTruth;
import io.telltale.query.internal.plan.StateTruth;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.plan.Verdict;
import io.telltale.query.internal.scan.Parts;

/**
 * A condition about a reading's value alone.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class ValueTruth extends LeafTruth {
  private final Truth truth;

  private ValueTruth(Truth truth) {
    this.truth = truth;
  }

  @Override
  public boolean skips(Parts parts, int part) {
    return truth.verdict(parts, part) == Verdict.NONE;
  }

  @Override
  boolean isExact() {
    return true;
  }

  /** Returns a compiled value condition, three-valued. */
  static ValueTruth of(Truth truth) {
    if (truth instanceof DoubleRangeTruth range) {
      return new OfDoubles(range);
    }
    if (truth instanceof LongRangeTruth range) {
      return new OfIntegers(range);
    }
    return new OfStates((StateTruth) truth);
  }

  private static final class OfDoubles extends ValueTruth {
    private final DoubleRangeTruth range;

    OfDoubles(DoubleRangeTruth range) {
      super(range);
      this.range = range;
    }

    @Override
    int next(long timeNs, long bits) {
      double v = Double.longBitsToDouble(bits);
      return v != v ? Kleene.UNKNOWN : Kleene.of(range.test(v));
    }
  }

  private static final class OfIntegers extends ValueTruth {
    private final LongRangeTruth range;

    OfIntegers(LongRangeTruth range) {
      super(range);
      this.range = range;
    }

    @Override
    int next(long timeNs, long bits) {
      return Kleene.of(range.test(bits));
    }
  }

  private static final class OfStates extends ValueTruth {
    private final StateTruth states;

    OfStates(StateTruth states) {
      super(states);
      this.states = states;
    }

    @Override
    public void startRun(Catalog catalog, long newSpeaksNs) {
      super.startRun(catalog, newSpeaksNs);
      states.startRun(catalog, newSpeaksNs);
    }

    @Override
    int next(long timeNs, long bits) {
      return Kleene.of(states.test(bits));
    }
  }

  /** NaN or infinite. */
  static final class NotFinite extends ValueTruth {
    private final boolean doubles;

    NotFinite(boolean doubles) {
      super(null);
      this.doubles = doubles;
    }

    @Override
    public boolean skips(Parts parts, int part) {
      return !doubles
          || parts.has(part, BlockColumn.NOT_FINITE_COUNT)
              && parts.statistic(part, BlockColumn.NOT_FINITE_COUNT) == 0;
    }

    @Override
    int next(long timeNs, long bits) {
      return Kleene.of(doubles && !Double.isFinite(Double.longBitsToDouble(bits)));
    }
  }
}
