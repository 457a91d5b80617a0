package io.telltale.query.internal.plan;

/** What the statistics of a block prove of a condition. */
public enum Verdict {
  /** It is TRUE on no reading of the block. */
  NONE,
  /** It is TRUE on every reading of the block, and no hole lies between them. */
  ALL,
  /** Only the readings can tell. */
  MAYBE
}
