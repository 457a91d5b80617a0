package io.telltale.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares figures with budgets. Nothing passes by being absent: a benchmark without figures, one
 * without a budget, and a figure that cannot be trusted are failures as well.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> a line for each limit. <b>Lifetime:</b>
 * unlimited.
 */
public final class BudgetCheck {
  /** A figure of fewer turns may be that of a disturbed one. */
  public static final long LEAST_TURNS = 20;

  /** A longer turn is rarely undisturbed on a busy machine. */
  public static final double LONGEST_TURN_NS = 1_000_000;

  private final BudgetFile budgets;
  private final String machine;

  /**
   * Creates a check.
   *
   * @param budgets the limits
   * @param machine name of this machine; percentiles are hard if it is the file's reference
   */
  public BudgetCheck(BudgetFile budgets, String machine) {
    this.budgets = budgets;
    this.machine = machine;
  }

  /**
   * Checks a run of all benchmarks.
   *
   * @param figures what was measured
   * @return a finding for each limit and each failure
   */
  public List<Finding> check(Collection<Figures> figures) {
    return check(figures, budgets.budgets().keySet());
  }

  /**
   * Checks a run of some benchmarks.
   *
   * @param figures what was measured
   * @param demanded names of the benchmarks that must have a budget and figures
   * @return a finding for each limit and each failure
   */
  public List<Finding> check(Collection<Figures> figures, Set<String> demanded) {
    Map<String, Figures> byName = new LinkedHashMap<>();
    figures.forEach(one -> byName.put(one.name(), one));
    List<Finding> findings = new ArrayList<>();
    if (byName.isEmpty()) {
      findings.add(Finding.broken("", "empty run", "no benchmark ran"));
    }
    for (Budget budget : budgets.budgets().values()) {
      Figures measured = byName.remove(budget.name());
      if (measured != null) {
        check(budget, measured, findings);
      } else if (demanded.contains(budget.name())) {
        String why = "it has a budget in " + budgets.source() + " and no figures";
        findings.add(Finding.broken(budget.name(), "missing", why));
      }
    }
    Set<String> unknown = new LinkedHashSet<>(byName.keySet());
    unknown.addAll(demanded);
    unknown.removeAll(budgets.budgets().keySet());
    for (String name : unknown) {
      String why = "it ran and has no budget in " + budgets.source();
      findings.add(Finding.broken(name, "unknown name", why));
    }
    return findings;
  }

  private void check(Budget budget, Figures measured, List<Finding> findings) {
    for (Limit limit : budget.limits()) {
      findings.add(check(budget, limit, measured));
    }
    double turnNs = measured.value(TurnsProfiler.TURN);
    if (budget.limits(BudgetKind.RATIO) && turnNs > LONGEST_TURN_NS) {
      String text =
          budget.name()
              + ": turn: the shortest took "
              + over(turnNs, LONGEST_TURN_NS, "ns")
              + "; one so long is rarely undisturbed";
      findings.add(
          new Finding(budget.name(), "turn", LONGEST_TURN_NS, turnNs, Verdict.BROKEN, text));
    }
  }

  private Finding check(Budget budget, Limit limit, Figures measured) {
    double figure = measured.value(limit.figure());
    if (Double.isNaN(figure)) {
      return Finding.broken(
          budget.name(), "empty run", "no figure for " + limit.label() + ", which has a limit");
    }
    boolean paced = limit.kind() == BudgetKind.PERCENTILE;
    double turns = measured.value(paced ? PaceProfiler.OPERATIONS : TurnsProfiler.TURNS);
    if (!(turns >= LEAST_TURNS)) {
      String why =
          limit.label()
              + " is of "
              + FigureText.of(Double.isNaN(turns) ? 0 : turns)
              + (paced ? " operations" : " turns")
              + ", fewer than "
              + LEAST_TURNS;
      return Finding.broken(budget.name(), "empty run", why);
    }
    boolean holds = figure <= limit.most();
    boolean hard = !paced || (!machine.isEmpty() && machine.equals(budgets.reference()));
    Verdict verdict = !hard ? Verdict.REPORTED : holds ? Verdict.HOLDS : Verdict.BROKEN;
    String unit = limit.kind().unit();
    String text =
        budget.name()
            + ": "
            + limit.label()
            + " "
            + (holds
                ? FigureText.of(figure, unit) + ", limit " + FigureText.of(limit.most(), unit)
                : over(figure, limit.most(), unit));
    return new Finding(budget.name(), limit.kind().label(), limit.most(), figure, verdict, text);
  }

  private static String over(double figure, double most, String unit) {
    String text =
        FigureText.of(figure, unit)
            + ", limit "
            + FigureText.of(most, unit)
            + ", over by "
            + FigureText.of(figure - most, unit);
    return most == 0 ? text : text + " (" + FigureText.of((figure / most - 1) * 100) + " %)";
  }
}
