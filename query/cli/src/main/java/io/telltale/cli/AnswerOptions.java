package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.OutputFormat;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command writes its answer. */
final class AnswerOptions {
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default), csv or json.")
  private OutputFormat format;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  OutputFormat format() {
    return format;
  }

  Writer out() {
    return TelltaleCommand.streams(command).out();
  }

  /**
   * Starts an answer of rows; while nothing of it is written, a terminal shows that work goes on.
   */
  Answer open(List<Column> columns) throws IOException {
    return Answer.open(TelltaleCommand.streams(command), format, columns);
  }
}
