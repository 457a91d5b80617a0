package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a budget file says, and where one is wrong. */
final class BudgetFileTest {
  @TempDir Path temp;

  static BudgetFile parse(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return BudgetFile.read("budgets.json", new ByteArrayInputStream(bytes));
  }

  @Test
  void everyKindIsRead() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("b.json"),
            """
            {
              "reference": "bench-1",
              "benchmarks": {
                "A.one": {"allocation": 0, "ratio": 2.5, "baseline": "a copy", "waits": 0.5},
                "B.two[x=1,y=a b]": {"percentile": {"p50": 1, "p99": 2, "p99.9": 3e3, "max": 4}}
              }
            }
            """);
    BudgetFile budgets = BudgetFile.open(file);
    assertThat(budgets.source()).isEqualTo(file.toString());
    assertThat(budgets.reference()).isEqualTo("bench-1");
    assertThat(budgets.budgets()).containsOnlyKeys("A.one", "B.two[x=1,y=a b]");
    Budget one = budgets.budgets().get("A.one");
    assertThat(one.baseline()).isEqualTo("a copy");
    assertThat(one.limits())
        .containsExactly(
            new Limit(BudgetKind.ALLOCATION, "allocation", 0),
            new Limit(BudgetKind.RATIO, "ratio", 2.5),
            new Limit(BudgetKind.WAITS, "waits", 0.5));
    assertThat(budgets.budgets().get("B.two[x=1,y=a b]").limits())
        .containsExactly(
            new Limit(BudgetKind.PERCENTILE, "p50", 1),
            new Limit(BudgetKind.PERCENTILE, "p99", 2),
            new Limit(BudgetKind.PERCENTILE, "p99.9", 3_000),
            new Limit(BudgetKind.PERCENTILE, "max", 4));
  }

  @Test
  void ratiosAreWiderOnAnotherProcessor() throws IOException {
    BudgetFile budgets =
        parse(
            """
            {"calibratedOn": "AMD EPYC", "elsewhere": 1.5, "benchmarks": {
              "A.one": {"allocation": 8, "ratio": 2, "baseline": "a copy", "waits": 0.5},
              "B.two": {"percentile": {"p50": 1}}
            }}
            """);
    assertThat(budgets.on("AMD EPYC 9B14")).isSameAs(budgets);
    assertThat(budgets.on("AMD EPYC2")).isNotSameAs(budgets);
    BudgetFile elsewhere = budgets.on("Intel(R) Xeon(R) Processor");
    assertThat(elsewhere.budgets().get("A.one").limits())
        .containsExactly(
            new Limit(BudgetKind.ALLOCATION, "allocation", 8),
            new Limit(BudgetKind.RATIO, "ratio", 3),
            new Limit(BudgetKind.WAITS, "waits", 0.5));
    assertThat(elsewhere.budgets().get("A.one").baseline()).isEqualTo("a copy");
    assertThat(elsewhere.budgets().get("B.two")).isEqualTo(budgets.budgets().get("B.two"));
    BudgetFile same = parse("{\"benchmarks\": {\"A.one\": {\"waits\": 0}}}");
    assertThat(same.on("any")).isSameAs(same);
  }

  @Test
  void aProcessorIsNamedWithItsGeneration() {
    assertThat(
            Machine.cpuModel(
                List.of(
                    "processor\t: 0",
                    "cpu family\t: 26",
                    "model\t\t: 2",
                    "model name\t: AMD EPYC",
                    "",
                    "model name\t: another")))
        .isEqualTo("AMD EPYC family 26 model 2");
    assertThat(Machine.cpuModel(List.of("model name\t: X-Gene"))).isEqualTo("X-Gene");
    assertThat(Machine.cpuModel(List.of("BogoMIPS\t: 48")))
        .isEqualTo(System.getProperty("os.arch"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1] | 1:1: expected an object: the budgets; an array is there",
        "{} x | 1:4: expected JSON: Unrecognized token 'x'",
        "{} {} | 1:4: expected the end of the file; an object is there",
        "{\"benchmark\": {}} | 1:2: unknown key \"benchmark\"; expected \"reference\", ",
        "{\"reference\": 1} | 1:15: expected a string: the name of the reference machine; 1 is",
        "{\"benchmarks\": {\"A.b\": {\"alocation\": 1}}} | 1:25: unknown key \"alocation\"; expected",
        "{\"benchmarks\": {\"A.b\": {\"waits\": \"1\"}}} | 1:34: expected a number: the limit of",
        "{\"benchmarks\": {\"A.b\": {\"waits\": -1}}} | 1:34: expected a number that is not negative",
        "{\"benchmarks\": {\"A.b\": {\"waits\": 1e999}}} | 1:34: expected a number that is not neg",
        "{\"benchmarks\": {\"A.b\": {\"waits\": NaN}}} | 1:37: expected JSON: Non-standard token",
        "{\"benchmarks\": {\"A.b\": {}}} | 1:25: A.b has no limit; expected \"allocation\",",
        "{\"benchmarks\": {\"A.b\": {\"percentile\": {}}}} | 1:41: A.b has no limit; expected",
        "{\"benchmarks\": {\"A.b\": {\"ratio\": 1}}} | 1:35: A.b: expected \"ratio\" and \"baseline\"",
        "{\"benchmarks\": {\"A.b\": {\"waits\":1,\"waits\":2}}} | 1:35: \"waits\" is there twice",
        "{\"benchmarks\": {\"A.b\": {\"percentile\": {\"p95\": 1}}}} | 1:40: unknown key \"p95\"; expec",
        "{\"benchmarks\": {\"A.b\": {\"waits\": 1}, | 1:37: expected JSON: Unexpected end-of-input",
      })
  void anErrorSaysWhereAndWhatWasExpected(String text, String error) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(BudgetFileException.class)
        .hasMessageStartingWith("budgets.json:" + error);
  }

  @Test
  void anErrorFurtherDownHasItsLine() {
    assertThatThrownBy(
            () -> parse("{\n  \"benchmarks\": {\n    \"A.b\": {\"waits\": true}\n  }\n}\n"))
        .hasMessageStartingWith(
            "budgets.json:3:22: expected a number: the limit of waits; true is");
  }
}
