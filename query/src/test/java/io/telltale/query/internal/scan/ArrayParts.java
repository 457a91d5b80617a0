package io.telltale.query.internal.scan;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.StripColumn;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.plan.RateTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A series made by hand: blocks with true statistics, and stretches without. */
public final class ArrayParts implements Parts {
  private final StripColumn noStrips = new StripColumn();
  private final Kind kind;
  private final List<Part> parts = new ArrayList<>();
  private int part = -1;
  private int from;
  private int size;
  private boolean timesLoaded;
  private boolean timesTold;

  /** The values loaded are from here to before {@link #valuesEnd}. */
  private int valuesFirst;

  private int valuesEnd;

  /** Blocks that were decoded since the last {@link #open}. */
  public int decodedBlocks;

  private record Part(long[] times, long[] values, int chunk, Map<BlockColumn, Long> statistics) {}

  public ArrayParts(Kind kind) {
    this.kind = kind;
  }

  /** Adds a stretch of merged readings that comes in chunks of at most this size. */
  public ArrayParts merged(int chunk, long[] times, long[] values) {
    parts.add(new Part(times, values, chunk, null));
    return this;
  }

  /** Adds a block with all its statistics, less those named. */
  public ArrayParts block(long[] times, long[] values, BlockColumn... missing) {
    Map<BlockColumn, Long> statistics = statistics(times, values);
    Arrays.asList(missing).forEach(statistics::remove);
    parts.add(new Part(times, values, times.length, statistics));
    return this;
  }

  /** Stands before the first part, as after opening a series. */
  public ArrayParts restart() {
    part = -1;
    size = 0;
    decodedBlocks = 0;
    return this;
  }

  private Map<BlockColumn, Long> statistics(long[] times, long[] values) {
    long gap = 0;
    double rise = Double.NEGATIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    double sum = 0;
    long nan = 0;
    int last = -1;
    int first = -1;
    int min = -1;
    int max = -1;
    long notFinite = 0;
    for (int i = 0; i < times.length; i++) {
      double v = kind == Kind.STATE ? values[i] : Values.asDouble(kind, values[i]);
      gap = i == 0 ? 0 : Math.max(gap, times[i] - times[i - 1]);
      nan += Double.isNaN(v) ? 1 : 0;
      notFinite += Double.isFinite(v) ? 0 : 1;
      if (!Double.isNaN(v)) {
        sum += v;
        min = min < 0 || isLess(values[i], values[min]) ? i : min;
        max = max < 0 || isLess(values[max], values[i]) ? i : max;
      }
      if (Double.isFinite(v)) {
        if (last >= 0) {
          double rate =
              RateTruth.rate(kind == Kind.DOUBLE, times[i], values[i], times[last], values[last]);
          rise = Math.max(rise, rate);
          fall = Math.min(fall, rate);
        }
        first = first < 0 ? i : first;
        last = i;
      }
    }
    long none = Double.doubleToRawLongBits(Double.NaN);
    Map<BlockColumn, Long> s = new EnumMap<>(BlockColumn.class);
    s.put(BlockColumn.T0, times[0]);
    s.put(BlockColumn.T1, times[times.length - 1]);
    s.put(BlockColumn.COUNT, (long) times.length);
    s.put(BlockColumn.LARGEST_GAP, gap);
    s.put(BlockColumn.STEEPEST_RISE, Double.doubleToRawLongBits(rise));
    s.put(BlockColumn.STEEPEST_FALL, Double.doubleToRawLongBits(fall));
    s.put(BlockColumn.SUM, Double.doubleToRawLongBits(sum));
    s.put(BlockColumn.MIN, min < 0 ? 0 : values[min]);
    s.put(BlockColumn.MAX, max < 0 ? 0 : values[max]);
    s.put(BlockColumn.FIRST, first < 0 ? none : values[first]);
    s.put(BlockColumn.LAST, last < 0 ? none : values[last]);
    s.put(BlockColumn.NAN_COUNT, nan);
    s.put(BlockColumn.NOT_FINITE_COUNT, notFinite);
    return s;
  }

  private boolean isLess(long a, long b) {
    return kind == Kind.DOUBLE ? Double.longBitsToDouble(a) < Double.longBitsToDouble(b) : a < b;
  }

  @Override
  public int count() {
    return parts.size();
  }

  @Override
  public long firstTime(int of) {
    return parts.get(of).times[0];
  }

  @Override
  public long lastTime(int of) {
    long[] times = parts.get(of).times;
    return times[times.length - 1];
  }

  @Override
  public boolean isBlock(int of) {
    return parts.get(of).statistics != null;
  }

  @Override
  public boolean has(int of, BlockColumn column) {
    return isBlock(of) && parts.get(of).statistics.containsKey(column);
  }

  @Override
  public long statistic(int of, BlockColumn column) {
    return parts.get(of).statistics.get(column);
  }

  @Override
  public int bytes(int of) {
    return parts.get(of).times.length;
  }

  @Override
  public void seek(int to) {
    part = to - 1;
    from = 0;
    size = 0;
  }

  @Override
  public boolean next() {
    timesLoaded = false;
    timesTold = false;
    valuesFirst = 0;
    valuesEnd = -1;
    from += size;
    if (part < 0 || from >= parts.get(part).times.length || size == 0) {
      part++;
      from = 0;
    }
    if (part >= parts.size()) {
      part = parts.size() - 1;
      from = part < 0 ? 0 : parts.get(part).times.length;
      size = 0;
      return false;
    }
    size = Math.min(parts.get(part).chunk, parts.get(part).times.length - from);
    return true;
  }

  @Override
  public int part() {
    return part;
  }

  @Override
  public boolean chunkIsBlock() {
    return isBlock(part);
  }

  @Override
  public void load() {
    open();
    loadTimes();
    loadValues(0, size);
  }

  @Override
  public void open() {
    if (!timesTold && isBlock(part)) {
      decodedBlocks++;
    }
    timesTold = true;
  }

  @Override
  public void loadTimes() {
    require(timesTold);
    timesLoaded = true;
  }

  @Override
  public void loadValues(int first, int end) {
    require(timesTold);
    valuesFirst = first;
    valuesEnd = end;
  }

  @Override
  public long time(int reading) {
    require(timesTold && reading < size);
    return parts.get(part).times[from + reading];
  }

  @Override
  public int countUpTo(long limit) {
    require(timesTold);
    return Times.countUpTo(cut(parts.get(part).times, 0, size), size, limit);
  }

  @Override
  public StripColumn strips() {
    return noStrips;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long[] times() {
    require(timesLoaded);
    return cut(parts.get(part).times, 0, size);
  }

  @Override
  public long[] values() {
    require(valuesEnd >= valuesFirst);
    return cut(parts.get(part).values, valuesFirst, valuesEnd);
  }

  /** What is not loaded says so when it is used. */
  private long[] cut(long[] array, int first, int end) {
    long[] chunk = new long[size + 1];
    Arrays.fill(chunk, Long.MIN_VALUE);
    System.arraycopy(array, from + first, chunk, first, end - first);
    return chunk;
  }

  private static void require(boolean ready) {
    if (!ready) {
      throw new IllegalStateException("not loaded");
    }
  }
}
