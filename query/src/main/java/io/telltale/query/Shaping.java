package io.telltale.query;

import java.util.Objects;

/**
 * What becomes of stretches of TRUE time: section 5 of docs/windows.md, which fixes the order in
 * which the steps apply.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted.
 *
 * @param onUnknown what UNKNOWN time does
 * @param bridgeNs stretches at most this far apart (start less lastTrue) are joined
 * @param atLeastForNs least held time
 * @param atLeastSamples least number of evidence readings, 0: any
 * @param atMostForNs most held time, {@link #NO_LIMIT}: any
 * @param clearDelayNs how much later a window ends; what starts by then belongs to it
 * @param mergeWithinNs windows at most this far apart (start less end) are joined
 * @param padBeforeNs how much earlier a window starts
 * @param padAfterNs how much later a window ends
 */
public record Shaping(
    OnUnknown onUnknown,
    long bridgeNs,
    long atLeastForNs,
    long atLeastSamples,
    long atMostForNs,
    long clearDelayNs,
    long mergeWithinNs,
    long padBeforeNs,
    long padAfterNs) {
  /** {@link #atMostForNs} without a limit. With any other, a window that is OPEN is dropped. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** No shaping at all. */
  public static final Shaping NONE = new Shaping(OnUnknown.BREAK, 0, 0, 0, NO_LIMIT, 0, 0, 0, 0);

  /** What UNKNOWN time does. */
  public enum OnUnknown {
    /** It is not TRUE: it ends a stretch. */
    BREAK,
    /** It keeps the truth before it. */
    HOLD
  }

  public Shaping {
    Objects.requireNonNull(onUnknown, "onUnknown");
    Arguments.requireNotNegative("bridge", bridgeNs);
    Arguments.requireNotNegative("atLeastFor", atLeastForNs);
    Arguments.requireNotNegative("atMostFor", atMostForNs);
    Arguments.requireNotNegative("clearDelay", clearDelayNs);
    Arguments.requireNotNegative("mergeWithin", mergeWithinNs);
    Arguments.requireNotNegative("pad", padBeforeNs);
    Arguments.requireNotNegative("pad", padAfterNs);
    if (atLeastSamples < 0) {
      throw new IllegalArgumentException("negative count: atLeastSamples=" + atLeastSamples);
    }
  }

  /**
   * Says what UNKNOWN time does.
   *
   * @param newOnUnknown BREAK or HOLD
   * @return a copy
   */
  public Shaping onUnknown(OnUnknown newOnUnknown) {
    return new Shaping(
        newOnUnknown,
        bridgeNs,
        atLeastForNs,
        atLeastSamples,
        atMostForNs,
        clearDelayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Joins stretches that lie close together.
   *
   * @param gapNs at most this from lastTrue to the next start
   * @return a copy
   */
  public Shaping bridge(long gapNs) {
    return new Shaping(
        onUnknown,
        gapNs,
        atLeastForNs,
        atLeastSamples,
        atMostForNs,
        clearDelayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Demands a held time.
   *
   * @param heldNs at least this
   * @return a copy
   */
  public Shaping atLeastFor(long heldNs) {
    return new Shaping(
        onUnknown,
        bridgeNs,
        heldNs,
        atLeastSamples,
        atMostForNs,
        clearDelayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Demands a number of evidence readings.
   *
   * @param samples at least this many, from 1
   * @return a copy
   */
  public Shaping atLeastSamples(long samples) {
    Arguments.requireCount("atLeastSamples", samples);
    return new Shaping(
        onUnknown,
        bridgeNs,
        atLeastForNs,
        samples,
        atMostForNs,
        clearDelayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Demands an end and limits the held time.
   *
   * @param heldNs at most this
   * @return a copy
   */
  public Shaping atMostFor(long heldNs) {
    return new Shaping(
        onUnknown,
        bridgeNs,
        atLeastForNs,
        atLeastSamples,
        heldNs,
        clearDelayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Makes windows end later; what starts by then belongs to them.
   *
   * @param delayNs by how much
   * @return a copy
   */
  public Shaping clearDelay(long delayNs) {
    return new Shaping(
        onUnknown,
        bridgeNs,
        atLeastForNs,
        atLeastSamples,
        atMostForNs,
        delayNs,
        mergeWithinNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Joins windows that lie close together.
   *
   * @param gapNs at most this from end to the next start
   * @return a copy
   */
  public Shaping mergeWithin(long gapNs) {
    return new Shaping(
        onUnknown,
        bridgeNs,
        atLeastForNs,
        atLeastSamples,
        atMostForNs,
        clearDelayNs,
        gapNs,
        padBeforeNs,
        padAfterNs);
  }

  /**
   * Moves start and end and nothing else.
   *
   * @param beforeNs how much earlier it starts
   * @param afterNs how much later it ends
   * @return a copy
   */
  public Shaping pad(long beforeNs, long afterNs) {
    return new Shaping(
        onUnknown,
        bridgeNs,
        atLeastForNs,
        atLeastSamples,
        atMostForNs,
        clearDelayNs,
        mergeWithinNs,
        beforeNs,
        afterNs);
  }
}
