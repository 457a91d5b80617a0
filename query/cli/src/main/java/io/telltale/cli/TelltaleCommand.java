package io.telltale.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that the others belong to. */
@Command(
    name = "telltale",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = "Keeps the telemetry of a fleet of devices and finds when something was wrong.",
    subcommands = {
      ImportCommand.class,
      ParseCommand.class,
      DevicesCommand.class,
      ChannelsCommand.class,
      LatestCommand.class,
      RangeCommand.class,
      BucketsCommand.class,
      WindowsCommand.class,
      BacktestCommand.class,
      WatchCommand.class,
      ReplayCommand.class,
      RulesCommand.class,
      PlotCommand.class,
      StatsCommand.class,
      VerifyCommand.class,
      SealCommand.class,
      CompactCommand.class,
      DemoCommand.class
    })
final class TelltaleCommand implements Runnable {
  private final Streams streams;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "On an error, print where in the program it arose.")
  private boolean debug;

  @Spec private CommandSpec spec;
  private boolean metDamage;

  TelltaleCommand(Streams streams) {
    this.streams = streams;
  }

  /** Runs one command and returns its exit code. */
  static int run(Streams streams, String... arguments) {
    return run(streams, CommandLine.defaultFactory(), arguments);
  }

  /** The same with commands from elsewhere. */
  static int run(Streams streams, CommandLine.IFactory commands, String... arguments) {
    TelltaleCommand root = new TelltaleCommand(streams);
    PrintWriter out = new PrintWriter(streams.out());
    CommandLine commandLine =
        new CommandLine(root, commands)
            .setOut(out)
            .setErr(streams.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setExecutionExceptionHandler(root.new Failures())
            .setParameterExceptionHandler(root.new Misuse());
    try {
      int code = commandLine.execute(arguments);
      return code == ExitCode.DONE && root.metDamage ? ExitCode.DAMAGED : code;
    } catch (Error e) {
      // The JVM would end with 1, which means something else here.
      streams.err().println("telltale: " + e);
      e.printStackTrace(streams.err());
      return ExitCode.USAGE;
    } finally {
      out.flush();
      streams.err().flush();
    }
  }

  /** The streams of the run that a command belongs to. */
  static Streams streams(CommandSpec command) {
    return ((TelltaleCommand) command.root().userObject()).streams;
  }

  /** Makes the run end with {@link ExitCode#DAMAGED}, though the command does what was asked. */
  static void noteDamage(CommandSpec command) {
    ((TelltaleCommand) command.root().userObject()).metDamage = true;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }

  /** Failures while a command ran. */
  private final class Failures implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
      return FailureReport.write(failure, streams.err(), debug);
    }
  }

  /** Arguments that make no sense. */
  private final class Misuse implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] arguments) {
      CommandLine command = failure.getCommandLine();
      PrintWriter err = streams.err();
      err.println("telltale: " + failure.getMessage());
      if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      }
      if (debug) {
        failure.printStackTrace(err);
      }
      return ExitCode.USAGE;
    }
  }
}
