package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.Kind;
import io.telltale.core.StoreLimits;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.engine.CompactionPolicy.Run;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalReader;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.Views;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.CloseHelper;

/**
 * Sealer and compactor without a journal, stepped by the test, which says what is merged; and a
 * plain model of what the store must hold, which outlives the store's being opened again.
 */
final class CompactionRig implements AutoCloseable {
  static final int SERIES = 6;
  private static final int FRAME = 1_000;

  /** What was sealed, by series: a rig that opens the same folder goes on with it. */
  static final class Model {
    final List<TreeMap<Long, Long>> readings = new ArrayList<>();
    final boolean lastWins;
    long appended;
    long position = -1;

    Model(DuplicatePolicy policy) {
      lastWins = policy == DuplicatePolicy.LAST_ARRIVED;
      for (int s = 0; s < SERIES; s++) {
        readings.add(new TreeMap<>());
      }
    }
  }

  final List<Throwable> told = new ArrayList<>();
  final Progress progress;
  final SegmentShelf shelf;
  final Heads heads;
  final Views views;
  final Sealer sealer;
  final Compactor compactor;
  private final RetiredSegments retired;
  private final StoreContents contents;
  private final Model model;
  private Run next;
  private SegmentReader first;

  CompactionRig(FileOps ops, StoreLayout layout, Model model) {
    this.model = model;
    DuplicatePolicy policy =
        model.lastWins ? DuplicatePolicy.LAST_ARRIVED : DuplicatePolicy.FIRST_ARRIVED;
    contents = StoreContents.openForWriting(ops, layout, policy, StoreLimits.DEFAULTS);
    Catalog catalog = contents.catalog();
    Journal journal = new IndexedJournal();
    progress = new Progress(journal, contents.manifest().sealedPosition(), told::add);
    views = new Views(catalog, model.lastWins, contents.segments());
    heads = new Heads(views, 1 << 20);
    shelf = new SegmentShelf(ops, layout, contents);
    retired = new RetiredSegments(shelf::drop);
    MemoryAhead ahead = new MemoryAhead(journal, heads, false);
    SealingPace pace = new SealingPace(journal, progress, heads, ahead, false, 1);
    SharedSealing sharing = new SharedSealing(BatchEncoder::new, BatchEncoder::new);
    sealer =
        new Sealer(
            shelf, catalog, journal, heads, views, progress, pace, ahead, sharing, model.lastWins);
    compactor =
        new Compactor(
            shelf,
            catalog,
            journal,
            heads,
            views,
            progress,
            sizes -> next,
            retired,
            model.lastWins,
            true);
    register(catalog);
  }

  private static void register(Catalog catalog) {
    if (catalog.seriesCount() == 0) {
      int channel = catalog.registerChannel(ChannelSpec.of("c", Kind.LONG)).id();
      int other = catalog.registerChannel(ChannelSpec.of("b", Kind.LONG)).id();
      for (int s = 0; s < SERIES; s++) {
        // ids of series are not in the order of segments
        int device = catalog.registerDevice("d" + s / 2);
        catalog.registerSeries(device, s % 2 == 0 ? other : channel);
      }
      catalog.flush();
    }
  }

  /** Puts one frame into the active head. */
  void append(long[] times, int[] series, Random random) {
    assertThat(heads.makeRoom(times.length, SERIES)).isTrue();
    model.position++;
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < times.length; i++) {
      long value = random.nextLong();
      heads.active().append(series[i], times[i], value);
      newest = Math.max(newest, times[i]);
      if (model.lastWins) {
        model.readings.get(series[i]).put(times[i], value);
      } else {
        model.readings.get(series[i]).putIfAbsent(times[i], value);
      }
    }
    heads.active().endFrame(model.position, times.length, 20 * times.length, newest);
    model.appended += times.length;
    progress.indexed(model.position, times.length, 20 * times.length);
  }

  /** Readings at random times up to a range, many of them late or there already. */
  void appendRandom(Random random, int readings, int range) {
    for (int left = readings; left > 0; left -= FRAME) {
      appendFrame(random, Math.min(left, FRAME), range);
    }
  }

  private void appendFrame(Random random, int readings, int range) {
    long[] times = new long[readings];
    int[] series = new int[readings];
    int devices = 1 + random.nextInt(SERIES);
    for (int i = 0; i < readings; i++) {
      times[i] = random.nextInt(range);
      series[i] = random.nextInt(devices);
    }
    append(times, series, random);
  }

  void seal() {
    assertThat(heads.tryFreeze()).isTrue();
    assertThat(sealer.doWork()).isPositive();
    assertThat(progress.hasFailed()).isFalse();
  }

  void sealRandom(Random random, int readings, int range) {
    appendRandom(random, readings, range);
    seal();
  }

  /** Begins to merge these. */
  void begin(int from, int to) {
    first = shelf.segments().get(from);
    next = new Run(from, to);
    assertThat(compactor.doWork()).isPositive();
    next = null;
  }

  /** Merges these whole. */
  void merge(int from, int to) {
    begin(from, to);
    finish();
  }

  /** As {@link #merge}, as far as files let it. */
  void tryMerge(int from, int to) {
    first = shelf.segments().get(from);
    next = new Run(from, to);
    compactor.doWork();
    next = null;
    finish();
  }

  /** Goes on until the merge is in the manifest, and no further: the next one may begin at once. */
  void finish() {
    while (shelf.segments().contains(first) && compactor.doWork() > 0) {
      assertThat(heads.frozen()).isNull();
    }
    retired.sweep();
  }

  int segments() {
    return shelf.segments().size();
  }

  /** Compares the current view with the model. */
  void check(String when) {
    View view = views.pin();
    try {
      check(view, model, when);
    } finally {
      view.release();
    }
  }

  static void check(View view, Model model, String when) {
    SeriesScan scan = new SeriesScan();
    long appended = 0;
    for (int s = 0; s < SERIES; s++) {
      TreeMap<Long, Long> found = new TreeMap<>();
      long count = 0;
      scan.open(view, s);
      while (scan.next()) {
        scan.load();
        for (int i = 0; i < scan.size(); i++) {
          found.put(scan.times()[i], scan.values()[i]);
          count++;
        }
      }
      assertThat(found).as(when + ", series " + s).isEqualTo(model.readings.get(s));
      assertThat(count).as(when + ", series " + s).isEqualTo(found.size());
    }
    for (int i = 0; i < view.segmentCount(); i++) {
      appended += view.segment(i).appended();
    }
    for (int i = 0; i < view.headCount(); i++) {
      appended += view.head(i).appended();
    }
    assertThat(appended).as(when + ", appended").isEqualTo(model.appended);
  }

  @Override
  public void close() {
    CloseHelper.closeAll(compactor::onClose, views::close, contents.catalog());
  }

  /** A journal whose every frame is in a head already. */
  private final class IndexedJournal implements Journal {
    @Override
    public boolean prepare() {
      return false;
    }

    @Override
    public long append(ByteBuffer frame) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void indexed(long readings) {}

    @Override
    public long appendedReadings() {
      return model.appended;
    }

    @Override
    public long appendedBytes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long lastPosition() {
      return progress.indexed();
    }

    @Override
    public JournalReader readAfter(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop(Throwable cause) {}

    @Override
    public void deleteThrough(long position) {}

    @Override
    public void closeAfter(long sealedPosition) {}

    @Override
    public void close() {}
  }
}
