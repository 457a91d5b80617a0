package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.head.SliceReader;
import java.util.Arrays;

/**
 * Merges the overlapping pieces of a part into chunks in time order, one reading a time. Decodes a
 * piece when the merge reaches it, so that memory is bounded by how deep pieces overlap.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has seen the deepest overlap.
 */
final class PartMerger {
  private final SliceReader slices = new SliceReader();
  private BlockBuffer[] buffers = new BlockBuffer[0];
  private int[] positions = new int[0];
  private int[] arrivals = new int[0];
  private int active;
  private View view;
  private PartPlan plan;
  private int next;
  private int end;

  /** Aims at a part. */
  @HotPath
  void start(View of, PartPlan in, int part) {
    view = of;
    plan = in;
    next = in.start(part);
    end = in.end(part);
    active = 0;
  }

  /** Fills a chunk; false when the part is done. */
  @HotPath
  boolean fill(BlockBuffer out) {
    int n = 0;
    while (n < BlockBuffer.CAPACITY) {
      if (active == 0 && next == end) {
        break;
      }
      if (active == 0) {
        activate(plan.piece(next++));
        continue;
      }
      long time = earliest();
      if (next < end && plan.first(plan.piece(next)) <= time) {
        activate(plan.piece(next++));
      } else if (active == 1) {
        n = copyRun(out, n);
      } else {
        out.times[n] = time;
        out.values[n++] = take(time);
      }
    }
    out.count = n;
    return n > 0;
  }

  /** Decodes one piece on its own. */
  @HotPath
  void load(View of, PartPlan in, int piece, BlockBuffer into) {
    int source = in.source(piece);
    if (source >= 0) {
      of.segment(source).read(in.place(piece), into);
    } else {
      slices.load(of.head(~source), in.place(piece), in.count(piece), of.lastWins(), into);
    }
  }

  private void activate(int piece) {
    if (active == buffers.length) {
      buffers = Arrays.copyOf(buffers, active + 1);
      buffers[active] = new BlockBuffer();
      positions = Arrays.copyOf(positions, active + 1);
      arrivals = Arrays.copyOf(arrivals, active + 1);
    }
    load(view, plan, piece, buffers[active]);
    positions[active] = 0;
    arrivals[active++] = piece;
  }

  private long earliest() {
    long time = Long.MAX_VALUE;
    for (int i = 0; i < active; i++) {
      time = Math.min(time, buffers[i].times[positions[i]]);
    }
    return time;
  }

  /** One piece alone, up to where the next one begins. */
  private int copyRun(BlockBuffer out, int n) {
    long limit = next < end ? plan.first(plan.piece(next)) : Long.MAX_VALUE;
    BlockBuffer from = buffers[0];
    int at = positions[0];
    int out0 = n;
    while (n < BlockBuffer.CAPACITY && at < from.count && (next == end || from.times[at] < limit)) {
      out.times[n++] = from.times[at++];
    }
    System.arraycopy(from.values, positions[0], out.values, out0, n - out0);
    positions[0] = at;
    if (at == from.count) {
      active = 0;
    }
    return n;
  }

  /** Passes every reading of this time; returns the value of the one that counts. */
  private long take(long time) {
    int winner = -1;
    long value = 0;
    for (int i = active - 1; i >= 0; i--) {
      int at = positions[i];
      if (buffers[i].times[at] != time) {
        continue;
      }
      boolean better =
          winner < 0 || (view.lastWins() ? arrivals[i] > winner : arrivals[i] < winner);
      if (better) {
        winner = arrivals[i];
        value = buffers[i].values[at];
      }
      positions[i] = at + 1;
      if (at + 1 == buffers[i].count) {
        drop(i);
      }
    }
    return value;
  }

  private void drop(int i) {
    active--;
    BlockBuffer done = buffers[i];
    buffers[i] = buffers[active];
    buffers[active] = done;
    positions[i] = positions[active];
    arrivals[i] = arrivals[active];
  }
}
