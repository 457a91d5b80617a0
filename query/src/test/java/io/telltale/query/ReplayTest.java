package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.replay.Replay;
import io.telltale.query.replay.ReplayListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

class ReplayTest {
  private static final int DEVICES = 7;
  private static final long SECOND_NS = 1_000_000_000L;

  @TempDir Path directory;

  /** A reading as the listener has to hear it. */
  private record Heard(long timeNs, int series, int device, int channel, long bits)
      implements Comparable<Heard> {
    @Override
    public int compareTo(Heard other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Integer.compare(series, other.series);
    }
  }

  private TelemetryStore open() {
    TelemetryStore store =
        TelemetryStore.open(StoreConfig.builder(directory).arenaBytes(1 << 20).build());
    store.channels().register(ChannelSpec.ofDouble("t"));
    store.channels().register(ChannelSpec.of("n", Kind.LONG));
    for (int d = 0; d < DEVICES; d++) {
      store.devices().register("d" + d);
    }
    return store;
  }

  /** Bursts, gaps of years, late and corrected readings; some sealed, some not. */
  private List<Heard> fill(TelemetryStore store, long seed, long firstNs) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<Heard, Heard> all = new TreeMap<>();
    long[] spans = {1_000, SECOND_NS, 3_000 * SECOND_NS, 100_000_000 * SECOND_NS};
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      long from = firstNs;
      for (int burst = 0; burst < 30; burst++) {
        long span = spans[random.nextInt(spans.length)];
        for (int i = random.nextInt(300); i > 0; i--) {
          int device = random.nextInt(DEVICES);
          int channel = random.nextInt(2);
          int series = store.series(device, channel);
          long time = from + random.nextLong(span);
          long bits = channel == 0 ? Double.doubleToRawLongBits(i / 8.0) : i;
          if (channel == 0) {
            appender.append(series, time, i / 8.0);
          } else {
            appender.append(series, time, (long) i);
          }
          Heard heard = new Heard(time, series, device, channel, bits);
          all.remove(heard);
          all.put(heard, heard);
        }
        from += random.nextLong(span);
        store.awaitIndexed(appender.commit());
        if (random.nextInt(4) == 0) {
          store.seal();
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  private static List<Heard> heard(Replay replay) {
    List<Heard> heard = new ArrayList<>();
    long count =
        replay.run(
            (series, device, channel, timeNs, bits) ->
                heard.add(new Heard(timeNs, series, device, channel, bits)));
    assertThat(count).isEqualTo(heard.size());
    return heard;
  }

  @Test
  void hearsAllInOrderOfTime() {
    SplittableRandom random = new SplittableRandom(5);
    try (TelemetryStore store = open()) {
      List<Heard> all = fill(store, 5, -50 * SECOND_NS);
      assertThat(heard(Replay.prepare(store))).containsExactlyElementsOf(all);
      for (int i = 0; i < 50; i++) {
        long a = all.get(random.nextInt(all.size())).timeNs();
        long b = all.get(random.nextInt(all.size())).timeNs() + random.nextInt(2);
        if (a < b) {
          RoaringBitmap some = i % 2 == 0 ? null : RoaringBitmap.bitmapOf(1, 3, 4);
          List<Heard> wanted =
              all.stream()
                  .filter(h -> h.timeNs() >= a && h.timeNs() < b)
                  .filter(h -> some == null || some.contains(h.device()))
                  .toList();
          assertThat(heard(Replay.prepare(store).range(a, b).devices(some)))
              .as("[%s, %s)", a, b)
              .containsExactlyElementsOf(wanted);
        }
      }
    }
  }

  @Test
  void hearsReadingsAtBothEndsOfTime() {
    try (TelemetryStore store = open();
        ReadingAppender appender = ReadingAppender.open(store)) {
      int series = store.series(0, 0);
      long[] times = {Long.MIN_VALUE, Long.MIN_VALUE + 1, 0, Long.MAX_VALUE - 1};
      for (long time : times) {
        appender.append(series, time, 1.5);
      }
      store.awaitIndexed(appender.commit());
      assertThat(heard(Replay.prepare(store)).stream().map(Heard::timeNs))
          .containsExactly(Long.MIN_VALUE, Long.MIN_VALUE + 1, 0L, Long.MAX_VALUE - 1);
    }
  }

  @Test
  void aBurstIsHeardPieceByPiece() {
    int many = 3_000_000;
    try (TelemetryStore store = open();
        ReadingAppender appender = ReadingAppender.open(store)) {
      int[] series = {store.series(0, 0), store.series(1, 0)};
      for (int i = 0; i < many; i++) {
        // all within three milliseconds
        appender.append(series[i & 1], i, (double) i);
      }
      store.awaitIndexed(appender.commit());
      long[] next = {0};
      long count =
          Replay.prepare(store)
              .run(
                  (s, device, channel, timeNs, bits) -> {
                    if (timeNs != next[0]++ || Double.longBitsToDouble(bits) != timeNs) {
                      throw new AssertionError("at " + timeNs + ", expected " + (next[0] - 1));
                    }
                  });
      assertThat(count).isEqualTo(many);
    }
  }

  @Test
  void pausesWhileNothingIsDue() {
    try (TelemetryStore store = open();
        ReadingAppender appender = ReadingAppender.open(store)) {
      int series = store.series(0, 0);
      for (int i = 0; i < 4; i++) {
        appender.append(series, i * SECOND_NS, 1.0);
      }
      store.awaitIndexed(appender.commit());
      List<String> heard = new ArrayList<>();
      Replay.prepare(store)
          .speed(100)
          .run(
              new ReplayListener() {
                @Override
                public void onReading(int s, int device, int channel, long timeNs, long bits) {
                  heard.add("reading");
                }

                @Override
                public void onPause() {
                  heard.add("pause");
                }
              });
      assertThat(heard)
          .containsExactly("reading", "pause", "reading", "pause", "reading", "pause", "reading");
    }
  }

  @Test
  void anInterruptEndsIt() {
    try (TelemetryStore store = open()) {
      List<Heard> all = fill(store, 9, 0);
      Collections.sort(all);
      List<Long> heard = new ArrayList<>();
      Replay.prepare(store)
          .speed(1e-3)
          .run(
              (series, device, channel, timeNs, bits) -> {
                heard.add(timeNs);
                Thread.currentThread().interrupt();
              });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(heard).hasSizeLessThan(all.size());
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    try (TelemetryStore store = open()) {
      Replay replay = Replay.prepare(store);
      assertThatThrownBy(() -> replay.range(5, 5)).isInstanceOf(IllegalArgumentException.class);
      for (double speed : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatThrownBy(() -> replay.speed(speed)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(heard(replay)).isEmpty();
    }
  }
}
