package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with processes of its own as users run it. */
final class BudgetCommandTest {
  private static final String BUDGETS =
      """
      {"benchmarks": {
        "SmallBenchmark.copies": {"allocation": 0, "ratio": 2, "baseline": "the same", "waits": 0},
        "SmallBenchmark.fails": {"allocation": 0},
        "SmallBenchmark.gone": {"allocation": 0}
      }}
      """;

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    BudgetRun run =
        BudgetRun.of(BudgetFileTest.parse(BUDGETS))
            .include("SmallBenchmark")
            .jvmArgs(List.of("-Dtelltale.test.fork=of its own"));
    return BudgetCommand.execute(run, new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void aRunThatHoldsWritesItsReport() throws IOException {
    Path folder = temp.resolve("a/report");
    String name = "SmallBenchmark.copies";
    int code = execute("--quick", "--only", name, "--report", folder.toString(), "--label", "c0");
    assertThat(err.toString()).startsWith("[1/1] SmallBenchmark.copies  ").doesNotContain("FAILED");
    assertThat(out.toString())
        .startsWith("benchmark")
        .contains("\nSmallBenchmark.copies ", "All budgets hold.", "report.html");
    assertThat(code).isZero();
    SavedRun saved = SavedRun.open(folder.resolve(BudgetReport.RESULTS));
    assertThat(saved.label()).isEqualTo("c0");
    assertThat(saved.form()).isEqualTo("quick");
    assertThat(saved.figures()).hasSize(1);
    assertThat(folder.resolve(BudgetReport.PAGE)).isNotEmptyFile();
  }

  @Test
  void aProcessThatFailsSaysWhyAndBreaksTheRun() throws IOException {
    assertThat(execute("--quick", "--only", "SmallBenchmark.fails")).isEqualTo(1);
    assertThat(err.toString()).contains("FAILED", "IllegalStateException: on purpose, of its own");
    assertThat(out.toString()).contains("BROKEN SmallBenchmark.fails: missing: ");
  }

  @Test
  void aBenchmarkThatIsGoneBreaksTheRun() throws IOException {
    assertThat(execute("--quick", "--only", "SmallBenchmark.gone")).isEqualTo(1);
    assertThat(out.toString())
        .contains("BROKEN SmallBenchmark.gone: missing: ", "2 budgets are broken.");
  }

  @Test
  void namesAreListed() throws IOException {
    assertThat(execute("--list")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            SmallBenchmark.allocates
            SmallBenchmark.copies
            SmallBenchmark.disturbedOnce
            SmallBenchmark.fails
            """);
  }

  @Test
  void wrongArgumentsAreNoBrokenBudget() throws IOException {
    assertThat(execute("--only", "SmallBenchmark.copie")).isEqualTo(2);
    assertThat(err.toString()).contains("near it: SmallBenchmark.copies");
    assertThat(execute("--slow")).isEqualTo(2);
    Path baseline = Files.writeString(temp.resolve("b.json"), "{\"format\": 2}");
    assertThat(execute("--quick", "--baseline", baseline.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("b.json:1:12: expected format 1").doesNotContain("\tat ");
    assertThat(execute("--quick", "--baseline", temp.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none");
  }
}
