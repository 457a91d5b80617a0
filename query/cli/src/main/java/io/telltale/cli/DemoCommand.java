package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.OutputFormat;
import io.telltale.cli.output.RowWriter;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code telltale demo}. */
@Command(
    name = "demo",
    description = {
      "Simulates a fleet with known faults and checks that they are found.",
      "It stores the readings, asks six questions and compares the answers with the faults. Exit code",
      "1 when they differ."
    },
    footer = {"", "Example:", "  telltale demo --readings 1000000"})
final class DemoCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("question"),
          Column.text("rule"),
          Column.number("windows"),
          Column.number("missing"),
          Column.number("extra"),
          Column.number("elapsedNs"),
          Column.number("blocksSkipped"),
          Column.number("blocksTakenWhole"),
          Column.number("blocksDecoded"));

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "" + FleetSpec.DEFAULT_READINGS,
      description = "How many readings (default: ${DEFAULT-VALUE}).")
  private long readings;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another fleet with other faults; the same seed gives the same fleet.")
  private Long seed;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "telltale-demo",
      description = {
        "Where the store goes (default: ${DEFAULT-VALUE}). It must be absent, empty or an earlier",
        "demo's, which is replaced."
      })
  private Path folder;

  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  /** Changes what the answers are compared with. */
  private final UnaryOperator<List<DemoQuestion>> questions;

  DemoCommand() {
    this(UnaryOperator.identity());
  }

  DemoCommand(UnaryOperator<List<DemoQuestion>> questions) {
    this.questions = questions;
  }

  @Override
  public Integer call() throws IOException {
    Streams streams = TelltaleCommand.streams(spec);
    boolean story = answerOptions.format() == OutputFormat.TABLE;
    PrintWriter text = story ? new PrintWriter(streams.out()) : streams.err();
    FleetSimulator fleet = new FleetSimulator(fleetSpec());
    try (DemoFolder demoFolder = DemoFolder.open(folder.toAbsolutePath().normalize())) {
      Demo demo = new Demo(fleet, demoFolder.store(), text, streams.terminal());
      List<DemoAnswer> answers = demo.run(questions);
      if (!story) {
        writeRows(answers);
      }
      boolean asInjected = answers.stream().allMatch(DemoAnswer::isAsInjected);
      tellEnd(text, asInjected, demoFolder.store());
      return asInjected ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private FleetSpec fleetSpec() {
    try {
      FleetSpec fleet = FleetSpec.ofReadings(readings);
      return seed == null ? fleet : fleet.withSeed(seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void writeRows(List<DemoAnswer> answers) throws IOException {
    try (Answer table = answerOptions.open(COLUMNS)) {
      for (DemoAnswer answer : answers) {
        RowWriter rows = table.rows();
        rows.text(answer.question().text());
        rows.text(answer.question().rule());
        rows.number(answer.windows().size());
        rows.number(answer.missing().size());
        rows.number(answer.extra().size());
        rows.number(answer.elapsedNs());
        rows.number(answer.explain().blocksSkipped());
        rows.number(answer.explain().blocksTakenWhole());
        rows.number(answer.explain().blocksDecoded());
        table.endRow();
      }
    }
  }

  private static void tellEnd(PrintWriter text, boolean asInjected, Path store) {
    text.println();
    text.println(
        asInjected
            ? "Every answer is exactly what was injected."
            : "The answers DIFFER from what was injected: Telltale is wrong.");
    text.println();
    text.println("The store is in " + store + "; go on with, for instance:");
    text.println(
        "  "
            + ProgramText.command()
            + " windows "
            + ProgramText.quoted(store.toString())
            + " \"temperature > 90 for 5m\" --explain");
    text.flush();
  }
}
