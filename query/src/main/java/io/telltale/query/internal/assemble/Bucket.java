package io.telltale.query.internal.assemble;

import static io.telltale.core.internal.segment.BlockColumn.COUNT;
import static io.telltale.core.internal.segment.BlockColumn.FIRST;
import static io.telltale.core.internal.segment.BlockColumn.LAST;
import static io.telltale.core.internal.segment.BlockColumn.MAX;
import static io.telltale.core.internal.segment.BlockColumn.MIN;
import static io.telltale.core.internal.segment.BlockColumn.NAN_COUNT;
import static io.telltale.core.internal.segment.BlockColumn.NOT_FINITE_COUNT;
import static io.telltale.core.internal.segment.BlockColumn.SUM;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.StripColumn;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.scan.Parts;

/**
 * What a bucket query says of one bucket.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused, each time from
 * {@link #clear}.
 */
public final class Bucket {
  /** Bits of a double; those of a NaN are more, but for the sign. */
  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private final Kind kind;
  private final Evidence evidence = new Evidence();
  private long firstBits;
  private long lastBits;
  private long minLong;
  private long maxLong;

  /** Creates a bucket for values of a kind. */
  public Bucket(Kind kind) {
    this.kind = kind;
    evidence.open(kind);
  }

  /** Empties the bucket. */
  public void clear() {
    evidence.clear();
    minLong = Long.MAX_VALUE;
    maxLong = Long.MIN_VALUE;
  }

  /** Becomes as another one of the same kind. */
  public void copy(Bucket other) {
    evidence.copy(other.evidence);
    firstBits = other.firstBits;
    lastBits = other.lastBits;
    minLong = other.minLong;
    maxLong = other.maxLong;
  }

  /** Adds readings, leaving NaN out. */
  public void add(long[] values, int from, int to) {
    if (kind != Kind.DOUBLE) {
      for (int i = from; i < to; i++) {
        minLong = Math.min(minLong, values[i]);
        maxLong = Math.max(maxLong, values[i]);
      }
      addValues(values, from, to);
      return;
    }
    if (!hasNan(values, from, to)) {
      addValues(values, from, to);
      return;
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(Double.longBitsToDouble(values[i]))) {
        addValues(values, start, i);
        start = i + 1;
      }
    }
    addValues(values, start, to);
  }

  private static boolean hasNan(long[] values, int from, int to) {
    long negative = 0;
    for (int i = from; i < to; i++) {
      negative |= INFINITY - (values[i] & Long.MAX_VALUE);
    }
    return negative < 0;
  }

  private void addValues(long[] values, int from, int to) {
    if (from < to) {
      bounds(values[from], values[to - 1]);
      evidence.add(values, from, to);
    }
  }

  /** Returns whether a block's statistics say all that a bucket wants to know. */
  public boolean canAddBlock(Parts parts, int part) {
    if (!parts.has(part, COUNT)
        || !parts.has(part, NAN_COUNT)
        || !parts.has(part, NOT_FINITE_COUNT)
        || !parts.has(part, FIRST)
        || !parts.has(part, LAST)) {
      return false;
    }
    // With infinities, the first and last finite values are not the first and last values.
    if (parts.statistic(part, NOT_FINITE_COUNT) != parts.statistic(part, NAN_COUNT)) {
      return false;
    }
    return kind == Kind.STATE
        || parts.has(part, MIN)
            && parts.has(part, MAX)
            && parts.has(part, SUM)
            && Double.isFinite(Double.longBitsToDouble(parts.statistic(part, SUM)));
  }

  /** Adds a whole block by its statistics. */
  public void addBlock(Parts parts, int part) {
    long count = parts.statistic(part, COUNT) - parts.statistic(part, NAN_COUNT);
    if (count == 0) {
      return;
    }
    bounds(parts.statistic(part, FIRST), parts.statistic(part, LAST));
    if (kind == Kind.STATE) {
      evidence.addBlock(count, 0, 0, 0);
      return;
    }
    long min = parts.statistic(part, MIN);
    long max = parts.statistic(part, MAX);
    minLong = Math.min(minLong, min);
    maxLong = Math.max(maxLong, max);
    double sum = Double.longBitsToDouble(parts.statistic(part, SUM));
    evidence.addBlock(count, Values.asDouble(kind, min), Values.asDouble(kind, max), sum);
  }

  /**
   * Adds readings by what is known of their strips, but for which is the first and which the last:
   * {@link #setFirst} and {@link #setLast} say that. None of them is NaN or infinite: blocks with
   * such have no strips.
   *
   * @param strips of the block
   * @param first strip to be added
   * @param end the strip behind the last
   */
  public void addStrips(StripColumn strips, int first, int end) {
    for (int strip = first; strip < end; strip++) {
      long min = strips.min(strip);
      long max = strips.max(strip);
      minLong = Math.min(minLong, min);
      maxLong = Math.max(maxLong, max);
      evidence.addBlock(
          strips.start(strip + 1) - strips.start(strip),
          Values.asDouble(kind, min),
          Values.asDouble(kind, max),
          strips.sum(strip));
    }
  }

  /** Returns whether no value has been added. */
  public boolean isEmpty() {
    return evidence.samples() == 0;
  }

  /** Says what the first value is, by its bits. */
  public void setFirst(long bits) {
    firstBits = bits;
  }

  /** Says what the last value so far is, by its bits. */
  public void setLast(long bits) {
    lastBits = bits;
  }

  private void bounds(long first, long last) {
    if (isEmpty()) {
      firstBits = first;
    }
    lastBits = last;
  }

  /** Returns count, bounds, sum and mean. */
  public Evidence evidence() {
    return evidence;
  }

  /** Returns the bits of the first value. */
  public long firstBits() {
    return firstBits;
  }

  /** Returns the bits of the last value. */
  public long lastBits() {
    return lastBits;
  }

  /** Returns the smallest value of an integer kind. */
  public long minLong() {
    return kind == Kind.DOUBLE ? (long) evidence.min() : minLong;
  }

  /** Returns the largest value of an integer kind. */
  public long maxLong() {
    return kind == Kind.DOUBLE ? (long) evidence.max() : maxLong;
  }
}
