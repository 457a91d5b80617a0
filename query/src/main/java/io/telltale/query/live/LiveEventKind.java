package io.telltale.query.live;

/**
 * What is told of a window: section 8 of docs/windows.md. The order is that of numbers in event
 * logs.
 */
public enum LiveEventKind {
  /** The condition is TRUE. */
  OPENED,
  /** What the rule demands of it is reached: from now on a query returns the window. */
  CONFIRMED,
  /** It is over: only late readings could still change it. */
  CLOSED,
  /** What was told has changed. One that was CLOSED counts as CONFIRMED again: CLOSED follows. */
  REVISED,
  /** It ended before it was confirmed, or is there no more. */
  RETRACTED
}
