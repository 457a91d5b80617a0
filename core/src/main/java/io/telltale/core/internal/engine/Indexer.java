package io.telltale.core.internal.engine;

import io.telltale.core.HotPath;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.journal.Frame;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JournalReader;
import io.telltale.core.internal.view.ReadingTap;
import org.agrona.concurrent.Agent;

/**
 * Tails the journal and routes each reading to its series' head. When sealing lags it waits, and
 * the lag lies on disk; while it waits, and while all is indexed and someone waits for sealing, it
 * helps the sealer.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a step allocates nothing but state lines of
 * new series.
 */
public final class Indexer implements Agent {
  /** State lines and current pages of more series do not fit into a core's cache. */
  private static final int SERIES_IN_CACHE = 1 << 14;

  private final JournalReader reader;
  private final Catalog catalog;
  private final Heads heads;
  private final Progress progress;
  private final SharedSealing sealing;
  private final Frame frame = new Frame();
  private final long leftEnd;
  private long waiting = Journal.NONE;
  private volatile ReadingTap tap = ReadingTap.NONE;

  /**
   * Makes one.
   *
   * @param leftEnd position of the last frame that a process before left: up to there readings of
   *     unknown series are left out, for the catalog may have lost them
   */
  Indexer(
      JournalReader reader,
      long leftEnd,
      Catalog catalog,
      Heads heads,
      Progress progress,
      SharedSealing sealing) {
    this.reader = reader;
    this.leftEnd = leftEnd;
    this.catalog = catalog;
    this.heads = heads;
    this.progress = progress;
    this.sealing = sealing;
  }

  /**
   * Says who hears of every frame that begins from now on.
   *
   * @throws IllegalStateException when someone else does
   */
  synchronized void tap(ReadingTap newTap) {
    ReadingTap.requireFree(tap, newTap);
    tap = newTap;
  }

  @Override
  @HotPath
  public int doWork() {
    if (progress.hasFailed()) {
      return 0;
    }
    try {
      return step();
    } catch (RuntimeException | Error fault) {
      progress.fail(fault);
      return 0;
    }
  }

  private int step() {
    int work = 0;
    if (waiting == Journal.NONE) {
      waiting = reader.poll(frame);
    }
    if (waiting != Journal.NONE && heads.makeRoom(frame.count(), catalog.seriesCount())) {
      index();
      work = frame.count();
    } else if (waiting != Journal.NONE || progress.sealRequested() > progress.sealed()) {
      work = sealing.help();
    }
    if (sealIsDue() && heads.tryFreeze()) {
      work++;
    }
    return work;
  }

  private boolean sealIsDue() {
    long wanted = progress.sealRequested();
    HeadArena active = heads.active();
    return wanted != Journal.NONE
        && progress.indexed() >= wanted
        && !active.isEmpty()
        && active.firstPosition() <= wanted;
  }

  private void index() {
    int known = catalog.seriesCount();
    boolean whole = frame.hasSeriesBelow(known);
    if (!whole && waiting > leftEnd) {
      throw reader.damaged("a reading of a series that the catalog does not know");
    }
    ReadingTap hears = tap;
    boolean done = false;
    hears.beginFrame();
    try {
      index(heads.active(), known, whole, hears);
      done = true;
    } finally {
      if (done) {
        hears.endFrame();
      } else {
        hears.abandonFrame();
      }
    }
    progress.indexed(waiting, frame.count(), frame.bytes().limit());
    waiting = Journal.NONE;
  }

  private void index(HeadArena head, int known, boolean whole, ReadingTap hears) {
    int[] series = frame.series();
    long[] times = frame.times();
    long[] values = frame.values();
    int count = frame.count();
    long newest = Long.MIN_VALUE;
    for (int from = 0; from < count; ) {
      int taken = frame.take(from);
      int n = whole ? taken : frame.keepKnown(taken, known);
      if (known > SERIES_IN_CACHE) {
        head.fetch(series, n);
      }
      for (int i = 0; i < n; i++) {
        head.append(series[i], times[i], values[i]);
        newest = Math.max(newest, times[i]);
      }
      hears.readings(series, times, values, n);
      from += taken;
    }
    head.endFrame(waiting, count, frame.bytes().limit(), newest);
  }

  @Override
  public String roleName() {
    return "telltale-indexer";
  }

  @Override
  public void onClose() {
    reader.close();
  }
}
