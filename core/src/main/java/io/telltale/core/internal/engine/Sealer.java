package io.telltale.core.internal.engine;

import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.head.SliceReader;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.segment.SegmentReader;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.Views;
import java.util.Arrays;
import org.agrona.concurrent.Agent;

/**
 * Turns a frozen head into a segment: written and forced, then named by a new manifest, then shown
 * to queries; only then does the journal let go of what it holds.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Sealer implements Agent {
  /** Series whose pages are fetched at once. */
  private static final int TOGETHER = 8;

  private final SegmentShelf shelf;
  private final Catalog catalog;
  private final Journal journal;
  private final Heads heads;
  private final Views views;
  private final Progress progress;
  private final SealingPace pace;
  private final boolean lastWins;
  private final int[] together = new int[TOGETHER];
  private final int[] pages = new int[TOGETHER];
  private final SliceReader slices = new SliceReader();
  private final BlockBuffer block = new BlockBuffer();
  private final SeriesBlocks blocks = new SeriesBlocks();

  Sealer(
      SegmentShelf shelf,
      Catalog catalog,
      Journal journal,
      Heads heads,
      Views views,
      Progress progress,
      SealingPace pace,
      boolean lastWins) {
    this.shelf = shelf;
    this.catalog = catalog;
    this.journal = journal;
    this.heads = heads;
    this.views = views;
    this.progress = progress;
    this.pace = pace;
    this.lastWins = lastWins;
  }

  @Override
  public int doWork() {
    HeadArena frozen = heads.frozen();
    if (frozen == null || progress.hasFailed()) {
      return 0;
    }
    try {
      seal(frozen);
    } catch (RuntimeException | Error fault) {
      progress.fail(fault);
    }
    return 1;
  }

  private void seal(HeadArena frozen) {
    long position = frozen.lastPosition();
    long readings = frozen.appended();
    long bytes = frozen.frameBytes();
    SegmentReader segment = shelf.write(frozen, this::writeBlocks, catalog.force());
    views.replaceHead(frozen, segment);
    heads.sealed();
    progress.sealed(position, readings, bytes);
    journal.deleteThrough(position);
  }

  private void writeBlocks(HeadArena frozen, SegmentWriter writer) {
    View view = View.ofHead(catalog, frozen, lastWins);
    try {
      long[] keys = segmentOrder(frozen.series());
      for (int from = 0; from < keys.length; from += TOGETHER) {
        int n = Math.min(TOGETHER, keys.length - from);
        for (int i = 0; i < n; i++) {
          long key = keys[from + i];
          together[i] = catalog.findSeries((int) key, (int) (key >>> 32));
        }
        frozen.fetchPages(together, pages, n);
        for (int i = 0; i < n; i++) {
          pace.await(frozen.count(together[i]));
          writeSeries(view, frozen, together[i], writer);
        }
      }
    } finally {
      view.release();
    }
  }

  /** Keys (channel, device) in ascending order: how a segment is ordered. */
  private long[] segmentOrder(int[] series) {
    long[] keys = new long[series.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) catalog.seriesChannel(series[i]) << 32 | catalog.seriesDevice(series[i]);
    }
    Arrays.sort(keys);
    return keys;
  }

  private void writeSeries(View view, HeadArena frozen, int series, SegmentWriter writer) {
    int device = catalog.seriesDevice(series);
    int channel = catalog.seriesChannel(series);
    Kind kind = catalog.channel(channel).kind();
    if (frozen.count(series) > BlockBuffer.CAPACITY) {
      blocks.begin(view, series, device, channel, kind, writer);
      blocks.writeAll();
      return;
    }
    writer.beginSeries(series, device, channel, kind);
    slices.loadAll(frozen, series, lastWins, block);
    writer.addBlock(block.times, block.values, block.count);
    writer.endSeries();
  }

  @Override
  public String roleName() {
    return "telltale-sealer";
  }
}
