package io.telltale.query.internal.prune;

import io.telltale.query.Shaping;
import io.telltale.query.internal.Times;

/**
 * How far shaping lets a stretch of TRUE time reach, in time and to other stretches.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 *
 * @param bridgeNs a stretch that starts at most this after another's lastTrue joins it
 * @param joinNs one that starts at most this after another's end joins it
 * @param delaysNs a window's end is this after its last stretch
 * @param padsNs and a padded window's end this after that
 */
public record Reach(long bridgeNs, long joinNs, long delaysNs, long padsNs) {
  /** Returns what a shaping does. */
  public static Reach of(Shaping shaping) {
    return new Reach(
        shaping.bridgeNs(),
        Times.plus(shaping.clearDelayNs(), shaping.mergeWithinNs()),
        shaping.clearDelayNs(),
        shaping.padAfterNs());
  }

  /**
   * Returns the time by which whatever ended has no part in the answer for a range. An end later
   * than now is OPEN, which overlaps every range that lies behind now.
   */
  public long settledBy(long fromNs, long nowNs) {
    // One after the other: a saturated sum of both would be too short.
    return Times.minus(Times.minus(Math.min(fromNs, nowNs), delaysNs), padsNs);
  }

  /** Whether a stretch that starts at a time is joined with one that was TRUE and ended before. */
  public boolean parts(long lastTrueNs, long endNs, long startNs) {
    return Times.minus(startNs, lastTrueNs) > bridgeNs && Times.minus(startNs, endNs) > joinNs;
  }
}
