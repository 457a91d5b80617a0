package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to break a budget, with figures made by hand. */
final class BudgetCheckTest {
  private static final String WORK = "Work.done";
  private static final String PACE = "Pace.kept";

  private BudgetFile budgets;

  @BeforeEach
  void read() throws IOException {
    budgets =
        BudgetFileTest.parse(
            """
            {"reference": "bench-1", "benchmarks": {
              "Work.done": {"allocation": 0, "ratio": 2, "baseline": "a copy", "waits": 0},
              "Pace.kept": {"percentile": {"p50": 100, "max": 5000}}
            }}
            """);
  }

  /** Figures that hold, with some replaced; NaN takes one away. */
  private static Figures work(Object... changes) {
    Map<String, Double> values = new HashMap<>();
    values.put("measured", 30.0);
    values.put("baseline", 20.0);
    values.put("allocation", 0.0);
    values.put("waits", 0.0);
    values.put("turn", 40_000.0);
    values.put("turns", 20.0);
    return figures(WORK, values, changes);
  }

  private static Figures pace(Object... changes) {
    Map<String, Double> values = new HashMap<>();
    values.put("p50", 90.0);
    values.put("p99", 200.0);
    values.put("max", 5_000.0);
    values.put("operations", 1_000.0);
    return figures(PACE, values, changes);
  }

  private static Figures figures(String name, Map<String, Double> values, Object... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      double value = (Double) changes[i + 1];
      if (Double.isNaN(value)) {
        values.remove((String) changes[i]);
      } else {
        values.put((String) changes[i], value);
      }
    }
    return new Figures(name, values, List.of());
  }

  private List<String> broken(String machine, Figures... figures) {
    return new BudgetCheck(budgets, machine)
        .check(List.of(figures)).stream()
            .filter(finding -> finding.verdict() == Verdict.BROKEN)
            .map(Finding::text)
            .toList();
  }

  @Test
  void figuresAtTheirLimitsHold() {
    assertThat(broken("bench-1", work("measured", 40.0), pace())).isEmpty();
    List<Finding> findings = new BudgetCheck(budgets, "").check(List.of(work(), pace()));
    assertThat(findings)
        .extracting(Finding::text)
        .containsExactly(
            "Work.done: allocation 0 B/op, limit 0 B/op",
            "Work.done: ratio 1.5, limit 2",
            "Work.done: waits 0 waits/op, limit 0 waits/op",
            "Pace.kept: percentile p50 90 ns, limit 100 ns",
            "Pace.kept: percentile max 5000 ns, limit 5000 ns");
  }

  @Test
  void anAllocationIsAFailure() {
    assertThat(broken("", work("allocation", 16.0), pace()))
        .containsExactly("Work.done: allocation 16 B/op, limit 0 B/op, over by 16 B/op");
  }

  @Test
  void aRatioIsAFailure() {
    assertThat(broken("", work("measured", 52.0), pace()))
        .containsExactly("Work.done: ratio 2.6, limit 2, over by 0.6 (30 %)");
  }

  @Test
  void aBaselineThatTookNoTimeIsAFailure() {
    assertThat(broken("", work("baseline", 0.0), pace()))
        .containsExactly("Work.done: ratio inf, limit 2, over by inf (inf %)");
  }

  @Test
  void aWaitIsAFailure() {
    assertThat(broken("", work("waits", 0.25), pace()))
        .containsExactly("Work.done: waits 0.25 waits/op, limit 0 waits/op, over by 0.25 waits/op");
  }

  @Test
  void aPercentileIsAFailureOnTheReferenceMachineOnly() {
    Figures slow = pace("p50", 150.0);
    assertThat(broken("bench-1", work(), slow))
        .containsExactly("Pace.kept: percentile p50 150 ns, limit 100 ns, over by 50 ns (50 %)");
    assertThat(broken("bench-2", work(), slow)).isEmpty();
    assertThat(broken("", work(), slow)).isEmpty();
    assertThat(new BudgetCheck(budgets, "").check(List.of(work(), slow)))
        .filteredOn(finding -> finding.verdict() == Verdict.REPORTED)
        .extracting(Finding::figure)
        .containsExactly(150.0, 5_000.0);
  }

  @Test
  void noMachineIsTheReferenceIfNoneIsNamed() throws IOException {
    budgets =
        BudgetFileTest.parse("{\"benchmarks\": {\"Pace.kept\": {\"percentile\":{\"p50\":1}}}}");
    assertThat(broken("", pace())).isEmpty();
  }

  @Test
  void aBenchmarkWithoutFiguresIsMissing() {
    assertThat(broken("", work()))
        .containsExactly("Pace.kept: missing: it has a budget in budgets.json and no figures");
    assertThat(new BudgetCheck(budgets, "").check(List.of(work()), Set.of(WORK)))
        .as("only one is demanded")
        .allMatch(finding -> finding.verdict() == Verdict.HOLDS);
  }

  @Test
  void aBenchmarkWithoutABudgetIsUnknown() {
    Figures other = new Figures("Work.dome", work().values(), List.of());
    assertThat(broken("", work(), pace(), other))
        .containsExactly("Work.dome: unknown name: it ran and has no budget in budgets.json");
    assertThat(new BudgetCheck(budgets, "").check(List.of(work()), Set.of(WORK, "Work.dome")))
        .as("even if it failed")
        .filteredOn(finding -> finding.verdict() == Verdict.BROKEN)
        .extracting(Finding::kind)
        .containsExactly("unknown name");
  }

  @Test
  void noBenchmarkIsAnEmptyRun() {
    assertThat(broken(""))
        .contains("empty run: no benchmark ran")
        .anyMatch(text -> text.startsWith("Work.done: missing"));
    assertThat(new BudgetCheck(budgets, "").check(List.of(), Set.of()))
        .extracting(Finding::kind)
        .containsExactly("empty run");
  }

  @Test
  void anAbsentFigureIsAnEmptyRun() {
    assertThat(broken("", work("waits", Double.NaN), pace()))
        .containsExactly("Work.done: empty run: no figure for waits, which has a limit");
    assertThat(broken("", work("baseline", Double.NaN), pace()))
        .containsExactly("Work.done: empty run: no figure for ratio, which has a limit");
    assertThat(broken("", work(), pace("max", Double.NaN)))
        .containsExactly("Pace.kept: empty run: no figure for percentile max, which has a limit");
  }

  @Test
  void aFigureThatIsNoNumberIsAnEmptyRun() {
    Map<String, Double> values = new HashMap<>(work().values());
    values.put("allocation", Double.NaN);
    assertThat(broken("", new Figures(WORK, values, List.of()), pace()))
        .containsExactly("Work.done: empty run: no figure for allocation, which has a limit");
  }

  @Test
  void fewTurnsAreAnEmptyRun() {
    assertThat(broken("", work("turns", 19.0), pace()))
        .hasSize(3)
        .contains("Work.done: empty run: ratio is of 19 turns, fewer than 20");
    assertThat(broken("", work("turns", Double.NaN), pace())).hasSize(3);
    assertThat(broken("", work(), pace("operations", 3.0)))
        .contains("Pace.kept: empty run: percentile p50 is of 3 operations, fewer than 20");
  }

  @Test
  void aLongTurnIsAFailureOfARatio() throws IOException {
    assertThat(broken("", work("turn", 1_000_001.0), pace())).hasSize(1);
    assertThat(broken("", work("turn", 1_500_000.0), pace()))
        .containsExactly(
            "Work.done: turn: the shortest took 1,500,000 ns, limit 1,000,000 ns,"
                + " over by 500,000 ns (50 %); one so long is rarely undisturbed");
    budgets = BudgetFileTest.parse("{\"benchmarks\": {\"Work.done\": {\"allocation\": 0}}}");
    assertThat(broken("", work("turn", 1_500_000.0))).as("without a ratio").isEmpty();
  }
}
