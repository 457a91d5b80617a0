package io.telltale.examples;

import io.telltale.budget.Turns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The service's rule over a day of ten boxes, beside a loop over the same readings in an array. */
@State(Scope.Thread)
public class ColdChainBenchmark {
  private static final int BOXES = 10;
  private static final int MINUTES = 1_440;
  private static final long MINUTE_NS = 60_000_000_000L;

  private final double[] plain = new double[BOXES * MINUTES];
  private Path folder;
  private ColdChain chain;

  /** Each box is too warm for half an hour. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    folder = Files.createTempDirectory("cold-chain");
    chain = ColdChain.open(folder, BOXES);
    for (int i = 0; i < plain.length; i++) {
      int minute = i / BOXES;
      plain[i] = minute >= 600 && minute < 630 ? 9.5 : 4.5 + i % 7 * 0.1;
      chain.append(i % BOXES, minute * MINUTE_NS, plain[i]);
    }
    chain.commit();
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    chain.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** An operation is a reading that the rule looks at. */
  @Benchmark
  public int alarms(Turns turns) {
    turns.begin();
    int alarms = chain.alarms();
    turns.measured(plain.length);
    int warm = 0;
    for (double celsius : plain) {
      warm += celsius > 8 ? 1 : 0;
    }
    turns.baseline(plain.length);
    if (alarms != BOXES || warm != BOXES * 30) {
      throw new IllegalStateException("alarms " + alarms + ", warm readings " + warm);
    }
    return alarms;
  }
}
