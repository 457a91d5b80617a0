package io.telltale.query.internal.sweep;

import io.telltale.query.internal.truth.Kleene;
import io.telltale.query.internal.truth.ReadingTruth;

/**
 * The truth of a condition of a device at the time that the sweep has come to.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused device after
 * device.
 */
abstract class SweepTruth {
  /** Returns the truth, perhaps flagged. */
  abstract int truth();

  /** Returns when what makes it TRUE since a time began. */
  long onset(long sinceNs) {
    return sinceNs;
  }

  /** What a condition about readings says, for as long as the last one speaks. */
  static final class OfReadings extends SweepTruth {
    final ChannelFeed feed;
    private final ReadingTruth condition;
    private int truth;
    private long onset;

    OfReadings(ChannelFeed feed, ReadingTruth condition) {
      this.feed = feed;
      this.condition = condition;
    }

    void start() {
      truth = feed.isFromFirst() ? Kleene.UNKNOWN : Kleene.UNKNOWN | Kleene.INEXACT;
    }

    /** The feed's next reading is here. */
    void arrive() {
      truth = feed.nextTruth(condition);
      onset = feed.nextOnset(condition);
    }

    void goStale() {
      truth = Kleene.UNKNOWN | truth & Kleene.INEXACT;
    }

    @Override
    int truth() {
      return truth;
    }

    @Override
    long onset(long sinceNs) {
      return onset;
    }
  }

  /** At least k of several, perhaps turned over. */
  static final class OfOthers extends SweepTruth {
    private final int k;
    private final boolean negated;
    private final SweepTruth[] inner;

    OfOthers(int k, boolean negated, SweepTruth... inner) {
      this.k = k;
      this.negated = negated;
      this.inner = inner.clone();
    }

    @Override
    int truth() {
      int trues = 0;
      int unknowns = 0;
      int flags = 0;
      for (SweepTruth each : inner) {
        int said = each.truth();
        flags |= said & Kleene.INEXACT;
        trues += Kleene.truth(said) == Kleene.TRUE ? 1 : 0;
        unknowns += Kleene.truth(said) == Kleene.UNKNOWN ? 1 : 0;
      }
      int truth = Kleene.atLeast(k, trues, unknowns);
      return (negated ? Kleene.TRUE - truth : truth) | flags;
    }
  }
}
