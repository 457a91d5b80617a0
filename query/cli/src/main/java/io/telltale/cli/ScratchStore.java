package io.telltale.cli;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A store in a temporary folder, with the devices and channels of another one. */
final class ScratchStore implements AutoCloseable {
  private static final int NONE = -1;

  private final Path folder;
  private final TelemetryStore store;
  private final ReadingAppender appender;

  /** By that of the other store. */
  private int[] series = {NONE};

  private ScratchStore(Path folder, TelemetryStore store) {
    this.folder = folder;
    this.store = store;
    appender = ReadingAppender.open(store);
  }

  /** Makes one without readings, whose ids of devices and channels are those of another store. */
  static ScratchStore likeOf(TelemetryStore other) throws IOException {
    Path folder = Files.createTempDirectory("telltale-replay-");
    try {
      TelemetryStore store = TelemetryStore.open(folder.resolve("store"));
      try {
        register(other, store);
        return new ScratchStore(folder, store);
      } catch (RuntimeException | Error e) {
        store.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      DemoFolder.delete(folder);
      throw e;
    }
  }

  private static void register(TelemetryStore from, TelemetryStore to) {
    for (int c = 0; c < from.channels().count(); c++) {
      Channel channel = from.channels().get(c);
      to.channels()
          .register(
              new ChannelSpec(
                  channel.name(),
                  channel.kind(),
                  channel.unit(),
                  channel.periodNs(),
                  channel.staleAfterNs()));
      for (int code = 0;
          channel.kind() == Kind.STATE && code < from.channels().stateCount(c);
          code++) {
        to.channels().registerState(c, from.channels().state(c, code));
      }
    }
    for (int d = 0; d < from.devices().count(); d++) {
      to.devices().register(from.devices().serial(d), from.devices().attributes(d));
    }
  }

  TelemetryStore store() {
    return store;
  }

  /** Appends a reading of a series of the other store. */
  void append(int otherSeries, int device, int channel, long timeNs, long bits) {
    while (otherSeries >= series.length) {
      int known = series.length;
      series = Arrays.copyOf(series, 2 * known);
      Arrays.fill(series, known, series.length, NONE);
    }
    if (series[otherSeries] == NONE) {
      series[otherSeries] = store.series(device, channel);
    }
    if (store.channels().get(channel).kind() == Kind.DOUBLE) {
      appender.append(series[otherSeries], timeNs, Double.longBitsToDouble(bits));
    } else {
      appender.append(series[otherSeries], timeNs, bits);
    }
  }

  /** Has all that was appended evaluated together. */
  void commit() {
    appender.commit();
  }

  /** Has all that was appended seen. */
  void index() {
    store.awaitIndexed(appender.commit());
  }

  @Override
  public void close() throws IOException {
    try {
      appender.close();
    } finally {
      try {
        store.close();
      } finally {
        DemoFolder.delete(folder);
      }
    }
  }
}
