package io.telltale.query.oracle;

import io.telltale.query.EndReason;
import java.util.ArrayList;
import java.util.List;

/**
 * A window on its way through shaping.
 *
 * @param start first moment, before pad
 * @param end end, Long.MAX_VALUE when OPEN
 * @param endReason why it ended
 * @param lastTrue see the contract
 * @param evidence of every channel
 */
record Candidate(
    long start, long end, EndReason endReason, long lastTrue, List<OracleReading> evidence) {
  long heldFor() {
    return ExactMath.difference(lastTrue, start);
  }

  boolean isOpen() {
    return endReason == EndReason.OPEN;
  }

  /** The first one's start, the last one's end, endReason and lastTrue, the evidence of all. */
  Candidate joinedWith(Candidate next) {
    List<OracleReading> all = new ArrayList<>(evidence);
    all.addAll(next.evidence);
    return new Candidate(start, next.end, next.endReason, next.lastTrue, all);
  }

  /** The end moves; one later than now is not known yet. */
  Candidate endingLater(long delayNs, long now) {
    long later = ExactMath.sum(end, delayNs);
    boolean open = isOpen() || later > now || delayNs > 0 && later == Long.MAX_VALUE;
    return open
        ? new Candidate(start, Long.MAX_VALUE, EndReason.OPEN, lastTrue, evidence)
        : new Candidate(start, later, endReason, lastTrue, evidence);
  }
}
