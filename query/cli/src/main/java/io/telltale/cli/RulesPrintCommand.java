package io.telltale.cli;

import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale rules print FILE}. */
@Command(
    name = "print",
    description = "Writes a file of rules anew, each rule in its usual spelling.",
    footer = {"", "Example:", "  telltale rules print night.rules"})
final class RulesPrintCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The rules.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Writer out = TelltaleCommand.streams(spec).out();
    out.write(RuleFile.read(file).print());
    out.flush();
    return ExitCode.DONE;
  }
}
