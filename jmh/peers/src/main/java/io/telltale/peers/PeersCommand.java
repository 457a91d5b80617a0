package io.telltale.peers;

import io.telltale.ingest.fleet.FleetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries engines one after the other, each in a JVM of its own, and prints one table. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "Telltale beside other embeddable stores, on one workload.")
final class PeersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "READINGS",
      defaultValue = "" + FleetSpec.DEFAULT_READINGS,
      description = "How many readings to store (default: ${DEFAULT-VALUE}).")
  private long readings;

  @Parameters(
      index = "1..*",
      paramLabel = "ENGINE",
      description = "Which engines (default: all): ${COMPLETION-CANDIDATES}.")
  private List<EngineName> engines = List.of(EngineName.values());

  @Option(
      names = "--runs",
      defaultValue = "1",
      description = "Trials of each engine; the best of each figure counts (default: 1).")
  private int runs;

  @Option(
      names = "--cap",
      defaultValue = "6",
      description = "Seconds to measure a kind of question, at most (default: 6).")
  private double capSeconds;

  @Option(names = "--seed", defaultValue = "42", description = "The fleet's seed (default: 42).")
  private long seed;

  @Option(
      names = "--data",
      defaultValue = "${sys:java.io.tmpdir}/telltale-peers",
      description =
          "Folder for the readings, which stay there, and for the engines' stores, which do not"
              + " (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--out",
      defaultValue = "peers.md",
      description = "File for the table (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Fleet fleet = Fleet.of(readings, seed);
    Path answers = prepare(fleet, err);
    Map<EngineName, Measured> results = new EnumMap<>(EngineName.class);
    Map<EngineName, String> failures = new EnumMap<>(EngineName.class);
    Report report = new Report(fleet, runs, Machine.atStart(), results, failures);
    for (int run = 1; run <= runs; run++) {
      for (EngineName engine : engines) {
        err.printf("%s, run %d of %d%n", engine, run, runs);
        err.flush();
        EngineProcess process = new EngineProcess(engine, fleet, data, answers);
        try {
          results.merge(engine, process.run((long) (capSeconds * 1e9)), Measured::merged);
        } catch (IOException e) {
          failures.put(engine, e.getMessage());
          err.println(e.getMessage());
        }
        // After each, so that a long run that is stopped has not been for nothing.
        Files.writeString(out, report.markdown());
      }
    }
    spec.commandLine().getOut().println(report.markdown());
    spec.commandLine().getOut().flush();
    Predicate<Measured> differs = measured -> measured.mismatchCount() > 0;
    return failures.isEmpty() && results.values().stream().noneMatch(differs) ? 0 : 1;
  }

  private Path prepare(Fleet fleet, PrintWriter err) throws Exception {
    err.printf(
        "%,d readings of %,d devices, and their oracle, in %s%n",
        fleet.count(), fleet.devices(), data);
    err.flush();
    Readings file = Readings.open(fleet.readingsFile(data));
    Path answers = data.resolve("fleet-" + fleet.count() + "-" + seed + ".answers");
    List<Question> questions = fleet.questions(file.firstNs(), file.lastNs());
    AnswerFile.write(answers, Oracle.answers(fleet, file, questions));
    return answers;
  }
}
