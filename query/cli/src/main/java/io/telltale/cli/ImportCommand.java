package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.ControlText;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale import DB FILE...}. */
@Command(
    name = "import",
    description = {
      "Imports files, plain or gzip, into a store, which is made when it does not exist.",
      "A line that cannot be taken is refused with its number, column and reason and never takes a",
      "good one with it; exit code 1 tells that there were some. Everything is sealed at the end."
    },
    footer = {
      "",
      "Examples:",
      "  telltale import fleet trucks.lp.gz --format line --device-tag name",
      "  telltale import fleet fridge.csv --format csv --device SN-1234 --time-column time \\",
      "      --time-format iso",
      "  telltale import fleet house.csv --format csv --device house --time-column date \\",
      "      --time-format \"yyyy-MM-dd HH:mm:ss\" --zone Europe/Brussels --mapping columns.csv",
      "  mosquitto_sub -t telemetry | telltale import fleet - --format line --max-ahead 5m"
    })
final class ImportCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("file"),
          Column.number("lines"),
          Column.number("readings"),
          Column.number("refused"));

  /** What {@code --format} offers. */
  private enum Format {
    LINE,
    CSV
  }

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "What to import; - is standard input.")
  private List<Path> files;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "line (InfluxDB line protocol) or csv.")
  private Format format;

  @Mixin private LineArguments lineArguments;
  @Mixin private CsvArguments csvArguments;
  @Mixin private ChannelDeclaration declaration;

  @Mixin private TimeLimitArguments timeLimits;

  @Option(
      names = "--refused",
      paramLabel = "FILE",
      description = {
        "Write every refused line to this new file, each below a comment with its place and reason;",
        "once mended, it can be imported."
      })
  private Path allRefused;

  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  /** Aims an importer at a store; what can be wrong about the options is found before that. */
  private Function<TelemetryStore, FileImport> importer;

  @Override
  public Integer call() throws IOException {
    ImportChecks checks = new ImportChecks(timeLimits.limits());
    importer = importer(checks);
    List<ImportSource> sources = files.stream().map(ImportSource::new).toList();
    sources.forEach(ImportSource::requireReadable);
    Streams streams = TelltaleCommand.streams(spec);
    ImportProgressText far = ImportProgressText.of(sources);
    try (RefusedLines refused = RefusedLines.open(allRefused)) {
      checks.refusedTo(refused.file());
      try {
        writeRows(ProgressLine.during(streams, far::text, () -> importAll(sources, far, refused)));
      } finally {
        refused.show(streams.err());
      }
      return refused.count() == 0 ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private List<ImportResult> importAll(
      List<ImportSource> sources, ImportProgressText far, RefusedLines refused) throws IOException {
    List<ImportResult> results = new ArrayList<>();
    try (TelemetryStore store = db.openForWriting()) {
      FileImport fileImport = importer.apply(store);
      for (ImportSource source : sources) {
        far.start(source);
        results.add(importOne(fileImport, source, far, refused));
        far.finish();
      }
      far.seal();
    }
    return results;
  }

  /** Of several files, the message names the one that could not be read. */
  private static ImportResult importOne(
      FileImport fileImport, ImportSource source, ImportProgressText far, RefusedLines refused) {
    try {
      return fileImport.run(source, line -> refused.add(source, line), far::progress);
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new CommandFailure(
          ExitCode.USAGE, "cannot import " + source.name() + ": " + ControlText.visible(reason), e);
    }
  }

  private Function<TelemetryStore, FileImport> importer(ImportChecks checks) throws IOException {
    switch (format) {
      case LINE -> {
        refuse(csvArguments.isGiven(), "options that only --format csv has");
        refuse(declaration.lacksName(), "--kind, --unit, --period, --stale-after need --channel");
        return store -> {
          declaration.register(store.channels());
          return lineArguments.importer(store, checks);
        };
      }
      case CSV -> {
        refuse(lineArguments.isGiven(), "options that only --format line has");
        CsvOptions options = csvOptions();
        return store -> CsvArguments.importer(store, options, checks);
      }
      default -> throw new IllegalStateException("format " + format);
    }
  }

  private CsvOptions csvOptions() throws IOException {
    try {
      return csvArguments.options(declaration);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void refuse(boolean given, String what) {
    if (given) {
      throw new ParameterException(spec.commandLine(), what);
    }
  }

  private void writeRows(List<ImportResult> results) throws IOException {
    try (Answer answer = answerOptions.open(COLUMNS)) {
      for (int i = 0; i < results.size(); i++) {
        answer.rows().text(files.get(i).toString());
        answer.rows().number(results.get(i).lines());
        answer.rows().number(results.get(i).readings());
        answer.rows().number(results.get(i).refused());
        answer.endRow();
      }
    }
  }
}
