package io.telltale.budget;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Keeps what JMH says to itself, to be shown if a benchmark fails. */
final class JmhOutput implements OutputFormat {
  private static final int MOST_CHARACTERS = 16_384;

  private final StringBuilder text = new StringBuilder();

  /** The last of what was said. */
  synchronized String text() {
    return text.toString();
  }

  private synchronized void keep(String more) {
    text.append(more);
    if (text.length() > MOST_CHARACTERS) {
      text.delete(0, text.length() - MOST_CHARACTERS);
    }
  }

  @Override
  public void print(String said) {
    keep(said);
  }

  @Override
  public void println(String said) {
    keep(said + "\n");
  }

  @Override
  public void write(int said) {
    keep(Character.toString((char) said));
  }

  @Override
  public void write(byte[] said) {
    keep(new String(said, StandardCharsets.UTF_8));
  }

  @Override
  public void verbosePrintln(String said) {}

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> result) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
