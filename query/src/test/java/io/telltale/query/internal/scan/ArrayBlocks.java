package io.telltale.query.internal.scan;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.BlockColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a segment has of a channel, made by hand; its rows and blocks do not begin at 0. */
public final class ArrayBlocks implements ChannelBlocks {
  private static final int FIRST_ROW = 3;
  private static final int FIRST_BLOCK = 5;

  private final ArrayParts parts;
  private final BlockColumn[] missing;
  private final List<Integer> devices = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  /** A segment without those columns. */
  public ArrayBlocks(Kind kind, BlockColumn... missing) {
    this.missing = missing;
    parts = new ArrayParts(kind);
    for (int block = 0; block < FIRST_BLOCK; block++) {
      // of another channel: whoever looks at it goes astray
      parts.block(new long[] {-1_000_000, 1_000_000}, new long[] {0, -1L >>> 12}, missing);
    }
  }

  /** Begins the row of a device. */
  public ArrayBlocks row(int device) {
    devices.add(device);
    ends.add(parts.count());
    return this;
  }

  /** Adds a block to the last row. */
  public ArrayBlocks block(long[] times, long[] values) {
    parts.block(times, values, missing);
    ends.set(ends.size() - 1, parts.count());
    return this;
  }

  @Override
  public int firstRow() {
    return FIRST_ROW;
  }

  @Override
  public int endRow() {
    return FIRST_ROW + devices.size();
  }

  @Override
  public int device(int row) {
    return devices.get(row - FIRST_ROW);
  }

  @Override
  public int firstBlock(int row) {
    return row == FIRST_ROW ? FIRST_BLOCK : ends.get(row - FIRST_ROW - 1);
  }

  @Override
  public int endBlock(int row) {
    return ends.get(row - FIRST_ROW);
  }

  @Override
  public int rowOf(int block) {
    int row = FIRST_ROW;
    while (endBlock(row) <= block) {
      row++;
    }
    return row;
  }

  @Override
  public long[] column(BlockColumn column) {
    if (Arrays.asList(missing).contains(column)) {
      return null;
    }
    long[] rows = new long[parts.count()];
    Arrays.setAll(rows, block -> parts.statistic(block, column));
    return rows;
  }

  @Override
  public int count() {
    return parts.count();
  }

  @Override
  public long firstTime(int block) {
    return parts.firstTime(block);
  }

  @Override
  public long lastTime(int block) {
    return parts.lastTime(block);
  }

  @Override
  public boolean isBlock(int block) {
    return true;
  }

  @Override
  public boolean has(int block, BlockColumn column) {
    return parts.has(block, column);
  }

  @Override
  public long statistic(int block, BlockColumn column) {
    return parts.statistic(block, column);
  }
}
