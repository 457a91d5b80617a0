package io.telltale.cli;

import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LinePoints;
import io.telltale.ingest.line.Precision;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale parse FILE}. */
@Command(
    name = "parse",
    description = {
      "Shows what a file says, without storing it.",
      "A point is a JSON object, every value in it a text; a refused line is one with its place and",
      "the error; exit code 1 tells that there were some."
    },
    footer = {
      "",
      "Examples:",
      "  telltale parse trucks.lp.gz --format line",
      "  telegraf --test --quiet | telltale parse - --format line --precision s"
    })
final class ParseCommand implements Callable<Integer> {
  private static final int BUFFER_CHARS = 1 << 14;

  /** What {@code --format} offers. */
  private enum Format {
    LINE
  }

  @Parameters(
      paramLabel = "FILE",
      description = "What to read, plain or gzip; - is standard input.")
  private Path file;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "line (InfluxDB line protocol).")
  private Format format;

  @Option(
      names = "--precision",
      paramLabel = "UNIT",
      defaultValue = "ns",
      description = "Unit of the times: ns (default), us, ms or s.")
  private Precision precision;

  @Option(
      names = "--default-time",
      paramLabel = "NS",
      description = "Time of lines that have none, in epoch nanoseconds; else they are refused.")
  private Long defaultTimeNs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (file.toString().equals("-")) {
      return parse(System.in);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailure(ExitCode.USAGE, "cannot read file " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in);
    }
  }

  private int parse(InputStream in) throws IOException {
    LineOptions options = LineOptions.defaults().withPrecision(precision);
    if (defaultTimeNs != null) {
      options = options.withDefaultTimeNs(defaultTimeNs);
    }
    LinePoints points = LinePoints.open(in, options);
    Writer out = new BufferedWriter(TelltaleCommand.streams(spec).out(), BUFFER_CHARS);
    int exitCode = ExitCode.DONE;
    try (PointJson json = PointJson.open(out)) {
      while (points.next()) {
        if (points.refused() == null) {
          json.point(points);
        } else {
          json.refused(points.refused());
          exitCode = ExitCode.REFUSED;
        }
      }
    }
    out.flush();
    return exitCode;
  }
}
