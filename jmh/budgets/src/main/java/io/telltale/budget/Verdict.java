package io.telltale.budget;

/**
 * What became of a limit.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> constants.
 */
public enum Verdict {
  /** The figure is at most the limit. */
  HOLDS,

  /** The figure is above the limit, or there is none: the run fails. */
  BROKEN,

  /** The limit is not hard on this machine: the figure is only told. */
  REPORTED
}
