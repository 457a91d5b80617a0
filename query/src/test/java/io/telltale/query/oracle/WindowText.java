package io.telltale.query.oracle;

import io.telltale.query.EndReason;
import java.util.List;

/** Windows as rows computed by hand write them. */
final class WindowText {
  private WindowText() {}

  /** {@code [0, 20) CLEARED onset 0 last 10 held 10 samples 2 values 9.0..9.0 mean 9.0}. */
  static String whole(OracleWindow window) {
    OracleValues told = window.values();
    String values =
        Double.isNaN(told.min()) && Double.isNaN(told.max()) && Double.isNaN(told.mean())
            ? "none"
            : signless(told.min()) + ".." + signless(told.max()) + " mean " + signless(told.mean());
    return "[%d, %s) %s onset %d last %d held %d samples %d values %s"
        .formatted(
            window.start(),
            end(window),
            window.endReason(),
            window.onset(),
            window.lastTrue(),
            window.heldFor(),
            window.samples(),
            values);
  }

  /** {@code [0, 20)}, {@code [0, 20) STALE}, {@code [0, OPEN)}. */
  static String span(OracleWindow window) {
    String reason = window.endReason() == EndReason.STALE ? " STALE" : "";
    return "[%d, %s)%s".formatted(window.start(), end(window), reason);
  }

  /** {@code [0, 20) onset 0 last 10 held 10 samples 2}. */
  static String proof(OracleWindow window) {
    return "%s onset %d last %d held %d samples %d"
        .formatted(
            span(window), window.onset(), window.lastTrue(), window.heldFor(), window.samples());
  }

  /** {@code [0, 20) peak 9.0 at 10 area 1.5}. */
  static String peak(OracleWindow window) {
    OracleValues told = window.values();
    return "%s peak %s at %d area %s"
        .formatted(
            span(window), signless(told.peak()), told.peakTime(), signless(told.excessArea()));
  }

  /** {@code [0, 20) devices [0, 1] last 20}. */
  static String members(OracleWindow window) {
    List<Integer> devices = window.devices().stream().sorted().toList();
    return "%s devices %s last %d held %d"
        .formatted(span(window), devices, window.lastTrue(), window.heldFor());
  }

  private static String end(OracleWindow window) {
    return window.end() == Long.MAX_VALUE ? "OPEN" : Long.toString(window.end());
  }

  /** -0.0 equals 0.0: which of the two an answer holds is nobody's business. */
  private static double signless(double value) {
    return value + 0.0;
  }
}
