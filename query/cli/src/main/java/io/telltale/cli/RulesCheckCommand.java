package io.telltale.cli;

import io.telltale.cli.output.ControlText;
import io.telltale.core.TelemetryStore;
import io.telltale.query.text.RuleFile;
import io.telltale.query.text.RuleFileException;
import io.telltale.query.text.RuleProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale rules check FILE [DB]}. */
@Command(
    name = "check",
    description = {
      "Tells what is wrong with the rules of a file, as file:line:column: message.",
      "With a store: also channels that it does not have, and wrong kinds and units.",
      "Exit code 1 tells that something is wrong."
    },
    footer = {"", "Example:", "  telltale rules check night.rules fleet"})
final class RulesCheckCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The rules.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DB",
      description = "Folder of the store that they are for.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RuleFile rules;
    try {
      rules = RuleFile.read(file);
    } catch (RuleFileException e) {
      return report(e.problems());
    }
    if (directory != null) {
      StoreArgument.requireExisting(directory);
      try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
        List<RuleProblem> problems = rules.problems(store);
        if (!problems.isEmpty()) {
          return report(problems);
        }
      }
    }
    Writer out = TelltaleCommand.streams(spec).out();
    int count = rules.rules().size();
    String fit = directory == null ? "" : (count == 1 ? " that fits " : " that fit ") + directory;
    out.write(Quantity.counted(count, "rule") + fit + "\n");
    out.flush();
    return ExitCode.DONE;
  }

  private int report(List<RuleProblem> problems) {
    PrintWriter err = TelltaleCommand.streams(spec).err();
    problems.forEach(problem -> err.println(ControlText.visible(problem.in(file.toString()))));
    err.println(Quantity.counted(problems.size(), "problem"));
    err.flush();
    return ExitCode.REFUSED;
  }
}
