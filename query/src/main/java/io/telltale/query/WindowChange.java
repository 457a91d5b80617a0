package io.telltale.query;

/** What has become of a window when one rule took the place of another. */
public enum WindowChange {
  /** Both rules have it, with the same start and end. */
  SAME,
  /** Only the rule under test has it. */
  NEW,
  /** Only the rule that it is compared with has it. */
  GONE,
  /** Both have it; under test it lasts longer. An OPEN one lasts longer than any that has ended. */
  LONGER,
  /** Both have it; under test it is shorter. */
  SHORTER,
  /** Both have it; it lasts as long, at another time. */
  MOVED
}
