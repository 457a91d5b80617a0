package io.telltale.query.internal.prune;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.scan.Parts;

/**
 * Finds the part at which an evaluation for a range may begin: the last one before which no window
 * can reach into the range or be joined with one that does.
 *
 * <p>It walks back from the first part that touches the range, over parts that statistics prove to
 * have nothing TRUE, until they separate what came before them from the rest. A part that
 * statistics do not decide is looked into: a stretch that ends in it separates too.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
public final class LookBack {
  private LookBack() {}

  /**
   * Finds the start for a condition about readings. The truth is begun at the part returned.
   *
   * @param parts the series
   * @param count how many of its parts exist at the query's now
   * @param knownNs what has ended by this time has no part in the answer: {@link Reach#settledBy}
   * @param speaksNs how long a reading speaks
   * @param reach which stretches are joined
   * @param separator looks into parts that statistics do not decide
   */
  public static int forReadings(
      Parts parts,
      int count,
      Truth truth,
      long knownNs,
      long speaksNs,
      Reach reach,
      Separator separator) {
    int touching = Math.min(count, parts.firstEndingAtOrAfter(knownNs));
    int start = touching;
    int quietFrom = start;
    separator.open(knownNs, speaksNs, reach);
    while (start > 0) {
      if (isSeparated(parts, count, start, quietFrom, knownNs, speaksNs, reach)) {
        if (start == count || truth.begin(parts, start)) {
          return start;
        }
        start--;
        quietFrom = start;
      } else if (truth.provesNone(parts, quietFrom - 1)) {
        quietFrom--;
      } else if (start == touching
          && start < count
          && separator.separates(parts, start, truth, firstTime(parts, start + 1, count))) {
        truth.begin(parts, start);
        return start;
      } else if (quietFrom > 1
          && separator.separates(parts, quietFrom - 1, truth, firstTime(parts, start, count))) {
        truth.begin(parts, quietFrom - 1);
        return quietFrom - 1;
      } else {
        start = quietFrom - 1;
        quietFrom = start;
      }
    }
    truth.begin(parts, 0);
    return 0;
  }

  /**
   * Whether what is TRUE before quietFrom ends by the range and is not joined with what follows.
   */
  private static boolean isSeparated(
      Parts parts, int count, int start, int quietFrom, long knownNs, long speaksNs, Reach reach) {
    if (quietFrom == 0) {
      return true;
    }
    long before = parts.lastTime(quietFrom - 1);
    long latestEnd = Times.staleAt(before, speaksNs);
    long follows = firstTime(parts, start, count);
    if (quietFrom < start) {
      latestEnd = Math.min(latestEnd, parts.firstTime(quietFrom));
    } else if (start < count && Times.minus(follows, before) <= speaksNs) {
      return false;
    }
    return latestEnd <= knownNs && (start == count || reach.parts(before, latestEnd, follows));
  }

  private static long firstTime(Parts parts, int part, int count) {
    return part >= count ? Long.MAX_VALUE : parts.firstTime(part);
  }

  /**
   * Finds the start for silence; the reading before it is the last one of the part before.
   *
   * @param parts the series
   * @param count how many of its parts exist at the query's now
   * @param silence what statistics prove of a part
   * @param knownNs as above
   * @param silentNs how long without a reading is silent
   * @param reach which stretches are joined
   */
  public static int forSilence(
      Parts parts, int count, Quiet silence, long knownNs, long silentNs, Reach reach) {
    int start = Math.min(count, parts.firstEndingAtOrAfter(knownNs));
    int busyFrom = start;
    while (start > 0 && busyFrom > 0) {
      long last = parts.lastTime(start - 1);
      long latestEnd = busyFrom == start ? last : parts.firstTime(busyFrom);
      if (reach.parts(latestEnd, latestEnd, Times.plus(last, silentNs))) {
        return start;
      }
      if (busyFrom < start
          && Times.minus(parts.firstTime(busyFrom), parts.lastTime(busyFrom - 1)) > silentNs) {
        start = busyFrom;
      } else if (silence.hasNoGap(parts, busyFrom - 1)) {
        busyFrom--;
      } else {
        start = busyFrom - 1;
        busyFrom = start;
      }
    }
    return start;
  }

  /** What statistics prove about gaps. */
  public interface Quiet {
    /** Returns whether no two neighbours inside a part are silent apart. */
    boolean hasNoGap(Parts parts, int part);
  }
}
