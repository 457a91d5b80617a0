package io.telltale.budget;

/**
 * One limit that was checked, or one reason why none could be.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param name the benchmark's, empty if it is about the whole run
 * @param kind {@code allocation}, {@code ratio}, {@code waits}, {@code percentile}, {@code
 *     missing}, {@code unknown name}, {@code empty run} or {@code turn}
 * @param limit the most that holds, NaN without a limit
 * @param figure what was measured, NaN without a figure
 * @param verdict what became of it
 * @param text benchmark, kind, limit and figure in one line
 */
public record Finding(
    String name, String kind, double limit, double figure, Verdict verdict, String text) {

  static Finding broken(String name, String kind, String why) {
    String subject = name.isEmpty() ? "" : name + ": ";
    return new Finding(
        name, kind, Double.NaN, Double.NaN, Verdict.BROKEN, subject + kind + ": " + why);
  }
}
