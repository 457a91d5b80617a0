package io.telltale.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a trial in a JVM of its own; what that JVM prints goes to a log beside the data. */
final class EngineProcess {
  private static final long LIMIT_MINUTES = 60;

  private final EngineName engine;
  private final Fleet fleet;
  private final Path data;
  private final Path answers;

  EngineProcess(EngineName engine, Fleet fleet, Path data, Path answers) {
    this.engine = engine;
    this.fleet = fleet;
    this.data = data;
    this.answers = answers;
  }

  /**
   * Runs it.
   *
   * @param capNs how long a kind of question is measured
   * @return what it measured
   * @throws IOException when it fails or takes too long; the message says where its log is
   */
  Measured run(long capNs) throws IOException, InterruptedException {
    Path result = Files.createTempFile(data, engine.label(), ".properties");
    Path log = data.resolve(engine.label() + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.list());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EngineProcess.class.getName());
    command.add(engine.label());
    command.add(String.valueOf(fleet.count()));
    command.add(String.valueOf(fleet.seed()));
    command.add(String.valueOf(capNs));
    command.add(data.toString());
    command.add(answers.toString());
    command.add(result.toString());
    File printed = log.toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed).start();
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(
            engine + ": not done after " + LIMIT_MINUTES + " minutes, see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IOException(engine + ": exit code " + process.exitValue() + ", see " + log);
      }
      return Measured.read(result);
    } finally {
      process.destroy();
      Files.deleteIfExists(result);
    }
  }

  /** The other side: engine, readings, seed, cap, folder of data, answers, file of the result. */
  public static void main(String[] args) throws Exception {
    EngineName engine = EngineName.of(args[0]);
    Fleet fleet = Fleet.of(Long.parseLong(args[1]), Long.parseLong(args[2]));
    Path data = Path.of(args[4]);
    Readings readings = Readings.open(fleet.readingsFile(data));
    Trial trial = new Trial(engine, fleet, readings, data.resolve("stores"));
    trial.run(AnswerFile.read(Path.of(args[5])), Long.parseLong(args[3])).write(Path.of(args[6]));
    // Some engines leave threads behind.
    System.exit(0);
  }
}
