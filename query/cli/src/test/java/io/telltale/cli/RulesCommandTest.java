package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("night.rules");
  }

  @Test
  void saysHowManyRulesAreFine() throws IOException {
    Files.writeString(file, "# night\na: t > 8 degC for 5m\n\nb: changed(door)\n");
    Telltale run = Telltale.run("rules", "check", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("2 rules\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void tellsAllThatIsWrong() throws IOException {
    Files.writeString(file, "a: t > hot\nb: t > 8\nt > 9\n");
    Telltale run = Telltale.run("rules", "check", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "%1$s:1:8: expected a number, found 'hot'\n".formatted(file)
                + "%1$s:3:1: expected a name and a rule, for instance hot: temperature > 90, found no name with a ':' behind it\n"
                    .formatted(file)
                + "2 problems\n");
  }

  @Test
  void checksChannelsKindsAndUnitsOfAStore() throws IOException {
    Path db = FridgeStore.create(temp);
    Files.writeString(
        file,
        "a: fridge.temperature > 8 for 5m\n"
            + "b: fridge.temperature > 8 degC\n"
            + "c: silent(fridge.fault, 5m) and fridge.fault > 3\n"
            + "d: fridge.temprature > 8\n");
    Telltale run = Telltale.run("rules", "check", file, db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err().lines().toList())
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .startsWith(file + ":2:27: channel 'fridge.temperature' declares no unit");
              assertThat(lines.get(1))
                  .startsWith(file + ":3:33: channel 'fridge.fault' holds states");
              assertThat(lines.get(2)).startsWith(file + ":4:4: no channel 'fridge.temprature'");
            })
        .endsWith("3 problems");
    Files.writeString(file, "a: fridge.temperature > 8 for 5m\n");
    assertThat(Telltale.run("rules", "check", file, db).out())
        .isEqualTo("1 rule that fits " + db + "\n");
    assertThat(Telltale.run("rules", "check", file, temp.resolve("no")).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void printsRulesInTheirUsualSpelling() throws IOException {
    Files.writeString(file, "#night\na:   t>8 degC for 300s hold # hot\n\n");
    Telltale run = Telltale.run("rules", "print", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("#night\na: t > 8 degC hold for 5m # hot\n\n");
    Files.writeString(file, "a: t >\n");
    Telltale wrong = Telltale.run("rules", "print", file);
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .isEqualTo("telltale: " + file + ":1:7: expected a number, found the end of the rule\n");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(Telltale.run("rules").err()).contains("which of 'check' and 'print'?");
    assertThat(Telltale.run("rules", "check", file).err()).contains("no such file: " + file);
    for (String command : new String[] {"check", "print"}) {
      assertThat(Telltale.run("rules", command, "--help").out())
          .startsWith("Usage: telltale rules " + command)
          .contains("Example:\n  telltale rules " + command + " ");
    }
  }
}
