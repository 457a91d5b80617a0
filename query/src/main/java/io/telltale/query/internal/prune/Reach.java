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
 * @param padsBeforeNs a padded window starts this before its first stretch
 */
public record Reach(long bridgeNs, long joinNs, long delaysNs, long padsNs, long padsBeforeNs) {
  /** Returns what a shaping does. */
  public static Reach of(Shaping shaping) {
    return new Reach(
        shaping.bridgeNs(),
        Times.plus(shaping.clearDelayNs(), shaping.mergeWithinNs()),
        shaping.clearDelayNs(),
        shaping.padAfterNs(),
        shaping.padBeforeNs());
  }

  /**
   * Returns the time by which whatever ended has no part in the answer for a range. An end later
   * than now is OPEN, which overlaps every range that lies behind now.
   */
  public long settledBy(long fromNs, long nowNs) {
    // One after the other: a saturated sum of both would be too short.
    return Times.minus(Times.minus(Math.min(fromNs, nowNs), delaysNs), padsNs);
  }

  /**
   * Returns the time from which on, and before {@link #mattersUntil}, something has to be TRUE if a
   * window overlaps a range. Else what is TRUE before and what is TRUE behind would have to be
   * joined across all of that, which is longer than any join.
   *
   * @param speaksNs how long what is TRUE lasts without a reading
   */
  public long mattersFrom(long fromNs, long nowNs, long speaksNs) {
    return before(before(before(settledBy(fromNs, nowNs), speaksNs), bridgeNs), joinNs);
  }

  private static long before(long timeNs, long durationNs) {
    return durationNs == Long.MAX_VALUE ? Long.MIN_VALUE : Times.minus(timeNs, durationNs);
  }

  /** Returns the end of that time; Long.MAX_VALUE: none. */
  public long mattersUntil(long toNs) {
    return Times.plus(toNs, padsBeforeNs);
  }

  /** Whether a stretch that starts at a time is joined with one that was TRUE and ended before. */
  public boolean parts(long lastTrueNs, long endNs, long startNs) {
    return Times.minus(startNs, lastTrueNs) > bridgeNs && Times.minus(startNs, endNs) > joinNs;
  }
}
