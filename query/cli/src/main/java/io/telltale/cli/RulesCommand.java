package io.telltale.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code telltale rules}: what can be done with a file of rules alone. */
@Command(
    name = "rules",
    description = {
      "Checks or prints a file of rules.",
      "A line of it is 'name: rule', a comment behind #, or blank; see docs/rules.md.",
      "'telltale windows DB --rules FILE' runs them."
    },
    subcommands = {RulesCheckCommand.class, RulesPrintCommand.class},
    footer = {
      "",
      "Examples:",
      "  telltale rules check night.rules fleet",
      "  telltale rules print night.rules"
    })
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of 'check' and 'print'?");
  }
}
