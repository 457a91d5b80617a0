package io.telltale.query.internal.plot;

/** Takes what a scan found, in order of time. */
interface ColumnSink {
  /** Takes a stretch; its fields are valid during the call. */
  void accept(Stretch stretch);

  /** Ends the last line. */
  void finish();
}
