package io.telltale.budget;

import java.util.List;

/**
 * What a run measured, and what that says about the budgets.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param form how long benchmarks ran
 * @param machine name of the machine, may be empty
 * @param budgets the limits
 * @param figures what was measured, in alphabetical order
 * @param findings a finding for each limit and each failure
 */
public record BudgetOutcome(
    RunForm form,
    String machine,
    BudgetFile budgets,
    List<Figures> figures,
    List<Finding> findings) {
  /** Copies. */
  public BudgetOutcome {
    figures = List.copyOf(figures);
    findings = List.copyOf(findings);
  }

  /**
   * Whether no budget is broken.
   *
   * @return false if the build shall fail
   */
  public boolean holds() {
    return failures().isEmpty();
  }

  /**
   * The findings that make the run fail.
   *
   * @return none if it holds
   */
  public List<Finding> failures() {
    return findings.stream().filter(finding -> finding.verdict() == Verdict.BROKEN).toList();
  }

  /** In a few words. */
  String summary() {
    int broken = failures().size();
    return broken == 0
        ? "All budgets hold"
        : broken + (broken == 1 ? " budget is broken" : " budgets are broken");
  }

  /** Names of the checks of a benchmark that failed, or what became of it otherwise. */
  String verdict(String name) {
    List<Finding> own = findings.stream().filter(finding -> finding.name().equals(name)).toList();
    List<String> broken =
        own.stream()
            .filter(finding -> finding.verdict() == Verdict.BROKEN)
            .map(Finding::kind)
            .distinct()
            .toList();
    if (!broken.isEmpty()) {
      return "BROKEN: " + String.join(", ", broken);
    }
    boolean reported = own.stream().allMatch(finding -> finding.verdict() == Verdict.REPORTED);
    return reported ? "reported" : "holds";
  }
}
