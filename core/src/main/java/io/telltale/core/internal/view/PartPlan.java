package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.head.SliceReader;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.Arrays;

/**
 * The pieces of one series (sealed blocks and head slices, numbered in order of arrival) sorted by
 * time, and the parts that they form: neighbours that overlap belong to one part.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once the arrays have grown.
 */
final class PartPlan {
  private final SliceReader slices;
  private int pieces;
  private long[] pieceFirst = new long[16];
  private long[] pieceLast = new long[16];
  private int[] pieceCount = new int[16];

  /** Index of the segment, or {@code ~index} of the head. */
  private int[] pieceSource = new int[16];

  /** Block within the segment, or place of the slice. */
  private int[] piecePlace = new int[16];

  private int[] order = new int[16];
  private int[] orderScratch = new int[16];

  private int parts;
  private int[] partStart = new int[17];
  private long[] partLast = new long[16];

  /** Plans with slices of heads of up to so many readings. */
  PartPlan(int sliceReadings) {
    slices = new SliceReader(sliceReadings);
  }

  @HotPath
  void build(View view, int series) {
    pieces = 0;
    if (series >= 0) {
      for (int s = 0; s < view.segmentCount(); s++) {
        addBlocks(view.segment(s), s, series);
      }
      for (int h = 0; h < view.headCount(); h++) {
        addSlices(view.head(h), ~h, series);
      }
    }
    sortPieces();
    formParts();
  }

  private void addBlocks(SegmentReader segment, int source, int series) {
    int row = segment.directoryRow(series);
    if (row < 0) {
      return;
    }
    int end = segment.directoryEndBlock(row);
    for (int block = segment.directoryFirstBlock(row); block < end; block++) {
      add(
          segment.statistic(BlockColumn.T0, block),
          segment.statistic(BlockColumn.T1, block),
          (int) segment.statistic(BlockColumn.COUNT, block),
          source,
          block);
    }
  }

  private void addSlices(HeadArena head, int source, int series) {
    slices.open(head, series);
    while (slices.next()) {
      add(slices.firstTime(), slices.lastTime(), slices.sliceCount(), source, slices.slicePlace());
    }
  }

  private void add(long first, long last, int count, int source, int place) {
    if (pieces == pieceFirst.length) {
      grow();
    }
    pieceFirst[pieces] = first;
    pieceLast[pieces] = last;
    pieceCount[pieces] = count;
    pieceSource[pieces] = source;
    piecePlace[pieces] = place;
    pieces++;
  }

  private void grow() {
    int size = pieces * 2;
    pieceFirst = Arrays.copyOf(pieceFirst, size);
    pieceLast = Arrays.copyOf(pieceLast, size);
    pieceCount = Arrays.copyOf(pieceCount, size);
    pieceSource = Arrays.copyOf(pieceSource, size);
    piecePlace = Arrays.copyOf(piecePlace, size);
    order = new int[size];
    orderScratch = new int[size];
    partStart = new int[size + 1];
    partLast = new long[size];
  }

  private void sortPieces() {
    boolean sorted = true;
    for (int i = 0; i < pieces; i++) {
      order[i] = i;
      sorted &= i == 0 || pieceFirst[i - 1] <= pieceFirst[i];
    }
    for (int width = 1; !sorted && width < pieces; width *= 2) {
      for (int from = 0; from < pieces; from += 2 * width) {
        mergeOrder(from, Math.min(from + width, pieces), Math.min(from + 2 * width, pieces));
      }
      int[] swap = order;
      order = orderScratch;
      orderScratch = swap;
    }
  }

  private void mergeOrder(int from, int mid, int to) {
    int a = from;
    int b = mid;
    for (int out = from; out < to; out++) {
      boolean left = b == to || a < mid && pieceFirst[order[a]] <= pieceFirst[order[b]];
      orderScratch[out] = left ? order[a++] : order[b++];
    }
  }

  private void formParts() {
    parts = 0;
    for (int i = 0; i < pieces; i++) {
      int piece = order[i];
      if (parts > 0 && pieceFirst[piece] <= partLast[parts - 1]) {
        partLast[parts - 1] = Math.max(partLast[parts - 1], pieceLast[piece]);
      } else {
        partStart[parts] = i;
        partLast[parts++] = pieceLast[piece];
      }
    }
    partStart[parts] = pieces;
  }

  int parts() {
    return parts;
  }

  long partFirst(int part) {
    return pieceFirst[order[partStart[part]]];
  }

  long partLast(int part) {
    return partLast[part];
  }

  /** Index in time order of the part's first piece. */
  int start(int part) {
    return partStart[part];
  }

  /** Index in time order behind the part's last piece. */
  int end(int part) {
    return partStart[part + 1];
  }

  boolean isBlock(int part) {
    return end(part) - start(part) == 1 && pieceSource[order[start(part)]] >= 0;
  }

  /** Number in order of arrival of the piece at this index in time order. */
  int piece(int index) {
    return order[index];
  }

  long first(int piece) {
    return pieceFirst[piece];
  }

  int count(int piece) {
    return pieceCount[piece];
  }

  int source(int piece) {
    return pieceSource[piece];
  }

  int place(int piece) {
    return piecePlace[piece];
  }
}
