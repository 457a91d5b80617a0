package io.telltale.query.internal.scan;

import io.telltale.core.internal.codec.StripColumn;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.View;

/**
 * The parts of a series in a store.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * reused; valid while the view it was opened with is pinned.
 */
public final class StoreParts implements Parts {
  private final SeriesScan scan;

  /** Reads what is not sealed in parts of up to 1,024 readings, or more where they overlap. */
  public StoreParts() {
    scan = new SeriesScan();
  }

  /** Reads what is not sealed in smaller parts, of at most so many readings. */
  public StoreParts(int sliceReadings) {
    scan = new SeriesScan(sliceReadings);
  }

  /** Aims at a series, before its first part. */
  public void open(View view, int series) {
    scan.open(view, series);
  }

  @Override
  public int count() {
    return scan.partCount();
  }

  @Override
  public long firstTime(int part) {
    return scan.partFirstTime(part);
  }

  @Override
  public long lastTime(int part) {
    return scan.partLastTime(part);
  }

  @Override
  public boolean isBlock(int part) {
    return scan.partIsBlock(part);
  }

  @Override
  public boolean has(int part, BlockColumn column) {
    return scan.partHas(part, column);
  }

  @Override
  public long statistic(int part, BlockColumn column) {
    return scan.partStatistic(part, column);
  }

  @Override
  public int bytes(int part) {
    return scan.partBytes(part);
  }

  @Override
  public void seek(int part) {
    scan.seek(part);
  }

  @Override
  public boolean next() {
    return scan.next();
  }

  @Override
  public int part() {
    return scan.part();
  }

  @Override
  public boolean chunkIsBlock() {
    return scan.isBlock();
  }

  @Override
  public void load() {
    scan.load();
  }

  @Override
  public void open() {
    scan.openChunk();
  }

  @Override
  public void loadTimes() {
    scan.loadTimes();
  }

  @Override
  public void loadValues(int first, int end) {
    scan.loadValues(first, end);
  }

  @Override
  public long time(int reading) {
    return scan.time(reading);
  }

  @Override
  public int countUpTo(long limit) {
    return scan.countUpTo(limit);
  }

  @Override
  public StripColumn strips() {
    return scan.strips();
  }

  @Override
  public int size() {
    return scan.size();
  }

  @Override
  public long[] times() {
    return scan.times();
  }

  @Override
  public long[] values() {
    return scan.values();
  }
}
