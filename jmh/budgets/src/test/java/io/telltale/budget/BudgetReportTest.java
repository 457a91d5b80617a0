package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tables and the page show, and what is saved. */
final class BudgetReportTest {
  private static final Machine MACHINE =
      new Machine("bench-1", "A <fast> CPU", 2, 8L << 30, "Linux 6", "A JVM 17");

  @TempDir Path temp;

  private BudgetOutcome outcome;
  private SavedRun now;
  private SavedRun then;

  @BeforeEach
  void measure() throws IOException {
    BudgetFile budgets =
        BudgetFileTest.parse(
            """
            {"benchmarks": {
              "Work.done": {"allocation": 0, "ratio": 2, "baseline": "</script> & co", "waits": 0},
              "Pace.kept[rate=</script>]": {"percentile": {"p50": 100, "max": 5000}}
            }}
            """);
    List<Figures> figures = List.of(pace(80), work(26, 16));
    outcome =
        new BudgetOutcome(
            RunForm.quick(),
            "bench-1",
            budgets,
            figures,
            new BudgetCheck(budgets, "").check(figures));
    Instant date = Instant.parse("2026-01-31T12:00:00Z");
    now = new SavedRun("c1", date, "quick", MACHINE, figures);
    then = new SavedRun("c0", date, "quick", MACHINE, List.of(work(20, 0), pace(100)));
  }

  private static Figures work(double measuredNs, double bytes) {
    Map<String, Double> values =
        Map.of(
            "measured",
            measuredNs,
            "baseline",
            20.0,
            "allocation",
            bytes,
            "waits",
            0.0,
            "turn",
            9_000.0,
            "turns",
            50.0);
    return new Figures("Work.done", values, List.of());
  }

  private static Figures pace(double p50) {
    Map<String, Double> values =
        Map.of("p50", p50, "p99", 300.0, "p99.9", 400.0, "max", 500.0, "operations", 1e6);
    List<CurvePoint> curve = List.of(new CurvePoint(50, p50), new CurvePoint(100, 500));
    return new Figures("Pace.kept[rate=</script>]", values, curve);
  }

  private String page(BudgetReport report) throws IOException {
    report.write(temp);
    return Files.readString(temp.resolve(BudgetReport.PAGE));
  }

  @Test
  void theTablesHaveFiguresLimitsAndVerdicts() {
    StringWriter out = new StringWriter();
    BudgetReport.of(outcome, now).print(new PrintWriter(out));
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "benchmark  ns/op  baseline  ratio  limit  B/op  waits/op  verdict",
            "---------  -----  --------  -----  -----  ----  --------  ------------------",
            "Work.done     26        20    1.3      2    16         0  BROKEN: allocation",
            "",
            "at a fixed rate, ns             p50  p99  p99.9         max  verdict",
            "-------------------------  --------  ---  -----  ----------  --------",
            "Pace.kept[rate=</script>]  80 / 100  300    400  500 / 5000  reported",
            "",
            "BROKEN Work.done: allocation 16 B/op, limit 0 B/op, over by 16 B/op",
            "1 budget is broken.");
  }

  @Test
  void theTablesHaveTheChange() {
    StringWriter out = new StringWriter();
    BudgetReport.of(outcome, now).since(then).print(new PrintWriter(out));
    assertThat(out.toString())
        .containsPattern("Work.done .* 16 +0 +\\+30 % +BROKEN")
        .containsPattern("Pace.kept.* 0 % +reported");
  }

  @Test
  void thePageHasFiguresLimitsVerdictsAndCurves() throws IOException {
    String page = page(BudgetReport.of(outcome, now));
    assertThat(page)
        .contains("<h1>1 budget is broken</h1>")
        .contains(
            "c1, 2026-01-31T12:00:00Z, quick form. bench-1: A &lt;fast&gt; CPU, 2 cores, 8 GiB")
        .contains("<li>Work.done: allocation 16 B/op, limit 0 B/op, over by 16 B/op")
        .contains("<td class=\"number\">1.3<small>limit 2</small></td>")
        .contains("<td class=\"broken\">BROKEN: allocation</td>")
        .contains("<td>Pace.kept[rate=&lt;/script&gt;]</td>")
        .contains(
            "\"points\":[[50.0,80.0],[100.0,500.0]]", "\"limits\":[[50.0,100.0],[100.0,5000.0]]")
        .contains("\"name\":\"Pace.kept[rate=\\u003c/script>]\"", "\"before\":[]")
        .doesNotContain("Change since", "<section hidden>");
  }

  @Test
  void thePageHasTheTrend() throws IOException {
    String page = page(BudgetReport.of(outcome, now).since(then));
    assertThat(page)
        .contains("<h2>Change since c0</h2>", "\"before\":[[50.0,100.0],[100.0,500.0]]")
        .contains("<i class=\"worse\" style=\"width:30%\"></i><span>+30 %</span>")
        .contains("<i class=\"better\" style=\"width:20%\"></i><span>-20 %</span>")
        .contains("<i class=\"worse\" style=\"width:50%\"></i><span>was 0</span>")
        .doesNotContain("another machine");
    SavedRun elsewhere =
        new SavedRun("", then.date(), "quick", Machine.current("other"), List.of(work(1, 0)));
    assertThat(page(BudgetReport.of(outcome, now).since(elsewhere)))
        .contains("<h2>Change since the saved run</h2>", "another machine")
        .contains("<td colspan=\"4\">new</td>");
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    String page = page(BudgetReport.of(outcome, now).since(then));
    assertThat(page)
        .doesNotContain("src=", "href=", "@import", "url(", "<link", "<!--telltale:", "fetch(")
        .doesNotContain("XMLHttpRequest", "import(", "</script> &")
        .contains("default-src 'none'", "uPlot (v1.6.32)", "Leon Sorokin, MIT License");
    // The one address in the page is the chart library's own, in its comment of origin.
    assertThat(page.replace("https://github.com/leeoniya/uPlot", ""))
        .doesNotContain("http://", "https://");
  }

  @Test
  void aPageWithoutPacesHasNoEmptyChart() throws IOException {
    List<Figures> figures = List.of(work(26, 0));
    BudgetOutcome some =
        new BudgetOutcome(RunForm.full(), "", outcome.budgets(), figures, List.of());
    assertThat(page(BudgetReport.of(some, SavedRun.of(some, ""))))
        .contains("<h1>All budgets hold</h1>", "<section hidden>", "full form");
  }

  @Test
  void savedFiguresAreReadAgain() throws IOException {
    Path file = temp.resolve("results.json");
    now.write(file);
    assertThat(SavedRun.open(file)).isEqualTo(now);
    SavedRun here = SavedRun.of(outcome, "");
    here.write(file);
    assertThat(SavedRun.open(file)).isEqualTo(here);
    assertThat(here.machine().cores()).isPositive();
    assertThat(here.machine().cpu()).isNotBlank();
    assertThat(here.machine().memoryBytes()).isPositive();
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("x.json"), "{\"benchmarks\": {}}");
    assertThatThrownBy(() -> SavedRun.open(file))
        .isInstanceOf(BudgetFileException.class)
        .hasMessageContaining("x.json:1:18: expected saved figures with \"format\" and \"date\"");
    Files.writeString(file, "{\"format\": 1,\n \"date\": \"yesterday\"}");
    assertThatThrownBy(() -> SavedRun.open(file))
        .hasMessageContaining("x.json:2:10: expected a date such as");
    Files.writeString(file, "{\"format\": 1, \"weather\": 1}");
    assertThatThrownBy(() -> SavedRun.open(file))
        .hasMessageContaining("x.json:1:15: unknown key \"weather\"");
  }
}
