package io.telltale.cli;

import io.telltale.query.Explain;

/** What a query read and skipped, in one line. */
final class ExplainText {
  private ExplainText() {}

  static String of(Explain explain) {
    long blocks = explain.blocksSkipped() + explain.blocksTakenWhole() + explain.blocksDecoded();
    return Quantity.counted(explain.devices(), "device")
        + (explain.devicesNotReporting() == 0
            ? ""
            : " (" + Quantity.grouped(explain.devicesNotReporting()) + " did not report then)")
        + " in "
        + Quantity.counted(explain.segments(), "segment")
        + ": of "
        + Quantity.counted(blocks, "block")
        + " "
        + Quantity.grouped(explain.blocksSkipped())
        + " skipped and "
        + Quantity.grouped(explain.blocksTakenWhole())
        + " taken whole by their statistics, "
        + Quantity.grouped(explain.blocksDecoded())
        + " decoded ("
        + Quantity.counted(explain.readingsDecoded(), "reading")
        + ")";
  }
}
