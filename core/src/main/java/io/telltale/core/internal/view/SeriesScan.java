package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.StripColumn;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;

/**
 * Reads one series of a view in time order, duplicates resolved, without decoding what the caller
 * can decide from statistics.
 *
 * <p>A series is a list of <em>parts</em> in ascending, disjoint time: a part is either one sealed
 * block that nothing overlaps, for which the block table's statistics hold, or a stretch where
 * blocks and unsealed readings overlap and are merged.
 *
 * <p>Usage: {@code scan.open(view, series); while (scan.next()) { if (scan.isBlock() &&
 * decided(scan)) continue; scan.load(); ... }}
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once the arrays have grown to the
 * series' parts. <b>Lifetime:</b> valid while the view is pinned.
 */
public final class SeriesScan {
  private final PartPlan plan;
  private final PartMerger merger = new PartMerger();
  private final BlockBuffer buffer = new BlockBuffer();
  private View view;
  private int nextPart;
  private int part;
  private boolean merging;
  private boolean isBlock;
  private boolean loaded;

  /** Whether the buffer's seeker tells the chunk's times. */
  private boolean sought;

  private int size;

  /** Reads what is not sealed in parts of up to 1,024 readings, or more where they overlap. */
  public SeriesScan() {
    this(BlockBuffer.CAPACITY);
  }

  /**
   * Reads the newest of what is not sealed in smaller parts.
   *
   * @param sliceReadings at most so many readings, a power of two up to 1,024
   */
  public SeriesScan(int sliceReadings) {
    plan = new PartPlan(sliceReadings);
  }

  /** Aims at a series, before its first part. A series of -1 has no parts. */
  @HotPath
  public void open(View of, int series) {
    view = of;
    plan.build(of, series);
    seek(0);
  }

  public int partCount() {
    return plan.parts();
  }

  /** Time of the part's first reading. */
  @HotPath
  public long partFirstTime(int which) {
    return plan.partFirst(which);
  }

  /** Time of the part's last reading. */
  @HotPath
  public long partLastTime(int which) {
    return plan.partLast(which);
  }

  /** Whether the part is one sealed block, with statistics. */
  @HotPath
  public boolean partIsBlock(int which) {
    return plan.isBlock(which);
  }

  /** Whether a statistic of a block-part is there: a column that a segment lacks proves nothing. */
  @HotPath
  public boolean partHas(int which, BlockColumn column) {
    return view.segment(sourceOf(which)).has(column);
  }

  /** A statistic of a block-part, raw 64 bits. */
  @HotPath
  public long partStatistic(int which, BlockColumn column) {
    return view.segment(sourceOf(which))
        .statistic(column, plan.place(plan.piece(plan.start(which))));
  }

  /** Bytes that a block-part takes, encoded. */
  @HotPath
  public int partBytes(int which) {
    int block = plan.place(plan.piece(plan.start(which)));
    SegmentReader segment = view.segment(sourceOf(which));
    return segment.timeBytes(block) + segment.valueBytes(block) + segment.stripBytes(block);
  }

  private int sourceOf(int which) {
    return plan.source(plan.piece(plan.start(which)));
  }

  /** The next {@link #next} moves to this part. */
  @HotPath
  public void seek(int which) {
    nextPart = which;
    merging = false;
    part = -1;
    size = 0;
  }

  /**
   * Moves to the next chunk: a whole block-part, not decoded yet, or up to 1,024 merged readings,
   * ready. False at the end.
   */
  @HotPath
  public boolean next() {
    if (merging && merger.fill(buffer)) {
      size = buffer.count;
      return true;
    }
    merging = false;
    if (nextPart >= plan.parts()) {
      size = 0;
      return false;
    }
    part = nextPart++;
    isBlock = plan.isBlock(part);
    loaded = !isBlock;
    if (isBlock) {
      size = plan.count(plan.piece(plan.start(part)));
    } else {
      if (plan.end(part) - plan.start(part) == 1) {
        merger.load(view, plan, plan.piece(plan.start(part)), buffer);
      } else {
        merger.start(view, plan, part);
        merging = merger.fill(buffer);
      }
      size = buffer.count;
    }
    return true;
  }

  /** The part that the current chunk belongs to. */
  public int part() {
    return part;
  }

  /**
   * Whether the current chunk is a whole block-part: statistics hold, and only {@link #load}
   * decodes it.
   */
  @HotPath
  public boolean isBlock() {
    return isBlock;
  }

  /** Decodes the current chunk if it is not ready yet. */
  @HotPath
  public void load() {
    if (!loaded) {
      merger.load(view, plan, plan.piece(plan.start(part)), buffer);
      loaded = true;
    }
  }

  /**
   * Makes {@link #strips}, {@link #time} and {@link #countUpTo} tell of the current chunk; only
   * what they need is read.
   */
  @HotPath
  public void openChunk() {
    sought = false;
    if (loaded) {
      buffer.strips().clear();
    } else {
      segment().open(block(), buffer);
    }
  }

  private void seekTimes() {
    if (loaded) {
      buffer.seekDecodedTimes();
    } else {
      segment().seekTimes(block(), buffer);
    }
    sought = true;
  }

  /** After {@link #openChunk}: decodes the times if they are not ready yet. */
  @HotPath
  public void loadTimes() {
    if (!loaded) {
      segment().readTimes(block(), buffer);
    }
  }

  /**
   * After {@link #openChunk}: decodes those values from the first to before the end if they are not
   * ready yet; what the others are is not said.
   */
  @HotPath
  public void loadValues(int first, int end) {
    if (!loaded) {
      segment().readValues(block(), first, end, buffer);
    }
  }

  private SegmentReader segment() {
    return view.segment(sourceOf(part));
  }

  private int block() {
    return plan.place(plan.piece(plan.start(part)));
  }

  /** After {@link #openChunk}: the time of one reading. */
  @HotPath
  public long time(int reading) {
    if (!sought) {
      seekTimes();
    }
    return buffer.timeSeeker().time(reading);
  }

  /** After {@link #openChunk}: how many readings are not later than a time. */
  @HotPath
  public int countUpTo(long limit) {
    if (!sought) {
      seekTimes();
    }
    return buffer.timeSeeker().countUpTo(limit);
  }

  /** After {@link #openChunk}: what is known of its strips. */
  public StripColumn strips() {
    return buffer.strips();
  }

  /** Readings in the current chunk; known for a block without {@link #load}. */
  @HotPath
  public int size() {
    return size;
  }

  /**
   * After {@link #load}: times, strictly ascending; the first {@link #size} are valid until the
   * next move.
   */
  @HotPath
  public long[] times() {
    return buffer.times;
  }

  /** After {@link #load}: values as the bits of the channel's kind. */
  @HotPath
  public long[] values() {
    return buffer.values;
  }
}
