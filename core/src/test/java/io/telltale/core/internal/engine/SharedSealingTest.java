package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.view.View;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FaultyFileOps.Mode;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedSealingTest {
  private static final UUID STORE = new UUID(5, 6);
  private static final int SERIES = 500;
  private static final IntConsumer AT_ONCE = readings -> {};

  @TempDir Path directory;
  private Catalog catalog;
  private HeadArena head;
  private View view;
  private SharedSealing sharing;
  private int files;

  @BeforeEach
  void open() {
    catalog = Catalog.open(SystemFileOps.INSTANCE, directory.resolve("catalog"), STORE, 0);
    int[] channels = {
      catalog.registerChannel(ChannelSpec.of("a", Kind.DOUBLE)).id(),
      catalog.registerChannel(ChannelSpec.of("b", Kind.LONG)).id()
    };
    for (int s = 0; s < SERIES; s++) {
      catalog.registerSeries(catalog.registerDevice("d" + s / 2), channels[(s + 1) % 2]);
    }
    head = new HeadArena(16L << 20);
    sharing = new SharedSealing(BatchEncoder::new, BatchEncoder::new);
  }

  @AfterEach
  void close() {
    if (view != null) {
      view.release();
    }
    head.close();
    catalog.close();
  }

  /** Fills the head: most series with few readings, some with several blocks, one with many. */
  private SealingBatches fill(Random random) {
    int readings = 0;
    for (int s = 0; s < SERIES; s++) {
      int most = random.nextInt(10) == 0 ? 5_000 : 200;
      readings += put(s, random.nextInt(most), random);
    }
    readings += put(random.nextInt(SERIES), 40_000, random);
    head.endFrame(7, readings, readings * 20, readings);
    view = View.ofHead(catalog, head, true);
    return new SealingBatches(catalog, head, view);
  }

  private int put(int series, int n, Random random) {
    for (int i = 0; i < n; i++) {
      assertThat(head.hasRoomFor(1, SERIES)).isTrue();
      long value = Double.doubleToLongBits(random.nextInt(1_000) / 10.0);
      head.append(series, i * 1_000L + random.nextInt(1_500), value);
    }
    return n;
  }

  private Path write(FileOps ops, SealingBatches batches, IntConsumer pace) {
    Path file = directory.resolve("segment-" + files++);
    try (SegmentWriter writer = SegmentWriter.create(ops, file, STORE, 7)) {
      sharing.write(batches, writer, pace);
      writer.finish(7, head.appended());
    }
    return file;
  }

  @Test
  void theSegmentIsTheSameWhoeverEncodesWhat() {
    Seeds.run(this::isTheSameWhoeverEncodes);
  }

  private void isTheSameWhoeverEncodes(Random random) throws IOException {
    SealingBatches batches = fill(random);
    byte[] alone = Files.readAllBytes(write(SystemFileOps.INSTANCE, batches, AT_ONCE));
    for (int round = 0; round < 5; round++) {
      int[] helped = new int[1];
      IntConsumer helpNowAndThen =
          readings -> {
            for (int left = random.nextInt(12); left > 0; left--) {
              helped[0] += sharing.help() > 0 ? 1 : 0;
            }
          };
      Path file = write(SystemFileOps.INSTANCE, batches, helpNowAndThen);
      assertThat(helped[0]).isGreaterThan(1);
      assertThat(Files.readAllBytes(file)).isEqualTo(alone);
    }
  }

  @Test
  void twoThreadsAtOnceGiveTheSameSegment() {
    Seeds.run(this::twoThreadsGiveTheSame);
  }

  private void twoThreadsGiveTheSame(Random random) throws Exception {
    SealingBatches batches = fill(random);
    byte[] alone = Files.readAllBytes(write(SystemFileOps.INSTANCE, batches, AT_ONCE));
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger helped = new AtomicInteger();
    Thread helper =
        new Thread(
            () -> {
              while (!done.get()) {
                helped.addAndGet(sharing.help() > 0 ? 1 : 0);
              }
            });
    helper.start();
    try {
      for (int round = 0; round < 20; round++) {
        assertThat(Files.readAllBytes(write(SystemFileOps.INSTANCE, batches, AT_ONCE)))
            .isEqualTo(alone);
      }
    } finally {
      done.set(true);
      helper.join();
    }
    assertThat(helped.get()).isPositive();
  }

  @Test
  void aWideHeadLeavesNoTraceInTheNextSegment() throws IOException {
    Path fresh = write(SystemFileOps.INSTANCE, fill(new Random(4)), AT_ONCE);
    HeadArena wide = new HeadArena(1 << 20);
    assertThat(wide.hasRoomFor(2, SERIES)).isTrue();
    wide.append(0, 0, 0);
    wide.append(0, Long.MAX_VALUE / 2, 0);
    wide.endFrame(7, 2, 40, Long.MAX_VALUE / 2);
    View wideView = View.ofHead(catalog, wide, true);
    write(SystemFileOps.INSTANCE, new SealingBatches(catalog, wide, wideView), AT_ONCE);
    wideView.release();
    wide.close();
    SealingBatches again = new SealingBatches(catalog, head, view);
    assertThat(Files.readAllBytes(write(SystemFileOps.INSTANCE, again, AT_ONCE)))
        .isEqualTo(Files.readAllBytes(fresh));
  }

  @Test
  void nothingToHelpWithIsNoWork() {
    assertThat(sharing.help()).isZero();
    write(SystemFileOps.INSTANCE, fill(new Random(1)), AT_ONCE);
    assertThat(sharing.help()).isZero();
  }

  @Test
  void aFaultOfTheHelperIsTheSealers() {
    SealingBatches batches = fill(new Random(2));
    sharing =
        new SharedSealing(
            BatchEncoder::new,
            () ->
                (all, batch, sink) -> {
                  throw new IllegalStateException("batch " + batch);
                });
    assertThatThrownBy(() -> write(SystemFileOps.INSTANCE, batches, readings -> sharing.help()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("batch ");
    assertThat(sharing.help()).isZero();
    // and the next one is not concerned
    assertThat(write(SystemFileOps.INSTANCE, batches, AT_ONCE)).exists();
  }

  @Test
  void aFileThatCannotBeWrittenEndsItForBoth() {
    SealingBatches batches = fill(new Random(3));
    FaultyFileOps full = FaultyFileOps.failing(SystemFileOps.INSTANCE, 3, Mode.DISK_FULL);
    assertThatThrownBy(() -> write(full, batches, readings -> sharing.help()))
        .isInstanceOf(StoreException.class);
    assertThat(sharing.help()).isZero();
    assertThat(write(SystemFileOps.INSTANCE, batches, AT_ONCE)).exists();
  }
}
