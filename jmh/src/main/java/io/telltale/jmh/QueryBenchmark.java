package io.telltale.jmh;

import io.telltale.ingest.fleet.Anomaly;
import io.telltale.query.Explain;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one query over a sealed store whose files are in the page cache. Queries are prepared
 * once, as the library asks for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class QueryBenchmark {
  /** Half of a vibration's noise lies above it: no statistics decide a block of many readings. */
  private static final String UNDECIDABLE = "vibration > 1 for 5m";

  private WindowQuery pruned;
  private WindowQuery unpruned;
  private RangeQuery range;
  private LatestQuery latest;
  private int devices;
  private int next;

  /** Prepares the queries, and checks that each does what its name says. */
  @Setup(Level.Trial)
  public void prepare(SealedFleet sealed) {
    devices = sealed.fleet().spec().devices();
    pruned = WindowQuery.prepare(sealed.store(), RuleParser.parse(Anomaly.OVERHEATING.rule()));
    unpruned = WindowQuery.prepare(sealed.store(), RuleParser.parse(UNDECIDABLE));
    range = RangeQuery.prepare(sealed.store(), "temperature");
    latest = LatestQuery.prepare(sealed.store(), "temperature");
    long expected = sealed.fleet().expected(Anomaly.OVERHEATING).size();
    require(windowsPruned() == expected, "overheating is not found", pruned.explain());
    windowsUnpruned();
    require(decodesMost(unpruned.explain()), "most blocks were to be decoded", unpruned.explain());
    require(latestOfFleet() == latestOfFleet(), "latest differs from run to run", null);
  }

  private static boolean decodesMost(Explain explain) {
    return explain.blocksDecoded() > 10 * (explain.blocksSkipped() + explain.blocksTakenWhole());
  }

  private static void require(boolean holds, String otherwise, Explain explain) {
    if (!holds) {
      throw new IllegalStateException(otherwise + ": " + explain);
    }
  }

  /**
   * A threshold that few devices ever pass, over the whole fleet and history.
   *
   * @return windows found
   */
  @Benchmark
  public long windowsPruned() {
    return count(pruned);
  }

  /**
   * A threshold that has every block decoded, over the whole fleet and history.
   *
   * @return windows found
   */
  @Benchmark
  public long windowsUnpruned() {
    return count(unpruned);
  }

  private static long count(WindowQuery query) {
    long count = 0;
    try (WindowCursor window = query.run()) {
      while (window.next()) {
        count++;
      }
    }
    return count;
  }

  /**
   * All temperatures of one device, the next one at each call.
   *
   * @return their sum
   */
  @Benchmark
  public double rangeOfOneSeries() {
    next = next + 1 == devices ? 0 : next + 1;
    double sum = 0;
    try (RangeCursor reading = range.device(next).run()) {
      while (reading.next()) {
        sum += reading.value();
      }
    }
    return sum;
  }

  /**
   * The latest temperature of every device.
   *
   * @return their sum
   */
  @Benchmark
  public double latestOfFleet() {
    double sum = 0;
    try (LatestCursor reading = latest.run()) {
      while (reading.next()) {
        sum += reading.value();
      }
    }
    return sum;
  }
}
