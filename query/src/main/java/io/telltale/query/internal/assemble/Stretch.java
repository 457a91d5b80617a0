package io.telltale.query.internal.assemble;

import io.telltale.core.Kind;
import io.telltale.query.EndReason;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.Limit;

/**
 * TRUE time in the making, with its evidence.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused, each time from
 * {@link #begin}.
 */
final class Stretch {
  final Evidence evidence = new Evidence();
  final Excess excess;
  boolean exists;
  long start;
  long onset;
  long lastTrue;
  long end;
  EndReason reason = EndReason.OPEN;
  long samples;

  Stretch(Kind kind, Limit limit) {
    evidence.open(kind);
    excess = new Excess(kind, limit);
  }

  void begin(long startNs, long onsetNs) {
    exists = true;
    start = startNs;
    onset = onsetNs;
    lastTrue = startNs;
    samples = 0;
    evidence.clear();
    excess.clear();
  }

  long held() {
    return Times.minus(lastTrue, start);
  }

  /** Becomes a copy of another. */
  void take(Stretch other) {
    begin(other.start, other.onset);
    join(other);
  }

  /** Goes on with a later one. */
  void join(Stretch later) {
    lastTrue = later.lastTrue;
    end = later.end;
    reason = later.reason;
    samples += later.samples;
    evidence.join(later.evidence);
    excess.join(later.excess);
  }
}
