package io.telltale.budget;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command that runs benchmarks and checks their budgets. A project with a main class of its own
 * hands over what it knows anyway:
 *
 * <pre>{@code
 * public static void main(String[] args) throws IOException {
 *   BudgetRun run = BudgetRun.of(BudgetFile.open(Rules.class, "budgets.json"));
 *   System.exit(BudgetCommand.execute(run, args));
 * }
 * }</pre>
 *
 * <p>Exit codes: 0 all budgets hold, 1 one is broken, 2 wrong arguments or set-up.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link BudgetRun}. <b>Lifetime:</b> one
 * call.
 */
@Command(
    name = "budgets",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs benchmarks and fails if one of them breaks its budget.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all budgets hold", "1:a budget is broken", "2:wrong arguments or set-up"})
public final class BudgetCommand implements Callable<Integer> {
  private static final int HOLDS = 0;
  private static final int BROKEN = 1;
  private static final int NOT_RUN = 2;

  private final BudgetRun run;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "The short form; without it, the full one.")
  private boolean quick;

  @Option(
      names = "--only",
      arity = "1..*",
      paramLabel = "NAME",
      description = "Runs these only; a class or method names all its cases.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "Prints the names, and runs nothing.")
  private boolean list;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "This machine; limits of percentiles are hard on the budgets' reference.")
  private String machine = "";

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      description = "What is measured, such as a commit; goes into the report.")
  private String label = "";

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Writes report.html and results.json there.")
  private Path report;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Writes the figures there, to be a baseline later.")
  private Path save;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Figures of an earlier run: shows how much each has changed.")
  private Path baseline;

  private BudgetCommand(BudgetRun run) {
    this.run = run;
  }

  /**
   * Runs with the arguments of a command line; prints to standard output and, what is about the
   * progress, to standard error.
   *
   * @param run budgets, benchmarks and flags
   * @param args arguments
   * @return the exit code
   */
  public static int execute(BudgetRun run, String... args) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    return execute(run, out, err, args);
  }

  static int execute(BudgetRun run, PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new BudgetCommand(run))
        .setOut(out)
        .setErr(err)
        .setExitCodeExceptionMapper(e -> NOT_RUN)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof IOException || e instanceof BudgetFileException) {
                command.getErr().println(e instanceof BudgetFileException ? e.getMessage() : e);
              } else {
                e.printStackTrace(command.getErr());
              }
              return NOT_RUN;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    run.form(quick ? RunForm.quick() : RunForm.full()).only(only).machine(machine).progress(err);
    List<String> names = names();
    if (list) {
      names.forEach(out::println);
      return HOLDS;
    }
    // Before the run, so that a wrong file costs no minutes.
    SavedRun then = baseline == null ? null : SavedRun.open(baseline);
    if (report != null) {
      Files.createDirectories(report);
    }
    BudgetOutcome outcome = run.run();
    SavedRun now = SavedRun.of(outcome, label);
    BudgetReport result = BudgetReport.of(outcome, now);
    if (then != null) {
      result = result.since(then);
    }
    result.print(out);
    if (report != null) {
      result.write(report);
      out.println("Report: " + report.resolve(BudgetReport.PAGE));
    }
    if (save != null) {
      now.write(save);
    }
    return outcome.holds() ? HOLDS : BROKEN;
  }

  private List<String> names() {
    try {
      return run.names();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
