package io.telltale.cli.plot;

import io.telltale.query.EndReason;
import io.telltale.query.WindowCursor;

/**
 * One window, as {@link WindowCursor} has it.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object. <b>Lifetime:</b> as long as
 * wanted.
 *
 * @param startNs epoch nanoseconds
 * @param endNs epoch nanoseconds, exclusive, or {@link WindowCursor#OPEN}
 * @param endReason why it ended
 * @param samples readings on which the condition is TRUE
 * @param min smallest of their values, NaN when there is nothing to say
 * @param max largest of their values, NaN when there is nothing to say
 * @param mean mean of their values, NaN when there is nothing to say
 */
public record PlotWindow(
    long startNs,
    long endNs,
    EndReason endReason,
    long samples,
    double min,
    double max,
    double mean) {

  /**
   * Copies the window that a cursor stands on.
   *
   * @param window the cursor
   * @return the copy
   */
  public static PlotWindow of(WindowCursor window) {
    return new PlotWindow(
        window.startNs(),
        window.endNs(),
        window.endReason(),
        window.samples(),
        window.min(),
        window.max(),
        window.mean());
  }

  boolean isOpen() {
    return endNs == WindowCursor.OPEN;
  }
}
