package io.telltale.query.oracle;

/** Where the readings lie when a question is asked. */
enum StoreStage {
  /** As many in the head as fit. */
  HEAD,
  /** A part sealed, the rest in the head. */
  BOTH,
  /** All in segments. */
  SEALED,
  /** Segments merged as far as it is worth it. */
  COMPACTED,
  /** All in segments, opened for reading only. */
  READ_ONLY,
  /** Opened for writing again. */
  REOPENED
}
