package io.telltale.cli;

import io.telltale.cli.output.TimeText;
import io.telltale.ingest.fleet.Injected;
import io.telltale.query.WindowCursor;

/**
 * A window in which something was wrong with a device, injected or found.
 *
 * @param serial the device's serial number
 * @param startNs start
 * @param endNs end, exclusive, or {@link WindowCursor#OPEN}
 */
record DemoWindow(String serial, long startNs, long endNs) {
  static DemoWindow injected(Injected window, String serial) {
    long endNs = window.toNs() == Injected.OPEN ? WindowCursor.OPEN : window.toNs();
    return new DemoWindow(serial, window.fromNs(), endNs);
  }

  String text() {
    return serial
        + "  "
        + TimeText.of(startNs)
        + "  "
        + (endNs == WindowCursor.OPEN ? "still open" : TimeText.of(endNs));
  }
}
