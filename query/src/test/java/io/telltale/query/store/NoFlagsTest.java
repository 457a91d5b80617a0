package io.telltale.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.MissingJvmFlagsException;
import io.telltale.core.StoreVerifier;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.JvmFlags;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.BucketCursor;
import io.telltale.query.BucketQuery;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a JVM that was started without any flag; a child with flags writes the stores. */
@Tag("no-flags")
class NoFlagsTest {
  private static final int READINGS = 5_000;
  private static final long STEP_NS = Duration.ofSeconds(1).toNanos();

  @TempDir Path directory;

  /** Writes one device: a temperature with one hot stretch and one silence, and a state. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      TelemetryStore store = TelemetryStore.open(Path.of(args[0]));
      int device = store.devices().register("d");
      int temperature = store.channels().register(ChannelSpec.ofDouble("temperature")).id();
      int state = store.channels().register(ChannelSpec.of("state", Kind.STATE)).id();
      int degrees = store.series(device, temperature);
      int states = store.series(device, state);
      int on = store.channels().registerState(state, "ON");
      ReadingAppender appender = ReadingAppender.open(store);
      for (int i = 0; i < READINGS; i++) {
        long timeNs = (i < 3_000 ? i : i + 1_000) * STEP_NS;
        appender.append(degrees, timeNs, i >= 1_000 && i < 2_000 ? 9.5 : 4.5);
        appender.append(states, timeNs, (long) on);
      }
      store.awaitIndexed(appender.commit());
      if (args[1].equals("close")) {
        appender.close();
        store.close();
      }
      Runtime.getRuntime().halt(0);
    }
  }

  @BeforeEach
  void thisJvmHasNoFlags() {
    assertThat(JvmFlags.present()).isFalse();
  }

  private Path write(String end) throws Exception {
    Path store = directory.resolve(end);
    Process child =
        new ProcessBuilder(
                ChildJvm.command(List.of("-Xmx256m"), Writer.class, store.toString(), end))
            .inheritIO()
            .start();
    assertThat(child.waitFor()).isZero();
    return store;
  }

  private static int windows(TelemetryStore store, String rule) {
    int count = 0;
    try (WindowCursor cursor = WindowQuery.prepare(store, RuleParser.parse(rule)).run()) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  @Test
  void aSealedStoreAnswersEveryQuery() throws Exception {
    Path sealed = write("close");
    try (TelemetryStore store = TelemetryStore.openReadOnly(sealed)) {
      assertThat(store.unsealedBytes()).isZero();
      assertThat(store.stats().readings()).isEqualTo(2 * READINGS);
      assertThat(windows(store, "temperature > 8 for 10m")).isEqualTo(1);
      assertThat(windows(store, "silent(temperature, 5m)")).isEqualTo(1);
      assertThat(windows(store, "|rate(temperature)| > 1/s")).isEqualTo(2);
      assertThat(windows(store, "state == \"ON\" stale 1h")).isEqualTo(1);
      int rows = 0;
      try (RangeCursor range =
          RangeQuery.prepare(store, "temperature").device(0).range(0, 100 * STEP_NS).run()) {
        while (range.next()) {
          rows++;
        }
      }
      assertThat(rows).isEqualTo(100);
      try (LatestCursor latest = LatestQuery.prepare(store, "temperature").run()) {
        assertThat(latest.next()).isTrue();
        assertThat(latest.timeNs()).isEqualTo((READINGS - 1 + 1_000) * STEP_NS);
      }
      long counted = 0;
      try (BucketCursor buckets =
          BucketQuery.prepare(store, "temperature", Duration.ofMinutes(10)).run()) {
        while (buckets.next()) {
          counted += buckets.count();
        }
      }
      assertThat(counted).isEqualTo(READINGS);
    }
    assertThat(StoreVerifier.verify(sealed).damages()).isEmpty();
  }

  @Test
  void aStoreThatWasNotSealedShowsEverything() throws Exception {
    Path killed = write("halt");
    try (TelemetryStore store = TelemetryStore.openReadOnly(killed)) {
      assertThat(store.stats().readings()).isEqualTo(2 * READINGS);
      assertThat(store.unsealedBytes()).isZero();
      assertThat(windows(store, "temperature > 8 for 10m")).isEqualTo(1);
    }
  }

  @Test
  void openingForWritingSaysWhichLineToAdd() {
    assertThatThrownBy(() -> TelemetryStore.open(directory.resolve("new")))
        .isInstanceOf(MissingJvmFlagsException.class)
        .hasMessageContaining("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
        .hasMessageContaining("(Java " + Runtime.version().feature() + ")");
    boolean quiet = Runtime.version().feature() >= 24;
    assertThat(JvmFlags.line().contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(quiet);
    assertThat(directory.resolve("new")).doesNotExist();
  }
}
