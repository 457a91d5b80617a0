package io.telltale.query.oracle;

import io.telltale.query.Shaping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Section 5 of the contract after onUnknown and before pad: what becomes of TRUE stretches. */
final class OracleShaping {
  private final Shaping shaping;
  private final long now;

  OracleShaping(Shaping shaping, long now) {
    this.shaping = shaping;
    this.now = now;
  }

  List<Candidate> of(List<Candidate> stretches) {
    List<Candidate> bridged =
        joined(
            stretches,
            (last, next) ->
                ExactMath.difference(next.start(), last.lastTrue()) <= shaping.bridgeNs());
    return joined(
        delayed(bridged),
        (last, next) -> ExactMath.difference(next.start(), last.end()) <= shaping.mergeWithinNs());
  }

  /**
   * Drops what is too short, too small or too long, then clearDelay: the end moves, and a stretch
   * that starts by then belongs to the window, even one that was dropped.
   */
  private List<Candidate> delayed(List<Candidate> stretches) {
    List<Candidate> windows = new ArrayList<>();
    for (Candidate stretch : stretches) {
      int last = windows.size() - 1;
      if (last >= 0 && (windows.get(last).isOpen() || stretch.start() <= windows.get(last).end())) {
        Candidate joined = windows.get(last).joinedWith(stretch);
        windows.set(last, joined.endingLater(shaping.clearDelayNs(), now));
      } else if (isKept(stretch)) {
        windows.add(stretch.endingLater(shaping.clearDelayNs(), now));
      }
    }
    return windows;
  }

  private boolean isKept(Candidate stretch) {
    boolean shortEnough =
        shaping.atMostForNs() == Shaping.NO_LIMIT
            || !stretch.isOpen() && stretch.heldFor() <= shaping.atMostForNs();
    return stretch.heldFor() >= shaping.atLeastForNs()
        && stretch.evidence().size() >= shaping.atLeastSamples()
        && shortEnough;
  }

  private static List<Candidate> joined(
      List<Candidate> candidates, BiPredicate<Candidate, Candidate> belong) {
    List<Candidate> joined = new ArrayList<>();
    for (Candidate candidate : candidates) {
      int last = joined.size() - 1;
      if (last >= 0 && belong.test(joined.get(last), candidate)) {
        joined.set(last, joined.get(last).joinedWith(candidate));
      } else {
        joined.add(candidate);
      }
    }
    return joined;
  }
}
