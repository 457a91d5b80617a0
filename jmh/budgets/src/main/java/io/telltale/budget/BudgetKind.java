package io.telltale.budget;

/**
 * What a limit is set on.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> constants.
 */
public enum BudgetKind {
  /** Bytes that an operation allocates on the heap; hard on every machine. */
  ALLOCATION("allocation", "B/op"),

  /** Time of an operation divided by that of its raw baseline; hard on every machine. */
  RATIO("ratio", ""),

  /** How often an operation blocks or parks; hard on every machine. */
  WAITS("waits", "waits/op"),

  /** A percentile of the latency at a fixed rate; hard on the reference machine only. */
  PERCENTILE("percentile", "ns");

  private final String label;
  private final String unit;

  BudgetKind(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }

  /**
   * As budget files and reports call it.
   *
   * @return the name
   */
  public String label() {
    return label;
  }

  /**
   * What its figures are counted in.
   *
   * @return the unit, empty for a ratio
   */
  public String unit() {
    return unit;
  }
}
