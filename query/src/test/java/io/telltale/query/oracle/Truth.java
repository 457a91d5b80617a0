package io.telltale.query.oracle;

/** What a condition says of a moment. */
enum Truth {
  TRUE,
  FALSE,
  UNKNOWN
}
