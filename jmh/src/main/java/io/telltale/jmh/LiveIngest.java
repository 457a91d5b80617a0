package io.telltale.jmh;

import com.sun.management.ThreadMXBean;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What live rules cost the indexer: readings of a fleet are appended to a store without rules and
 * to one with them, by turns, and the rates until all can be queried are compared.
 *
 * <pre>{@code
 * java FLAGS -cp jmh/target/benchmarks.jar io.telltale.jmh.LiveIngest
 * }</pre>
 *
 * <p>FLAGS are those of docs/benchmarks.md. The fleet has 2,000 devices with five channels, half a
 * per cent of its readings is late; what its ten rules look for is injected.
 *
 * <p><b>Threading:</b> one thread, beside those of the store. <b>Lifetime:</b> one run.
 */
@Command(name = "LiveIngest", sortOptions = false)
public final class LiveIngest implements Callable<Integer> {
  private static final int DEVICES = 2_000;
  private static final int RING = 4_000_000;

  /** What somebody may want to know of such a fleet. */
  static final List<String> RULES =
      List.of(
          "temperature > 90 for 5m",
          "temperature > 60 bridge 1m for 2m clear 5m",
          "enter temperature > 80 exit temperature < 60",
          "|rate(temperature)| > 0.5/s",
          "silent(temperature, 5m)",
          "debounce(humidity > 95, 3, 3)",
          "mean(vibration, 5m) > 5",
          "jump(energy) > 100",
          "door == true for 30m",
          "temperature > 40 and door == true for 10m");

  @Option(names = "--readings", description = "How many in each run, 20,000,000 by default.")
  private long readings = 20_000_000;

  @Option(names = "--times", description = "Runs of each kind, 5 by default.")
  private int times = 5;

  @Option(names = "--rule", description = "A rule instead of the ten; may be repeated.")
  private List<String> rules = new ArrayList<>();

  private final FleetReadings fleet = new FleetReadings(DEVICES, RING);
  private final Map<LiveEventKind, Long> told = new EnumMap<>(LiveEventKind.class);

  private LiveIngest() {}

  /**
   * Runs.
   *
   * @param args options; {@code --help} is none of them
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LiveIngest()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<String> attached = rules.isEmpty() ? RULES : rules;
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    run(List.of());
    run(attached);
    for (int i = 0; i < times; i++) {
      without.add(run(List.of()));
      with.add(run(attached));
    }
    double plain = median(without);
    double live = median(with);
    System.out.printf(
        Locale.ROOT,
        "%d rules: %.2f M readings/s beside %.2f without, medians of %d: %.1f %% less%n",
        attached.size(),
        live,
        plain,
        times,
        100 - 100 * live / plain);
    return 0;
  }

  private static double median(List<Double> rates) {
    Collections.sort(rates);
    return rates.get(rates.size() / 2);
  }

  /** Returns millions of readings a second. */
  private double run(List<String> attached) throws IOException {
    Path directory = ScratchDirectory.create();
    try (TelemetryStore store = TelemetryStore.open(StoreConfig.builder(directory).build())) {
      fleet.register(store);
      try (LiveRules live = LiveRules.open(store)) {
        for (String rule : attached) {
          live.attach(rule, RuleParser.parse(rule));
        }
        return run(store, live, attached.size());
      }
    } finally {
      ScratchDirectory.delete(directory);
    }
  }

  private double run(TelemetryStore store, LiveRules live, int attached) {
    told.clear();
    double seconds;
    long allocated = allocatedByIndexer();
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      long startNs = System.nanoTime();
      for (long done = 0; done < readings; done += FleetReadings.FRAME) {
        fleet.append(appender, (int) Math.min(readings - done, FleetReadings.FRAME));
        if ((done & (1 << 20) - 1) == 0) {
          live.poll(event -> told.merge(event.kind(), 1L, Long::sum));
        }
      }
      store.awaitIndexed(appender.commit());
      seconds = (System.nanoTime() - startNs) / 1e9;
    }
    live.poll(event -> told.merge(event.kind(), 1L, Long::sum));
    System.out.printf(
        Locale.ROOT,
        "%2d rules: %.2f M readings/s; the indexer allocated %.3f bytes a reading; told %s, lost"
            + " %d%n",
        attached,
        readings / seconds / 1e6,
        (allocatedByIndexer() - allocated) / (double) readings,
        told,
        live.lostEvents());
    return readings / seconds / 1e6;
  }

  private static long allocatedByIndexer() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("telltale-indexer")) {
        return threads.getThreadAllocatedBytes(thread.getId());
      }
    }
    throw new IllegalStateException("the store has no indexer");
  }
}
