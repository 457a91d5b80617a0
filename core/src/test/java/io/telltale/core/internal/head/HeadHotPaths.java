package io.telltale.core.internal.head;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.testkit.HotPathCoverage;

/** Cases for the head: append, and read slices in order and out of order. */
public final class HeadHotPaths {
  private static final int SERIES = 4;
  private static final int READINGS = 2_500;
  private static final int N = BlockBuffer.CAPACITY;

  private final HeadArena arena = new HeadArena(1 << 20);
  private final HeadArena filled = new HeadArena(1 << 20);
  private final MixedPages mixed = new MixedPages(1);
  private final HeadArena single = new HeadArena(1 << 20);
  private final SliceReader slices = new SliceReader();
  private final BlockBuffer buffer = new BlockBuffer();
  private final ArrivalSorter sorter = new ArrivalSorter();
  private final int[] ids = {0, 1, 2, 3};
  private final int[] pages = new int[2];
  private final long[] times = new long[N];
  private final long[] values = new long[N];
  private long clock;
  private long sink;

  private HeadHotPaths() {
    mixed.prepare(0, 2);
    if (single.hasRoomFor(1, 1)) {
      single.append(0, 1, 1);
    }
    for (int i = 0; i < READINGS; i++) {
      if (!filled.hasRoomFor(2, 2)) {
        throw new AssertionError("the arena is too small");
      }
      filled.append(0, i, i);
      filled.append(1, i % 7 == 0 ? i / 2 : i, i);
    }
  }

  /** Adds the cases. */
  public static void addTo(HotPathCoverage coverage) {
    HeadHotPaths paths = new HeadHotPaths();
    coverage.add(
        "append to a head",
        paths::append,
        1_000,
        methods(
            HeadArena.class, "fitTo", "pageShift", "fetch", "hasRoomFor", "append", "endFrame"));
    coverage.add(
        "read slices of a head",
        paths::read,
        100,
        methods(
            HeadArena.class,
            "count",
            "isOrdered",
            "firstPage",
            "nextPage",
            "time",
            "copyPage",
            "ascends",
            "fetchPages"),
        methods(SliceReader.class, "open", "next", "load", "loadAll"),
        methods(MixedPages.class, "mark", "clear", "has"));
    coverage.add("sort late readings", paths::sort, 100, methods(ArrivalSorter.class, "sort"));
  }

  private void append() {
    if (arena.isEmpty()) {
      arena.fitTo(SERIES);
    }
    if (!arena.hasRoomFor(SERIES, SERIES) || arena.pageShift() != HeadLayout.MAX_PAGE_SHIFT) {
      throw new AssertionError("the head filled up during the measurement");
    }
    arena.fetch(ids, SERIES);
    for (int series = 0; series < SERIES; series++) {
      arena.append(series, ++clock, clock);
    }
    arena.endFrame(clock, SERIES, SERIES, clock);
  }

  private void read() {
    for (int series = 0; series < 2; series++) {
      int readings = 0;
      slices.open(filled, series);
      sink += filled.ascends(filled.firstPage(series)) ? 1 : 0;
      mixed.mark(0, series);
      mixed.clear(0, series);
      sink += mixed.has(0, series) ? 1 : 0;
      while (slices.next()) {
        readings += slices.sliceCount();
        filled.fetchPages(ids, pages, 2);
        slices.load(filled, slices.slicePlace(), slices.sliceCount(), true, buffer);
        sink += buffer.count;
      }
      slices.loadAll(single, 0, true, buffer);
      sink += buffer.count;
      if (readings != READINGS || filled.isOrdered(series) != (series == 0)) {
        throw new AssertionError("readings=" + readings);
      }
    }
  }

  private void sort() {
    for (int i = 0; i < N; i++) {
      times[i] = i * 7_919L % 1_000;
      values[i] = i;
    }
    sink += sorter.sort(times, values, N, true);
  }
}
