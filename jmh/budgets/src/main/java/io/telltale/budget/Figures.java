package io.telltale.budget;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one benchmark: figures by name (constants of {@link TurnsProfiler} and
 * {@link PaceProfiler}), and the curve of its latencies if it has one.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when it is made. <b>Lifetime:</b> unlimited.
 *
 * @param name the benchmark's, as in {@link BudgetFile}
 * @param values the figures; the ratio is added if the times of both sides are there
 * @param curve percentiles in ascending order, or empty
 */
public record Figures(String name, Map<String, Double> values, List<CurvePoint> curve) {
  /** Name of the figure: time of the work divided by that of its baseline. */
  public static final String RATIO = "ratio";

  /** Copies, and divides. */
  public Figures {
    Map<String, Double> all = new TreeMap<>(values);
    if (all.containsKey(TurnsProfiler.MEASURED) && all.containsKey(TurnsProfiler.BASELINE)) {
      all.put(RATIO, all.get(TurnsProfiler.MEASURED) / all.get(TurnsProfiler.BASELINE));
    }
    values = Collections.unmodifiableMap(all);
    curve = List.copyOf(curve);
  }

  /**
   * A figure.
   *
   * @param figure its name
   * @return the figure, or NaN if there is none
   */
  public double value(String figure) {
    return values.getOrDefault(figure, Double.NaN);
  }
}
