package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many entries, several threads, and what look-ups allocate. */
class CatalogScaleTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;
  private static final int DEVICES = 200_000;
  private static final int CHANNELS = 5;

  @TempDir Path directory;

  @Test
  @Timeout(60)
  void shouldHoldAMillionSeries() {
    Path file = directory.resolve("large");
    long length;
    try (Catalog catalog = Catalog.open(OPS, file, STORE, 0)) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        catalog.registerChannel(ChannelSpec.ofDouble("channel-" + channel));
      }
      for (int device = 0; device < DEVICES; device++) {
        catalog.registerDevice("device-" + device);
        catalog.setAttribute(device, "model", "model-" + device % 7);
        catalog.setAttribute(device, "serial", "S" + device);
        for (int channel = 0; channel < CHANNELS; channel++) {
          catalog.registerSeries(device, channel);
        }
        if (device % 1000 == 0) {
          catalog.flush();
        }
      }
      length = catalog.force();
    }
    try (Catalog catalog = Catalog.openReadOnly(OPS, file, STORE, length)) {
      assertThat(catalog.seriesCount()).isEqualTo(DEVICES * CHANNELS);
      for (int device = 0; device < DEVICES; device++) {
        if (catalog.findDevice("device-" + device) != device
            || catalog.findSeries(device, 3) != device * CHANNELS + 3) {
          throw new AssertionError("device " + device);
        }
      }
      assertThat(catalog.devicesWith("model", "model-3").getCardinality()).isEqualTo(28_571);
      assertThat(catalog.devicesWith("serial", "S77").toArray()).containsExactly(77);
      assertThat(catalog.attributes(8)).isEqualTo(Map.of("model", "model-1", "serial", "S8"));
    }
  }

  /** A matrix of devices and channels would take 40 GB here. */
  @Test
  @Timeout(60)
  void shouldHoldManyChannelsThatFewDevicesHave() {
    try (Catalog catalog = Catalog.open(OPS, directory.resolve("sparse"), STORE, 0)) {
      int count = 100_000;
      for (int i = 0; i < count; i++) {
        catalog.registerDevice("device-" + i);
        catalog.registerChannel(
            ChannelSpec.of("channel-" + i, i % 2 == 0 ? Kind.DOUBLE : Kind.LONG));
        catalog.registerSeries(i, i);
      }
      for (int i = 0; i < count; i++) {
        if (catalog.findSeries(i, i) != i || catalog.findSeries(i, (i + 1) % count) != -1) {
          throw new AssertionError("device and channel " + i);
        }
      }
    }
  }

  @Test
  @Timeout(60)
  void shouldGiveSeveralThreadsOneIdForOneThing() throws Exception {
    Path file = directory.resolve("threads");
    int threads = 4;
    int devices = 3_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
    AtomicBoolean done = new AtomicBoolean();
    try (Catalog catalog = Catalog.open(OPS, file, STORE, 0)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<int[]>> results = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * devices / threads;
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  return register(catalog, first, devices);
                }));
      }
      Future<?> reader = pool.submit(() -> readPrefixes(catalog, done));
      start.countDown();
      int[] series = results.get(0).get();
      for (Future<int[]> result : results) {
        assertThat(result.get()).isEqualTo(series);
      }
      done.set(true);
      reader.get();
      assertThat(catalog.deviceCount()).isEqualTo(devices);
      assertThat(catalog.seriesCount()).isEqualTo(devices);
      // Every thread has flushed what it used: a process killed now has lost nothing.
      try (Catalog seen = Catalog.openReadOnly(OPS, file, STORE, 0)) {
        assertThat(CatalogScript.dump(seen)).isEqualTo(CatalogScript.dump(catalog));
      }
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
  }

  private static int[] register(Catalog catalog, int first, int devices) {
    int[] series = new int[devices];
    int channel = catalog.registerChannel(ChannelSpec.of("state", Kind.STATE)).id();
    for (int i = 0; i < devices; i++) {
      int number = (first + i) % devices;
      int device = catalog.registerDevice("device-" + number);
      catalog.setAttribute(device, "group", "g" + number % 3);
      catalog.registerState(channel, "state-" + number % 100);
      series[number] = catalog.registerSeries(device, channel);
      catalog.flush();
    }
    return series;
  }

  private static void readPrefixes(Catalog catalog, AtomicBoolean done) {
    while (!done.get()) {
      int series = catalog.seriesCount();
      for (int id = Math.max(0, series - 100); id < series; id++) {
        int device = catalog.seriesDevice(id);
        Channel channel = catalog.channel(catalog.seriesChannel(id));
        String serial = catalog.deviceSerial(device);
        if (catalog.findDevice(serial) != device
            || catalog.findSeries(device, channel.id()) == -1) {
          // Found a moment later: the id is published before the index has it.
          awaitFound(catalog, serial, device, channel.id(), id);
        }
      }
      int states = catalog.channelCount() == 0 ? 0 : catalog.stateCount(0);
      if (states > 0 && catalog.state(0, states - 1).isEmpty()) {
        throw new AssertionError("state " + (states - 1));
      }
    }
  }

  private static void awaitFound(
      Catalog catalog, String serial, int device, int channel, int series) {
    while (catalog.findDevice(serial) != device || catalog.findSeries(device, channel) != series) {
      Thread.yield();
    }
  }

  @Test
  void shouldAllocateNothingOnHotPaths() {
    try (Catalog catalog = Catalog.open(OPS, directory.resolve("hot"), STORE, 0)) {
      for (int i = 0; i < 100; i++) {
        catalog.registerDevice("device-" + i);
        catalog.registerChannel(ChannelSpec.of("channel-" + i, Kind.STATE));
        catalog.registerState(i, "state-" + i);
        catalog.registerSeries(i, i);
      }
      String serial = new String("device-77");
      StringBuilder builder = new StringBuilder("device-78");
      int[] sum = new int[1];
      Map<String, Runnable> cases =
          Map.of(
              "findDevice(String)", () -> sum[0] += catalog.findDevice(serial),
              "findDevice(StringBuilder)", () -> sum[0] += catalog.findDevice(builder),
              "findState", () -> sum[0] += catalog.findState(9, "state-9"),
              "findSeries", () -> sum[0] += catalog.findSeries(5, 5) + catalog.findSeries(5, 6),
              "channel", () -> sum[0] += catalog.channel(3).id(),
              "deviceCount", () -> sum[0] += catalog.deviceCount() + catalog.channelCount(),
              "series", () -> sum[0] += catalog.seriesDevice(3) + catalog.seriesChannel(3),
              "seriesCount", () -> sum[0] += catalog.seriesCount(),
              "flush", catalog::flush);
      cases.forEach((what, op) -> AllocationProbe.assertAllocatesNothing(what, 2_000, op));
      assertThat(sum[0]).isNotZero();
    }
  }
}
