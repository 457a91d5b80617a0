package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import",
        "parse",
        "devices",
        "channels",
        "latest",
        "range",
        "buckets",
        "windows",
        "backtest",
        "rules",
        "plot",
        "stats",
        "verify",
        "seal",
        "compact",
        "demo"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Telltale help = Telltale.run(command, "--help");
    assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: telltale " + command)
        .containsPattern("Examples?:\n  telltale " + command + " ");
    assertThat(Telltale.run("--help").out()).contains("\n  " + command + " ");
  }

  @Test
  void theListOfCommandsHasWholeSentences() {
    new CommandLine(new TelltaleCommand(null))
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(name)
                    .endsWith("."));
  }

  @Test
  void tellsItsVersion() {
    Telltale version = Telltale.run("--version");
    assertThat(version.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(version.out()).startsWith("telltale ").contains("\nJava ");
  }

  @Test
  void aMissingOrUnknownCommandIsMisuse() {
    Telltale none = Telltale.run();
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("which command?", "telltale --help");
    Telltale unknown = Telltale.run("windos");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("windos", "windows");
    assertThat(unknown.out()).isEmpty();
  }
}
