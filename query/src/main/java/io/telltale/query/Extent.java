package io.telltale.query;

/** What a query returns of a window that reaches beyond the range. */
public enum Extent {
  /** The whole window. */
  FULL,
  /** Start and end cut to the range; every other field is the whole window's. */
  CLIP
}
