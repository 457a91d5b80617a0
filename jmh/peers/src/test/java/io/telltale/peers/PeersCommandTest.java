package io.telltale.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command tries engines in JVMs of their own and writes one table. */
class PeersCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldMeasureTheEnginesThatWereNamed() throws Exception {
    Path report = directory.resolve("peers.md");
    int exitCode = run("50000", "null", "telltale", "chronicle-batch", "--runs", "2", report);
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).contains(Files.readString(report));
    assertThat(Files.readString(report))
        .contains("50,000 readings")
        .containsPattern("\\| null \\| [0-9].*\\| - \\|\n")
        .containsPattern("\\| telltale \\|( [0-9.,]+ \\|){16} 0 of [0-9,]+ \\|\n")
        .containsPattern("\\| chronicle-batch \\|( [0-9.,]+ \\|){16} 0 of [0-9,]+ \\|\n")
        .containsPattern("telltale [0-9]+\\.[0-9].*chronicle [0-9]")
        .doesNotContain("| questdb |");
  }

  @Test
  void shouldRefuseAnEngineThatThereIsNot() {
    assertThat(run("50000", "oracle", "--runs", "1", directory.resolve("peers.md"))).isEqualTo(2);
    assertThat(err.toString()).contains("oracle", "questdb-wal");
  }

  private int run(Object... arguments) {
    String[] args = new String[arguments.length + 5];
    for (int i = 0; i < arguments.length - 1; i++) {
      args[i] = arguments[i].toString();
    }
    args[arguments.length - 1] = "--out";
    args[arguments.length] = arguments[arguments.length - 1].toString();
    args[arguments.length + 1] = "--cap";
    args[arguments.length + 2] = "0.05";
    args[arguments.length + 3] = "--data";
    args[arguments.length + 4] = directory.toString();
    return new CommandLine(new PeersCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
