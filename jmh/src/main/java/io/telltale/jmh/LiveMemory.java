package io.telltale.jmh;

import io.telltale.core.ChannelSpec;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What many live rules on many series take of memory, each rule selecting one device in a hundred.
 *
 * <pre>{@code
 * java FLAGS -Xmx1200m -cp jmh/target/benchmarks.jar io.telltale.jmh.LiveMemory
 * }</pre>
 *
 * <p>FLAGS are those of docs/benchmarks.md.
 *
 * <p><b>Threading:</b> one thread, beside those of the store. <b>Lifetime:</b> one run.
 */
@Command(name = "LiveMemory", sortOptions = false)
public final class LiveMemory implements Callable<Integer> {
  private static final int LOTS = 100;
  private static final int FRAME = 1_000;
  private static final long STEP_NS = 10_000_000_000L;
  private static final double MEBIBYTE = 1 << 20;
  private static final List<String> CONDITIONS =
      List.of(
          "t > %d for 5m",
          "t > %d bridge 1m for 2m clear 5m",
          "enter t > %d exit t < 20",
          "mean(t, 5m) > %d",
          "silent(t, %dm)",
          "debounce(t > %d, 3, 3)");

  @Option(names = "--series", description = "One a device, 100,000 by default.")
  private int series = 100_000;

  @Option(names = "--rules", description = "1,000 by default.")
  private int rules = 1_000;

  private LiveMemory() {}

  /**
   * Runs.
   *
   * @param args options; {@code --help} is none of them
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LiveMemory()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path directory = ScratchDirectory.create();
    try (TelemetryStore store = TelemetryStore.open(StoreConfig.builder(directory).build())) {
      ChannelSpec spec = ChannelSpec.ofDouble("t").withPeriod(Duration.ofNanos(STEP_NS));
      int channel = store.channels().register(spec).id();
      for (int d = 0; d < series; d++) {
        int device = store.devices().register("d" + d, Map.of("lot", "lot" + d % LOTS));
        store.series(device, channel);
      }
      try (LiveRules live = LiveRules.open(store);
          ReadingAppender appender = ReadingAppender.open(store)) {
        run(store, live, appender);
      }
    } finally {
      ScratchDirectory.delete(directory);
    }
    return 0;
  }

  private void run(TelemetryStore store, LiveRules live, ReadingAppender appender) {
    SplittableRandom random = new SplittableRandom(1);
    append(store, live, appender, random, 0, 1);
    double before = usedMebibytes();
    long startNs = System.nanoTime();
    for (int r = 0; r < rules; r++) {
      String condition = CONDITIONS.get(r % CONDITIONS.size()).formatted(60 + r % 30);
      live.attach(
          "rule " + r, RuleParser.parse(condition + " where lot = \"lot" + r % LOTS + "\""));
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    double after = usedMebibytes();
    System.out.printf(
        Locale.ROOT,
        "%,d rules on %,d series, each on one in %d: attached in %.1f s, %.0f MiB of heap,"
            + " %.0f MiB before%n",
        rules,
        series,
        LOTS,
        seconds,
        after - before,
        before);
    startNs = System.nanoTime();
    long told = append(store, live, appender, random, 1, 20);
    seconds = (System.nanoTime() - startNs) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%.2f M readings/s, each heard by %d rules; %,d events, %,d lost; %.0f MiB of heap%n",
        19.0 * series / seconds / 1e6,
        rules / LOTS,
        told,
        live.lostEvents(),
        usedMebibytes() - before);
  }

  /** Each device reports once in a step; one in a thousand of them something hot. */
  private long append(
      TelemetryStore store,
      LiveRules live,
      ReadingAppender appender,
      SplittableRandom random,
      int from,
      int to) {
    long told = 0;
    for (long step = from; step < to; step++) {
      for (int d = 0; d < series; d++) {
        double value = random.nextInt(1_000) == 0 ? 95 : 20 + random.nextDouble();
        appender.append(d, step * STEP_NS + d, value);
        if (d % FRAME == FRAME - 1) {
          appender.commit();
          told += live.poll(event -> {});
        }
      }
    }
    store.awaitIndexed(appender.commit());
    return told + live.poll(event -> {});
  }

  private static double usedMebibytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
  }
}
