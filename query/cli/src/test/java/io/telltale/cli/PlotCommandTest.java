package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plots on the terminal. */
final class PlotCommandTest {
  private static final char BLANK = '\u2800';

  private static Path db;

  @BeforeAll
  static void create(@TempDir Path temp) throws IOException {
    db = FridgeStore.create(temp);
  }

  @Test
  void drawsTheLineAndTheWindows() {
    Telltale run = plot("fridge.temperature", "--rule", "fridge.temperature > 8");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out().replace(BLANK, ' ').replaceAll(" +\n", "\n"))
        .isEqualTo(
            """
            fridge.temperature of SN-1
                9.5 ┤     ⡏⠉⠉⠉⠉⠉⠉⠉⠉⢹
                    │     ⡇        ⢸
                    │    ⢠⠃        ⠘⡄
                    │    ⢸          ⡇
               4.25 ┤⣀⣀⣀⣀⣸          ⣇⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
                    └┬──────────────┬──────────────
                     2026-01-01   00:30
                     2026-01-01T00:00:00.000000000Z to 2026-01-01T00:59:00.000000001Z
            windows │     ███████████
                     1 window of fridge.temperature > 8
            """);
  }

  @Test
  void theBandIsWhereTheWindowsAre() {
    // Of 60 columns each stands for a minute.
    Telltale run =
        plot(
            "fridge.temperature",
            "--from",
            "2026-01-01",
            "--to",
            "2026-01-01T01:00:00Z",
            "--rule",
            "fridge.temperature > 8",
            "--width",
            "69");
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(lines.size() - 2))
        .isEqualTo("windows \u2502" + " ".repeat(10) + "\u2588".repeat(20));
  }

  @Test
  void statesAndTruthsAreNamed() {
    List<String> states = plot("fridge.fault").out().lines().toList();
    assertThat(states.get(1)).startsWith(" E42 \u2524");
    assertThat(states.get(3)).startsWith("     \u2502");
    assertThat(states.get(5)).startsWith("none \u2524");
    assertThat(plot("fridge.door").out()).contains("\n true \u2524", "\nfalse \u2524");
    assertThat(plot("fridge.energy").out()).contains("\n9.0072E+15 \u2524");
  }

  @Test
  void saysWhenThereIsNothingToDraw() {
    Telltale run = plot("fridge.temperature", "--to", "2025-01-01");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "telltale: nothing to draw: SN-1 has no number on fridge.temperature in this range\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--width, 3, --width must be from 30",
    "--height, 0, --height must be from 3",
    "--rule, fridge.temperature, expected",
    "--rule, x > 3, no channel 'x'",
    "--html, /no/such/folder/plot.html, /no/such/folder/plot.html",
  })
  void refusesWhatMakesNoSense(String option, String value, String reason) {
    Telltale run =
        Telltale.run("plot", db, "fridge.temperature", "--device", "SN-1", option, value);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("telltale: ").contains(reason);
    assertThat(run.out()).isEmpty();
  }

  private static Telltale plot(String channel, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("plot", db, channel, "--device", "SN-1"));
    if (!List.of(more).contains("--width")) {
      arguments.addAll(List.of("--width", "39"));
    }
    arguments.addAll(List.of("--height", "5"));
    arguments.addAll(List.of(more));
    return Telltale.run(arguments.toArray());
  }
}
