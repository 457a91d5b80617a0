package io.telltale.jmh;

import io.telltale.core.Backlog;
import io.telltale.core.ChannelSpec;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Appends more readings than fit into memory and tells the rate until all of them can be queried,
 * the memory of the process without the page cache, the backlog, and what closing and opening take:
 *
 * <pre>{@code
 * java FLAGS -cp jmh/target/benchmarks.jar io.telltale.jmh.LongIngest --readings 1000000000
 * java FLAGS -cp jmh/target/benchmarks.jar io.telltale.jmh.LongIngest --series 1000000 \
 *     --readings 100000000 --arena 640
 * }</pre>
 *
 * <p>FLAGS are those of docs/benchmarks.md. The readings of a fleet of 2,000 devices with five
 * channels are made beforehand and repeat, each round later than the one before; with {@code
 * --series} each round has one reading of every series in random order.
 *
 * <p><b>Threading:</b> one thread, beside those of the store. <b>Lifetime:</b> one run.
 */
@Command(name = "LongIngest", sortOptions = false)
public final class LongIngest implements Callable<Integer> {
  private static final int DEVICES = 2_000;
  private static final int RING = 4_000_000;
  private static final int BATCH = 100_000;
  private static final int ASKED = 41;
  private static final List<String> FLEET_RULES =
      List.of(
          "temperature > 90 for 5m", "silent(temperature, 5m)", "rateOutside(temperature, 0.5)");
  private static final List<String> SERIES_RULES =
      List.of("value > 31 for 5m", "silent(value, 5m)");
  private static final Path STATUS = Path.of("/proc/self/status");

  @Option(names = "--readings", description = "How many, 100,000,000 by default.")
  private long readings = 100_000_000;

  @Option(names = "--series", description = "That many series in random order, not the fleet.")
  private int series;

  @Option(names = "--arena", description = "Size of each head arena, in MiB.")
  private long arenaMiB;

  @Option(names = "--times", description = "Whole runs, each into a new store.")
  private int times = 1;

  private LongIngest() {}

  /** Appends the next readings. */
  private interface Feed {
    void append(ReadingAppender appender, int count);
  }

  /**
   * Runs.
   *
   * @param args options; {@code --help} is none of them
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LongIngest()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    for (int run = 0; run < times; run++) {
      Path directory = ScratchDirectory.create();
      try {
        ingest(directory);
        reopen(directory);
      } finally {
        ScratchDirectory.delete(directory);
      }
    }
    return 0;
  }

  private void ingest(Path directory) throws IOException {
    StoreConfig.Builder config = StoreConfig.builder(directory);
    if (arenaMiB > 0) {
      config.arenaBytes(arenaMiB << 20);
    }
    TelemetryStore store = TelemetryStore.open(config.build());
    Feed feed = series > 0 ? ofSeries(store) : ofFleet(store);
    Peak peak = new Peak();
    double seconds;
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      long startNs = System.nanoTime();
      long markNs = startNs;
      for (long done = 0; done < readings; done += BATCH) {
        feed.append(appender, BATCH);
        if (System.nanoTime() - markNs > 1_000_000_000L) {
          markNs = System.nanoTime();
          peak.look(store.backlog());
        }
      }
      store.awaitIndexed(appender.commit());
      seconds = (System.nanoTime() - startNs) / 1e9;
    }
    peak.look(store.backlog());
    System.out.printf(
        Locale.ROOT,
        "%,d readings of %,d series visible after %.2f s: %.2f M readings/s%n",
        readings,
        series > 0 ? series : DEVICES * 5,
        seconds,
        readings / seconds / 1e6);
    peak.print();
    long startNs = System.nanoTime();
    store.close();
    System.out.printf(
        Locale.ROOT,
        "closed in %.2f s; %.3f bytes a reading on disk%n",
        (System.nanoTime() - startNs) / 1e9,
        bytesIn(directory) / (double) readings);
  }

  private static Feed ofFleet(TelemetryStore store) {
    FleetReadings fleet = new FleetReadings(DEVICES, RING);
    fleet.register(store);
    return (appender, count) -> {
      for (int left = count; left > 0; left -= FleetReadings.FRAME) {
        fleet.append(appender, Math.min(left, FleetReadings.FRAME));
      }
    };
  }

  private Feed ofSeries(TelemetryStore store) {
    int channel = store.channels().register(ChannelSpec.ofDouble("value")).id();
    for (int s = 0; s < series; s++) {
      store.series(store.devices().register("d" + s, Map.of()), channel);
    }
    return new RandomOrder(series);
  }

  private void reopen(Path directory) {
    long startNs = System.nanoTime();
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      String channel = series > 0 ? "value" : "temperature";
      int devices = 0;
      try (LatestCursor latest = LatestQuery.prepare(store, channel).run()) {
        while (latest.next()) {
          devices++;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "opened and asked for the latest reading of %,d devices in %.1f ms; %d segments%n",
          devices,
          (System.nanoTime() - startNs) / 1e6,
          store.stats().segments());
      for (String rule : series > 0 ? SERIES_RULES : FLEET_RULES) {
        ask(WindowQuery.prepare(store, RuleParser.parse(rule)), rule);
      }
    }
  }

  private static void ask(WindowQuery query, String rule) {
    long[] takesNs = new long[ASKED];
    long windows = 0;
    for (int i = 0; i < takesNs.length; i++) {
      long startNs = System.nanoTime();
      windows = query.count();
      takesNs[i] = System.nanoTime() - startNs;
    }
    long firstNs = takesNs[0];
    Arrays.sort(takesNs);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d windows in %.2f ms, median of %d; the first time in %.1f ms%n  %s%n",
        rule,
        windows,
        takesNs[ASKED / 2] / 1e6,
        ASKED,
        firstNs / 1e6,
        query.explain());
  }

  private static long bytesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * Each round one reading of every series, in an order that looks random, never twice the same.
   */
  private static final class RandomOrder implements Feed {
    private static final long STEP_NS = 10_000_000_000L;
    private static final long START_NS = 1_767_225_600_000_000_000L;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

    private final int series;
    private final int mask;
    private long round;
    private int left;
    private int at;
    private int odd;

    RandomOrder(int series) {
      this.series = series;
      this.mask = Integer.highestOneBit(Math.max(1, series - 1)) * 2 - 1;
    }

    @Override
    public void append(ReadingAppender appender, int count) {
      for (int i = 0; i < count; i++) {
        int s = next();
        double value = 20 + ((s * 31L + round * round) & 1023) / 100.0;
        appender.append(s, START_NS + round * STEP_NS + s * 1_000L, value);
      }
    }

    /** A congruential generator with its full period visits each number up to the mask once. */
    private int next() {
      if (left == 0) {
        round++;
        left = series;
        odd = (int) (round * MULTIPLIER >>> 40) | 1;
      }
      do {
        at = at * 1_664_525 + odd & mask;
      } while (at >= series);
      left--;
      return at;
    }
  }

  /** The largest figures of a run. */
  private static final class Peak {
    private long anonymousBytes;
    private long unindexed;
    private long unsealed;

    void look(Backlog backlog) throws IOException {
      unindexed = Math.max(unindexed, backlog.unindexedReadings());
      unsealed = Math.max(unsealed, backlog.unsealedReadings());
      for (String line :
          Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.<String>of()) {
        if (line.startsWith("RssAnon:")) {
          long kib = Long.parseLong(line.replaceAll("[^0-9]", ""));
          anonymousBytes = Math.max(anonymousBytes, kib << 10);
        }
      }
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "memory without the page cache at most %,d MiB; backlog at most %,d readings not indexed,"
              + " %,d not sealed%n",
          anonymousBytes >> 20,
          unindexed,
          unsealed);
    }
  }
}
