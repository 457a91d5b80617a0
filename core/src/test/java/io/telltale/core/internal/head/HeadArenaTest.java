package io.telltale.core.internal.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.core.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadArenaTest {
  private static final int BYTES = 1 << 20;
  private static final int READINGS = 80_000;

  private final SliceReader slices = new SliceReader();
  private final BlockBuffer buffer = new BlockBuffer();

  /** Readings of a series in order of slices, each slice sorted; checks the slices' bounds. */
  private List<Long> read(HeadArena arena, int series) {
    List<Long> found = new ArrayList<>();
    slices.open(arena, series);
    while (slices.next()) {
      slices.load(arena, slices.slicePlace(), slices.sliceCount(), true, buffer);
      assertThat(buffer.times[0]).isEqualTo(slices.firstTime());
      assertThat(buffer.times[buffer.count - 1]).isEqualTo(slices.lastTime());
      for (int i = 0; i < buffer.count; i++) {
        found.add(buffer.times[i]);
        assertThat(buffer.values[i]).isEqualTo(~buffer.times[i]);
      }
    }
    return found;
  }

  @Test
  void keepsManySeriesWithChainsOfAnyLength() {
    Seeds.run(10, this::keepsManySeries);
  }

  private void keepsManySeries(Random random) {
    HeadArena arena = new HeadArena(BYTES);
    arena.fitTo(1 << random.nextInt(20));
    Map<Integer, List<Long>> model = new HashMap<>();
    int[] ids = {0, 1, 5, 16_383, 16_384, 16_385, 70_000};
    for (int i = 0; arena.hasRoomFor(1, 1) && i < 40_000; i++) {
      int series = ids[Math.min(ids.length - 1, (int) Math.abs(random.nextGaussian() * 3))];
      arena.append(series, i, ~i);
      model.computeIfAbsent(series, s -> new ArrayList<>()).add((long) i);
    }
    for (int series : ids) {
      List<Long> wanted = model.getOrDefault(series, List.of());
      assertThat(arena.count(series)).isEqualTo(wanted.size());
      assertThat(read(arena, series)).as("series " + series).isEqualTo(wanted);
      assertThat(arena.isOrdered(series)).isTrue();
    }
    assertThat(arena.count(2)).isZero();
    assertThat(arena.count(1_000_000)).isZero();
    assertThat(Arrays.stream(arena.series()).boxed())
        .containsExactlyInAnyOrderElementsOf(model.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 128",
    "128, 128",
    "129, 64",
    "512, 32",
    "1024, 16",
    "2048, 8",
    "4096, 4",
    "1000000, 4"
  })
  void isFullWhenEveryPageIsTakenAndWorksToTheLastSlot(int series, int pageReadings) {
    HeadArena arena = new HeadArena(BYTES);
    arena.fitTo(series);
    int gap = pageReadings == 128 ? 64 : 0;
    int pages = BYTES / (16 * pageReadings + gap);
    assertThat(1 << arena.pageShift()).isEqualTo(pageReadings);
    assertThat(arena.hasRoomFor(pages, pages)).isTrue();
    assertThat(arena.hasRoomFor(pages + 1, pages + 1)).isFalse();
    for (int page = 0; page < pages; page++) {
      arena.append(page, 0, ~0L);
    }
    assertThat(arena.hasRoomFor(1, 1)).isFalse();
    for (long time = 1; time < pageReadings; time++) {
      arena.append(pages - 1, time, ~time);
    }
    assertThat(read(arena, pages - 1)).hasSize(pageReadings);
    assertThat(read(arena, 0)).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource({"1, 7", "100000, 2"})
  void pagesOfSeveralChunksLieSideBySide(int series, int pageShift) {
    HeadArena arena = new HeadArena(HeadLayout.CHUNK_BYTES * 5L / 2);
    arena.fitTo(series);
    assertThat(arena.pageShift()).isEqualTo(pageShift);
    int readings = 0;
    while (arena.hasRoomFor(1, 1)) {
      arena.append(0, readings, ~readings);
      readings++;
    }
    assertThat(readings).isGreaterThan(2 * (HeadLayout.CHUNK_BYTES - (1 << 18)) / 16);
    assertThat(read(arena, 0)).isEqualTo(LongStream.range(0, readings).boxed().toList());
  }

  @Test
  void takesEveryFrameThatItSaysItHasRoomFor() {
    Seeds.run(20, this::takesFramesUntilItIsFull);
  }

  private void takesFramesUntilItIsFull(Random random) {
    HeadArena arena = new HeadArena(BYTES);
    int series = 1 + random.nextInt(1 << random.nextInt(16));
    arena.fitTo(series);
    int most = 1 + random.nextInt(FrameLayout.MAX_READINGS);
    int[] counts = new int[series];
    int readings = 0;
    for (int n = most; arena.hasRoomFor(n, series); n = 1 + random.nextInt(most)) {
      for (int i = 0; i < n; i++) {
        int s = random.nextInt(series);
        arena.append(s, readings, ~readings);
        counts[s]++;
        readings++;
      }
    }
    // even the largest frame found room, and little is left over
    assertThat(readings).isGreaterThan(BYTES / 16 / 8);
    assertThat(arena.isCrowded()).isTrue();
    for (int s = 0; s < series; s++) {
      assertThat(read(arena, s)).hasSize(counts[s]);
    }
  }

  @Test
  void takesTheChunksThatAnotherThreadGotReady() {
    HeadArena arena = new HeadArena(17L << 20);
    for (int round = 0; round < 2; round++) {
      arena.fitTo(3);
      int readings = 0;
      for (; arena.hasRoomFor(300, 3); readings += 300) {
        for (int i = 0; i < 300; i++) {
          arena.append(i % 3, readings + i, ~(readings + i));
        }
        arena.endFrame(readings, 300, 300, readings);
        if (readings % 7 == 0) {
          arena.prepare();
          arena.prepare();
        }
      }
      assertThat(readings).isGreaterThan(1 << 20);
      for (int s = 0; s < 3; s++) {
        List<Long> wanted = new ArrayList<>();
        for (long time = s; time < readings; time += 3) {
          wanted.add(time);
        }
        assertThat(read(arena, s).equals(wanted)).as("series " + s).isTrue();
      }
      arena.clear();
    }
    arena.close();
  }

  @Test
  void pagesOfAnotherSizeAfterAClearedUse() {
    HeadArena arena = new HeadArena(8L << 20);
    for (int series : new int[] {10, 100_000, 3, 20_000}) {
      arena.fitTo(series);
      int readings = 0;
      while (arena.hasRoomFor(1, 1)) {
        arena.append(readings % 7, readings, ~readings);
        readings++;
      }
      for (int s = 0; s < 7; s++) {
        assertThat(read(arena, s)).hasSize((readings - s + 6) / 7);
      }
      arena.clear();
    }
  }

  @Test
  void aClosedArenaHandsItsPagesOnUnlessTheyAreHeld() {
    HeadArena held = new HeadArena(4L << 20);
    append(held, 0, 1, ~1);
    held.retain();
    held.close();
    assertThat(read(held, 0)).containsExactly(1L);
    held.release();
    held.close();
    ByteBuffer chunk = ByteBuffer.allocateDirect(HeadLayout.CHUNK_BYTES);
    PageChunks.give(chunk);
    ByteBuffer taken = PageChunks.take(HeadLayout.CHUNK_BYTES);
    // Those that other arenas left come first.
    for (int others = 0; others < 1_000 && taken != chunk; others++) {
      taken = PageChunks.take(HeadLayout.CHUNK_BYTES);
    }
    assertThat(taken).isSameAs(chunk);
    HeadArena next = new HeadArena(4L << 20);
    append(next, 0, 2, ~2);
    assertThat(read(next, 0)).containsExactly(2L);
  }

  @Test
  void aClearedArenaIsAsNew() {
    HeadArena arena = new HeadArena(BYTES);
    for (int use = 0; use < 3; use++) {
      assertThat(arena.isEmpty()).isTrue();
      assertThat(arena.series()).isEmpty();
      assertThat(arena.firstPosition()).isEqualTo(-1);
      assertThat(arena.newestTime()).isEqualTo(Long.MIN_VALUE);
      assertThat(arena.appended()).isZero();
      for (int i = 0; i < 2_000; i++) {
        long time = use == 1 ? -i : i;
        append(arena, 3 + use, time, ~time);
        append(arena, 20_000, time, ~time);
      }
      arena.endFrame(10 + use, 4_000, 60_000, 1_999);
      assertThat(arena.firstPosition()).isEqualTo(10 + use);
      assertThat(arena.lastPosition()).isEqualTo(10 + use);
      assertThat(arena.appended()).isEqualTo(4_000);
      assertThat(arena.isOrdered(20_000)).isEqualTo(use != 1);
      assertThat(arena.count(20_000)).isEqualTo(2_000);
      assertThat(read(arena, 20_000)).hasSize(2_000);
      assertThat(arena.count(2 + use)).isZero();
      arena.retain();
      assertThatThrownBy(arena::clear).isInstanceOf(IllegalStateException.class);
      arena.release();
      arena.clear();
      assertThat(arena.count(20_000)).isZero();
    }
  }

  @Test
  void aTimeThatDoesNotAscendIsNoted() {
    HeadArena arena = new HeadArena(BYTES);
    append(arena, 0, 5, ~5);
    assertThat(arena.isOrdered(0)).isTrue();
    append(arena, 0, 5, ~5);
    assertThat(arena.isOrdered(0)).isFalse();
    append(arena, 1, Long.MIN_VALUE, ~Long.MIN_VALUE);
    append(arena, 1, Long.MAX_VALUE, ~Long.MAX_VALUE);
    assertThat(arena.isOrdered(1)).isTrue();
    append(arena, 1, 0, ~0L);
    assertThat(arena.isOrdered(1)).isFalse();
    assertThat(read(arena, 1)).containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
  }

  @Test
  void slicesOfLateReadingsHoldThemAll() {
    Seeds.run(
        20,
        random -> {
          HeadArena arena = new HeadArena(BYTES);
          TreeMap<Long, Long> model = new TreeMap<>();
          int n = random.nextInt(5_000);
          for (int i = 0; i < n; i++) {
            long time = random.nextInt(10) == 0 ? random.nextInt(5_000) : i;
            append(arena, 0, time, ~time);
            model.put(time, ~time);
          }
          List<Long> found = read(arena, 0);
          assertThat(found.stream().distinct().sorted().toList())
              .isEqualTo(List.copyOf(model.keySet()));
        });
  }

  /** Readers beside the writer see, of each series, exactly the first n readings. */
  @Test
  void readersSeePrefixesWhileTheWriterAppends() throws Exception {
    int series = 5;
    int ids = 17_000;
    HeadArena arena = new HeadArena(8 << 20);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> reader =
          () -> {
            int looks = 0;
            int[] seen = new int[series];
            SliceReader slice = new SliceReader();
            BlockBuffer into = new BlockBuffer();
            boolean last;
            do {
              last = done.get();
              for (int s = 0; s < series; s++) {
                seen[s] = checkPrefix(arena, slice, into, s * ids / series, s, seen[s]);
              }
              looks++;
            } while (!last);
            assertThat(seen).containsOnly(READINGS);
            return looks;
          };
      Future<Integer> one = readers.submit(reader);
      Future<Integer> other = readers.submit(reader);
      for (int i = 0; i < READINGS; i++) {
        for (int s = 0; s < series; s++) {
          append(arena, s * ids / series, time(s, i), i);
        }
      }
      done.set(true);
      assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
      assertThat(other.get(60, TimeUnit.SECONDS)).isPositive();
    } finally {
      readers.shutdownNow();
    }
  }

  /** Ascending in even series, pairs turned round in odd ones: no time twice. */
  private static long time(int series, int i) {
    return series % 2 == 0 ? i : i ^ 1;
  }

  private static int checkPrefix(
      HeadArena arena, SliceReader slice, BlockBuffer into, int id, int s, int before) {
    int at = 0;
    slice.open(arena, id);
    while (slice.next()) {
      int n = slice.sliceCount();
      slice.load(arena, slice.slicePlace(), n, true, into);
      if (into.count != n) {
        throw new AssertionError("series " + s + ": " + into.count + " of " + n + " from " + at);
      }
      for (int i = 0; i < n; i++) {
        long arrival = into.values[i];
        boolean inSlice = arrival >= at && arrival < at + n;
        if (!inSlice || into.times[i] != time(s, (int) arrival)) {
          throw new AssertionError(
              "series " + s + ", slice at " + at + " of " + n + " holds reading " + arrival);
        }
      }
      at += n;
    }
    if (at < before) {
      throw new AssertionError("series " + s + " had " + before + ", now " + at);
    }
    return at;
  }

  private static void append(HeadArena arena, int series, long time, long value) {
    assertThat(arena.hasRoomFor(1, 1)).isTrue();
    arena.append(series, time, value);
  }
}
