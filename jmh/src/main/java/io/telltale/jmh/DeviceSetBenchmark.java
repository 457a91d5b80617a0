package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.fleet.FleetChannel;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import io.telltale.query.LatestQuery;
import io.telltale.query.Selector;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.roaringbitmap.RoaringBitmap;

/** Sets of devices against bits in plain words; an operation is a set that comes out. */
public class DeviceSetBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 4_000;
  private static final int ROUNDS = 32;

  /** Plain words are so much faster that a turn of as many rounds would be too short. */
  private static final int PLAIN_ROUNDS = 32 * ROUNDS;

  private static final int WORDS = (DEVICES + Long.SIZE - 1) / Long.SIZE;
  private static final String SELECTOR = "model in (\"RF20\", \"KX28\") and not site = \"site-03\"";

  /** Some of the fleet's, so that a set of this many devices is no empty one. */
  private static final int FEWEST = 100;

  private final long[] result = new long[WORDS];
  private Path directory;
  private TelemetryStore store;
  private LatestQuery query;
  private Selector selector;
  private RoaringBitmap hot;
  private RoaringBitmap loud;
  private long[] hotWords;
  private long[] loudWords;
  private long[] secondModelWords;

  /** Registers the devices. */
  @Setup(Level.Trial)
  public void register() {
    directory = ScratchDirectory.create();
    StoreConfig config =
        StoreConfig.builder(directory)
            .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
            .ownThreads(false)
            .build();
    store = TelemetryStore.open(config);
    store.channels().register(FleetChannel.TEMPERATURE.spec());
    FleetSimulator fleet = new FleetSimulator(FleetSpec.ofReadings(FleetSpec.DEFAULT_READINGS));
    for (int d = 0; d < DEVICES; d++) {
      Map<String, String> attributes = fleet.attributes(d % FleetSpec.DEFAULT_DEVICES);
      store.devices().register("SN-" + d, attributes);
    }
    selector = RuleParser.parseSelector(SELECTOR);
    query = LatestQuery.prepare(store, "temperature");
    hot = store.devices().withAttribute("model", "RF20");
    loud = store.devices().withAttribute("site", "site-03");
    hotWords = words(hot);
    loudWords = words(loud);
    secondModelWords = words(store.devices().withAttribute("model", "KX28"));
    int common = RoaringBitmap.andCardinality(hot, loud);
    SelfCheck.require(common > 0 && common < hot.getCardinality(), "sets that overlap", common);
    SelfCheck.require(hot.getCardinality() > FEWEST, "sets of some size", hot.getCardinality());
  }

  private static long[] words(RoaringBitmap set) {
    BitSet bits = new BitSet(DEVICES);
    set.forEach((int device) -> bits.set(device));
    return Arrays.copyOf(bits.toLongArray(), WORDS);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
    ScratchDirectory.delete(directory);
  }

  /** Devices of one answer that are, are not, or may be in another. */
  @Benchmark
  public long algebra(Turns turns) {
    long sum = 0;
    turns.begin();
    for (int round = 0; round < ROUNDS; round++) {
      sum += RoaringBitmap.and(hot, loud).getCardinality();
      sum += RoaringBitmap.andNot(hot, loud).getCardinality();
      sum += RoaringBitmap.or(hot, loud).getCardinality();
    }
    turns.measured(3 * ROUNDS);
    long expected = 0;
    for (int round = 0; round < PLAIN_ROUNDS; round++) {
      expected += countPlain(hotWords, loudWords);
    }
    turns.baseline(3 * PLAIN_ROUNDS);
    SelfCheck.require(sum * (PLAIN_ROUNDS / ROUNDS) == expected, "the same devices", sum);
    return sum;
  }

  /** Devices by their attributes. */
  @Benchmark
  public long select(Turns turns) {
    turns.begin();
    for (int round = 0; round < ROUNDS; round++) {
      query.where(selector);
    }
    turns.measured(ROUNDS);
    for (int round = 0; round < PLAIN_ROUNDS; round++) {
      selectPlain(hotWords, secondModelWords, loudWords, result);
    }
    turns.baseline(PLAIN_ROUNDS);
    return result[0];
  }

  private static long countPlain(long[] one, long[] other) {
    long count = 0;
    for (int i = 0; i < WORDS; i++) {
      count += Long.bitCount(one[i] & other[i]);
    }
    for (int i = 0; i < WORDS; i++) {
      count += Long.bitCount(one[i] & ~other[i]);
    }
    for (int i = 0; i < WORDS; i++) {
      count += Long.bitCount(one[i] | other[i]);
    }
    return count;
  }

  private static void selectPlain(long[] one, long[] other, long[] not, long[] into) {
    for (int i = 0; i < WORDS; i++) {
      into[i] = (one[i] | other[i]) & ~not[i];
    }
  }
}
