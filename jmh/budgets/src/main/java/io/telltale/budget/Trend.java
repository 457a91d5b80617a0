package io.telltale.budget;

import java.util.Optional;

/** Changes of figures from a saved run to this one. */
final class Trend {
  private final SavedRun now;
  private final SavedRun then;

  /**
   * Creates one.
   *
   * @param then null if there is nothing to compare with: then every change is NaN
   */
  Trend(SavedRun now, SavedRun then) {
    this.now = now;
    this.then = then;
  }

  boolean isKnown() {
    return then != null;
  }

  SavedRun then() {
    return then;
  }

  /** Percent, infinite from 0 to more, NaN without a figure on either side. */
  double change(String name, String figure) {
    double before = value(then, name, figure);
    double after = value(now, name, figure);
    return before == after ? 0 : (after / before - 1) * 100;
  }

  String text(String name, String figure) {
    double change = change(name, figure);
    if (Double.isInfinite(change)) {
      return "was 0";
    }
    return Double.isNaN(change) ? "" : FigureText.percent(change);
  }

  /** The figure that tells most of a benchmark: its ratio, or its time if it has no baseline. */
  String mainFigure(String name) {
    return Double.isNaN(value(now, name, Figures.RATIO)) ? TurnsProfiler.MEASURED : Figures.RATIO;
  }

  /** Why times of the two cannot be compared, empty if they can. */
  String difference() {
    if (!now.machine().isLike(then.machine())) {
      return "It ran on another machine or JVM: compare ratios, bytes and waits, not times.";
    }
    return now.form().equals(then.form())
        ? ""
        : "It was the " + then.form() + " form, this is the " + now.form() + " form.";
  }

  private static double value(SavedRun run, String name, String figure) {
    return Optional.ofNullable(run)
        .flatMap(one -> one.figures(name))
        .map(figures -> figures.value(figure))
        .orElse(Double.NaN);
  }
}
