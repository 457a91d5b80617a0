package io.telltale.core.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One series whose pieces overlap in every way, in segments and in the head. */
class SeriesScanTest {
  @TempDir Path directory;

  private int stores;

  /** Writes each array as one segment, but the last {@code inHead} ones, which stay in the head. */
  private void check(String what, int inHead, long[]... pieces) {
    for (DuplicatePolicy policy : DuplicatePolicy.values()) {
      StoreConfig config =
          StoreConfig.builder(directory.resolve("store-" + stores++))
              .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
              .duplicates(policy)
              .ownThreads(false)
              .compaction(false)
              .build();
      try (TelemetryStore store = TelemetryStore.open(config)) {
        int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
        store.series(store.devices().register("d"), channel);
        StoreAccess.catalog(store).flush();
        TreeMap<Long, Long> model = new TreeMap<>();
        FrameWriter writer = new FrameWriter();
        long value = 0;
        for (int p = 0; p < pieces.length; p++) {
          for (int i = 0; i < pieces[p].length; i++) {
            long time = pieces[p][i];
            writer.add(0, time, ++value);
            if (policy == DuplicatePolicy.LAST_ARRIVED) {
              model.put(time, value);
            } else {
              model.putIfAbsent(time, value);
            }
            if (writer.isFull() || i == pieces[p].length - 1) {
              store.awaitIndexed(StoreAccess.journal(store).append(writer.layOut()));
              writer.clear();
            }
          }
          if (p < pieces.length - inHead) {
            store.seal();
          }
        }
        String as = what + ", " + policy;
        checkScan(store, model, as);
        store.seal();
        checkScan(store, model, as + ", sealed");
      }
    }
  }

  private static void checkScan(TelemetryStore store, TreeMap<Long, Long> model, String what) {
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      scan.open(view, 0);
      List<Long> times = new ArrayList<>();
      List<Long> values = new ArrayList<>();
      while (scan.next()) {
        int size = scan.size();
        scan.load();
        assertThat(scan.size()).as(what).isEqualTo(size).isPositive();
        for (int i = 0; i < size; i++) {
          assertThat(scan.times()[i])
              .as(what)
              .isBetween(scan.partFirstTime(scan.part()), scan.partLastTime(scan.part()));
          times.add(scan.times()[i]);
          values.add(scan.values()[i]);
        }
      }
      assertThat(times).as(what).isEqualTo(List.copyOf(model.keySet()));
      assertThat(values).as(what).isEqualTo(List.copyOf(model.values()));
      for (int part = 1; part < scan.partCount(); part++) {
        assertThat(scan.partFirstTime(part)).as(what).isGreaterThan(scan.partLastTime(part - 1));
      }
    } finally {
      view.release();
    }
  }

  private static long[] steps(long from, long step, int n) {
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] = from + i * step;
    }
    return times;
  }

  private static long[] times(long... times) {
    return times;
  }

  @Test
  void mergesTheEndsOfTime() {
    long min = Long.MIN_VALUE;
    long max = Long.MAX_VALUE;
    check("min alone", 0, times(min));
    check("max alone", 1, times(max));
    check("both ends in every piece", 1, times(min, max), times(min, 0, max), times(min, max));
    check("max twice", 0, times(0, max), times(1, max), times(max));
    check("min twice", 2, times(min, 0), times(min), times(min, 5));
    check("max before min", 1, times(max), times(min), times(max, min));
    check("near the ends", 1, times(min + 1, max - 1), times(min, max), times(min + 1, max - 1));
    check("blocks up to max", 1, steps(max - 2_999, 1, 3_000), steps(max - 1_500, 1, 1_501));
    check("blocks from min", 1, steps(min, 1, 3_000), steps(min, 3, 1_500));
  }

  @Test
  void mergesPiecesWithinOthers() {
    check("equal pieces", 1, steps(0, 10, 1_500), steps(0, 10, 1_500), steps(0, 10, 1_500));
    check("equal first times", 1, steps(0, 1, 2_000), steps(0, 7, 900), times(0), times(0, 9_999));
    check("a point within", 0, steps(0, 10, 3_000), times(15_005), times(15_010));
    check("wide over narrow", 1, steps(5_000, 1, 1_024), times(0, 100_000), steps(5_100, 1, 50));
    check("touching", 1, steps(0, 1, 1_024), steps(1_023, 1, 1_024), steps(2_047, 1, 1_024));
    check("next to each other", 1, steps(0, 1, 1_024), steps(1_024, 1, 1_024));
    check("full chunks", 1, steps(0, 2, 2_048), steps(1, 2, 2_048), steps(4_096, 1, 2_048));
  }

  @Test
  void mergesManySegmentsInReverseOrder() {
    long[][] apart = new long[20][];
    long[][] nested = new long[20][];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = steps((apart.length - i) * 100_000L, 7, 1_100);
      nested[i] = times(-i, -i * 1_000L, i, i * 1_000L);
    }
    check("reverse", 3, apart);
    check("each around the one before", 3, nested);
  }

  @Test
  void mergesWhatIsRandom() {
    Seeds.run(25, this::checkRandom);
  }

  private void checkRandom(Random random) {
    long[][] pieces = new long[1 + random.nextInt(6)][];
    int range = 1 << (2 + random.nextInt(14));
    for (int p = 0; p < pieces.length; p++) {
      int n = 1 + random.nextInt(random.nextBoolean() ? 4 : 3_000);
      pieces[p] = new long[n];
      int from = random.nextInt(range);
      for (int i = 0; i < n; i++) {
        int lot = random.nextInt(400);
        pieces[p][i] =
            lot == 0
                ? Long.MAX_VALUE - random.nextInt(2)
                : lot == 1 ? Long.MIN_VALUE + random.nextInt(2) : from + random.nextInt(range);
      }
    }
    check("random", random.nextInt(pieces.length + 1), pieces);
  }
}
