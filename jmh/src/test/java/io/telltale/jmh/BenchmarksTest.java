package io.telltale.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once and small: they check their own answers. */
class BenchmarksTest {
  private static final Class<?>[] BENCHMARKS = {
    AppendBenchmark.class,
    IndexBenchmark.class,
    QueryBenchmark.class,
    ReopenBenchmark.class,
    SealBenchmark.class,
    TimeCodecBenchmark.class,
    ValueCodecBenchmark.class,
  };

  @Test
  void everyBenchmarkRuns() throws Exception {
    // A build is no measurement: it may run beside another.
    System.setProperty("jmh.ignoreLock", "true");
    Options options =
        new OptionsBuilder()
            .include("^io\\.telltale\\.jmh\\.")
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .timeout(TimeValue.minutes(1))
            .param("devices", "5")
            .param("readings", "18432")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();

    Set<String> ran = new TreeSet<>();
    for (RunResult result : results) {
      ran.add(result.getParams().getBenchmark());
      assertThat(result.getPrimaryResult().getStatistics().getN()).isEqualTo(1);
      assertThat(result.getPrimaryResult().getScore()).isPositive();
    }
    Set<String> written = new TreeSet<>();
    for (Class<?> benchmark : BENCHMARKS) {
      Stream.of(benchmark.getMethods())
          .filter(method -> method.isAnnotationPresent(Benchmark.class))
          .forEach(method -> written.add(benchmark.getName() + "." + method.getName()));
    }
    assertThat(ran).isEqualTo(written);
  }
}
