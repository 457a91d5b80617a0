package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreException;
import io.telltale.core.StoreVerifier;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.engine.CompactionRig.Model;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.View;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FaultyFileOps.Mode;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merging of neighbours, step by step, against a plain model. */
class CompactorTest {
  @TempDir Path directory;

  private int stores;

  private StoreLayout newLayout() {
    return new StoreLayout(directory.resolve("store-" + stores++));
  }

  private static CompactionRig open(StoreLayout layout, Model model) {
    return new CompactionRig(SystemFileOps.INSTANCE, layout, model);
  }

  private static List<String> files(StoreLayout layout) throws IOException {
    try (Stream<Path> files = Files.list(layout.segments())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void lateAndDuplicateReadingsAreExactWhateverTheOrderOfMerges(DuplicatePolicy policy) {
    Seeds.run(8, random -> checkRandom(random, policy));
  }

  private void checkRandom(Random random, DuplicatePolicy policy) throws IOException {
    StoreLayout layout = newLayout();
    Model model = new Model(policy);
    int range = 1 << (3 + random.nextInt(12));
    for (int round = 0; round < 3; round++) {
      try (CompactionRig rig = open(layout, model)) {
        rig.check("opened");
        for (int step = 0; step < 8; step++) {
          if (rig.segments() < 2 || random.nextInt(3) > 0) {
            rig.sealRandom(random, 1 + random.nextInt(random.nextBoolean() ? 20 : 8_000), range);
          } else {
            mergeAny(rig, random, range);
          }
          rig.check("round " + round + ", step " + step);
        }
        while (rig.segments() > 1 && random.nextInt(6) > 0) {
          mergeAny(rig, random, range);
          rig.check("round " + round + ", merging");
        }
        assertThat(files(layout)).hasSize(rig.segments());
      }
      assertThat(StoreVerifier.verify(layout.directory()).damages()).isEmpty();
    }
  }

  /** Merges random neighbours, now and then while another head fills and is sealed. */
  private static void mergeAny(CompactionRig rig, Random random, int range) {
    int from = random.nextInt(rig.segments() - 1);
    int to = from + 2 + random.nextInt(rig.segments() - from - 1);
    rig.begin(from, to);
    if (random.nextBoolean()) {
      rig.appendRandom(random, 1 + random.nextInt(100), range);
      rig.check("head filling beside a merge");
      rig.compactor.doWork();
      rig.seal();
      rig.check("sealed beside a merge");
    }
    rig.finish();
    assertThat(rig.told).isEmpty();
  }

  @Test
  void theMergedSegmentIsOfFullBlocks() {
    Random random = new Random(Seeds.seed());
    try (CompactionRig rig = open(newLayout(), new Model(DuplicatePolicy.LAST_ARRIVED))) {
      long first = 0;
      for (int segment = 0; segment < 7; segment++) {
        long[] times = new long[700];
        for (int i = 0; i < times.length; i++) {
          times[i] = first++;
        }
        rig.append(times, new int[times.length], random);
        rig.seal();
      }
      rig.merge(0, 7);
      SegmentReader merged = rig.shelf.segments().get(0);
      assertThat(merged.blockCount()).isEqualTo(5);
      for (int block = 0; block < 4; block++) {
        assertThat(merged.statistic(BlockColumn.COUNT, block)).isEqualTo(BlockBuffer.CAPACITY);
      }
      assertThat(merged.firstPosition()).isZero();
      assertThat(merged.lastPosition()).isEqualTo(6);
    }
  }

  @Test
  void aPinnedViewGoesOnReadingWhatWasReplaced() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
    try (CompactionRig rig = open(layout, model)) {
      for (int i = 0; i < 3; i++) {
        rig.sealRandom(random, 5_000, 10_000);
      }
      View before = rig.views.pin();
      rig.merge(0, 3);
      assertThat(files(layout)).hasSize(4);
      assertThat(before.segmentCount()).isEqualTo(3);
      CompactionRig.check(before, model, "the view from before");
      rig.check("the new view");
      assertThat(rig.compactor.doWork()).isZero();
      before.release();
      assertThat(rig.compactor.doWork()).isPositive();
      assertThat(files(layout)).containsExactly("seg-0000000004.seg");
      assertThat(rig.compactor.doWork()).isZero();
      rig.check("files gone");
    }
  }

  @Test
  void aReaderOfAnotherProcessGoesOnReadingFilesThatAreGone() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    Model model = new Model(DuplicatePolicy.FIRST_ARRIVED);
    try (CompactionRig rig = open(layout, model)) {
      rig.sealRandom(random, 6_000, 9_000);
      rig.sealRandom(random, 6_000, 9_000);
      try (StoreContents other = StoreContents.openReadOnly(SystemFileOps.INSTANCE, layout)) {
        rig.merge(0, 2);
        assertThat(files(layout)).containsExactly("seg-0000000003.seg");
        // columns are read on first use: from files without a name
        View view = View.ofSegments(other.catalog(), other.segments(), false);
        CompactionRig.check(view, model, "read without a name");
        view.release();
      }
    }
  }

  @Test
  void leftoversAreRemovedAndTheirNamesNotUsedAgain() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
    byte[] replaced;
    try (CompactionRig rig = open(layout, model)) {
      for (int i = 0; i < 3; i++) {
        rig.sealRandom(random, 2_000, 3_000);
      }
      replaced = Files.readAllBytes(layout.segment("seg-0000000002.seg"));
      rig.merge(1, 3);
      assertThat(files(layout)).containsExactly("seg-0000000001.seg", "seg-0000000004.seg");
    }
    // killed before the replaced one was deleted, and in the midst of two others
    Files.write(layout.segment("seg-0000000002.seg"), replaced);
    Files.write(layout.segment("seg-0000000007.seg"), replaced);
    Files.write(layout.segment("seg-0000000006.seg.tmp"), new byte[100]);
    try (CompactionRig rig = open(layout, model)) {
      assertThat(files(layout)).containsExactly("seg-0000000001.seg", "seg-0000000004.seg");
      rig.check("reopened");
      rig.sealRandom(random, 100, 3_000);
      rig.merge(0, 3);
      rig.check("merged");
      assertThat(files(layout)).containsExactly("seg-0000000009.seg");
    }
  }

  @Test
  void closingInTheMidstOfAMergeLeavesNothingOfIt() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
    try (CompactionRig rig = open(layout, model)) {
      rig.sealRandom(random, 2_000, 3_000);
      rig.sealRandom(random, 2_000, 3_000);
      rig.begin(0, 2);
      assertThat(files(layout)).contains("seg-0000000003.seg.tmp");
    }
    assertThat(files(layout)).containsExactly("seg-0000000001.seg", "seg-0000000002.seg");
    try (CompactionRig rig = open(layout, model)) {
      rig.check("reopened");
    }
  }

  @Test
  void closingUnderAPinnedViewDeletesWhatWasReplaced() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
    try (CompactionRig rig = open(layout, model)) {
      rig.sealRandom(random, 2_000, 3_000);
      rig.sealRandom(random, 2_000, 3_000);
      rig.views.pin();
      rig.merge(0, 2);
      assertThat(files(layout)).hasSize(3);
    }
    assertThat(files(layout)).containsExactly("seg-0000000003.seg");
  }

  @Test
  void waitsWhileAHeadIsToBeSealedOrTheJournalToBeIndexed() {
    Random random = new Random(Seeds.seed());
    try (CompactionRig rig = open(newLayout(), new Model(DuplicatePolicy.LAST_ARRIVED))) {
      rig.sealRandom(random, 2_000, 3_000);
      rig.sealRandom(random, 2_000, 3_000);
      rig.begin(0, 2);
      rig.appendRandom(random, 10, 10);
      rig.heads.tryFreeze();
      assertThat(rig.compactor.doWork()).isZero();
      assertThat(rig.segments()).isEqualTo(2);
      rig.sealer.doWork();
      while (rig.compactor.doWork() > 0) {
        assertThat(rig.progress.hasFailed()).isFalse();
      }
      assertThat(rig.segments()).isEqualTo(2);
      rig.check("sealed, then merged");
    }
  }

  @Test
  void aDiskWithoutRoomForAMergeIsLeftInPeace() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    AtomicLong usable = new AtomicLong(1 << 20);
    try (CompactionRig rig =
        new CompactionRig(withRoom(usable), layout, new Model(DuplicatePolicy.LAST_ARRIVED))) {
      rig.sealRandom(random, 2_000, 3_000);
      rig.sealRandom(random, 2_000, 3_000);
      rig.tryMerge(0, 2);
      assertThat(rig.told).isEmpty();
      assertThat(files(layout)).hasSize(2);
      usable.set(1L << 40);
      rig.sealRandom(random, 2_000, 3_000);
      rig.merge(0, 2);
      assertThat(files(layout)).hasSize(2);
      rig.check("merged");
    }
  }

  /** Files on a disk that has so many bytes left. */
  private static FileOps withRoom(AtomicLong usable) {
    return (FileOps)
        Proxy.newProxyInstance(
            FileOps.class.getClassLoader(),
            new Class<?>[] {FileOps.class},
            (proxy, method, arguments) ->
                method.getName().equals("usableBytes")
                    ? usable.get()
                    : method.invoke(SystemFileOps.INSTANCE, arguments));
  }

  @Test
  void aDamagedSegmentStaysAsItIsAndTheStoreGoesOn() throws IOException {
    StoreLayout layout = newLayout();
    Random random = new Random(Seeds.seed());
    try (CompactionRig rig = open(layout, new Model(DuplicatePolicy.LAST_ARRIVED))) {
      for (int i = 0; i < 3; i++) {
        rig.sealRandom(random, 2_000, 3_000);
      }
      try (RandomAccessFile file =
          new RandomAccessFile(layout.segment("seg-0000000001.seg").toFile(), "rw")) {
        file.seek(200);
        int damaged = file.read() ^ 0x55;
        file.seek(200);
        file.write(damaged);
      }
      rig.merge(0, 2);
      assertThat(rig.told).hasSize(1);
      assertThat(rig.told.get(0)).isInstanceOf(CorruptStoreException.class);
      assertThat(rig.progress.hasFailed()).isFalse();
      assertThat(files(layout)).hasSize(3).noneMatch(name -> name.endsWith(".tmp"));
      rig.sealRandom(random, 10, 3_000);
      rig.merge(1, 4);
      assertThat(rig.segments()).isEqualTo(2);
      assertThat(rig.told).hasSize(1);
    }
  }

  /** Seals three, merges them all: what the sweep of faults does. */
  private static void work(CompactionRig rig, Random random) {
    rig.sealRandom(random, 1_500, 2_000);
    rig.sealRandom(random, 1_500, 2_000);
    rig.sealRandom(random, 10, 2_000);
  }

  private void sweep(Mode mode, int step) throws IOException {
    for (long n = 1; ; n += step) {
      StoreLayout layout = newLayout();
      Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
      FaultyFileOps ops = FaultyFileOps.counting(SystemFileOps.INSTANCE);
      long before;
      long call = n;
      CompactionRig rig = new CompactionRig(ops, layout, model);
      work(rig, new Random(Seeds.seed()));
      before = ops.calls();
      ops.failNext(call, mode);
      rig.tryMerge(0, 3);
      boolean failed = ops.hasFailed();
      Throwable closing = catchThrowable(rig::close);
      List<String> calls = ops.callNames();
      String when = mode + " at call " + n + ": " + calls.get(calls.size() - 1);
      assertThat(ops.openHandles()).as(when).isZero();
      assertThat(rig.told).as(when).hasSizeLessThanOrEqualTo(1);
      if (!rig.told.isEmpty()) {
        assertThat(rig.progress.hasFailed()).as(when).isTrue();
        assertThat(rig.told.get(0)).as(when).hasStackTraceContaining("injected fault");
      }
      if (closing != null) {
        assertThat(closing).as(when).isInstanceOf(StoreException.class);
      }
      try (CompactionRig again = open(layout, model)) {
        again.check(when);
        assertThat(files(layout)).as(when).hasSize(again.segments());
        again.sealRandom(new Random(n), 10, 100);
        again.merge(0, again.segments());
        again.check(when + ", merged");
      }
      if (!failed) {
        assertThat(n).isGreaterThan(30);
        assertThat(before).isPositive();
        return;
      }
    }
  }

  @Test
  void noSingleFaultLosesOrDoublesAnything() throws IOException {
    sweep(Mode.ONCE, 1);
  }

  @Test
  void noDeathOfTheDiskLosesOrDoublesAnything() throws IOException {
    sweep(Mode.DEAD, 3);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "ONCE")
  void noFaultOfAnyKindLosesOrDoublesAnything(Mode mode) throws IOException {
    sweep(mode, 1);
  }
}
