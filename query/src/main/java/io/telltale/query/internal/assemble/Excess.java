package io.telltale.query.internal.assemble;

import io.telltale.core.Kind;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.plan.Limit;

/**
 * The peak of a window's evidence and what lies beyond the limit, in value x seconds.
 *
 * <p>How long a reading counts is known at the next reading, and that it counts at all only when
 * there is later evidence: until then it is the <em>tail</em>.
 *
 * <p>Areas are added up in twice the precision of a double (what a product loses by a fused
 * multiply-add, what a sum loses by Neumaier), so that the area of some readings is one number, in
 * whatever pieces they were read. The source: Ogita, Rump and Oishi, <em>Accurate sum and dot
 * product</em>, 2005.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused, each time from
 * {@link #clear}.
 */
public final class Excess {
  private final Kind kind;
  private final Limit limit;
  private boolean has;
  private long peakBits;
  private long peakTime;
  private double area;
  private double lost;
  private boolean tailOpen;
  private long tailTime;
  private long tailBits;
  private double tail;
  private double tailLost;

  /** Creates one for a condition's limit on a channel of a kind. */
  public Excess(Kind kind, Limit limit) {
    this.kind = kind;
    this.limit = limit;
  }

  /** Forgets all. */
  public void clear() {
    has = false;
    area = 0;
    lost = 0;
    dropTail();
    tailOpen = false;
  }

  /** An evidence reading. */
  public void add(long timeNs, long bits) {
    if (!limit.accepts(bits)) {
      return;
    }
    if (!has || limit.isFarther(bits, peakBits)) {
      has = true;
      peakBits = bits;
      peakTime = timeNs;
    }
    if (limit.isMeasured()) {
      takeTail();
      tailOpen = true;
      tailTime = timeNs;
      tailBits = bits;
    }
  }

  /** The next reading, or the end of what the one before says: the tail is known. */
  public void until(long timeNs, long speaksNs) {
    if (tailOpen) {
      tailOpen = false;
      long lasts = Math.min(Times.minus(timeNs, tailTime), speaksNs);
      tail = lasts == 0 ? 0 : limit.area(tailBits, lasts);
      tailLost = lasts == 0 ? 0 : limit.areaLost(tailBits, lasts);
    }
  }

  /** Adds what came later. */
  void join(Excess later) {
    if (later.has && (!has || limit.isFarther(later.peakBits, peakBits))) {
      has = true;
      peakBits = later.peakBits;
      peakTime = later.peakTime;
    }
    if (later.has) {
      takeTail();
      plus(later.area);
      plus(later.lost);
      tail = later.tail;
      tailLost = later.tailLost;
      tailOpen = later.tailOpen;
      tailTime = later.tailTime;
      tailBits = later.tailBits;
    }
  }

  private void takeTail() {
    plus(tail);
    plus(tailLost);
    dropTail();
  }

  private void dropTail() {
    tail = 0;
    tailLost = 0;
  }

  /** Neumaier's sum: what rounding loses is kept beside it. */
  private void plus(double x) {
    double sum = area + x;
    if (Double.isFinite(sum)) {
      lost += Math.abs(area) >= Math.abs(x) ? area - sum + x : x - sum + area;
    }
    area = sum;
  }

  /** Returns the peak, NaN without one. */
  public double peak() {
    return has ? Values.asDouble(kind, peakBits) + 0.0 : Double.NaN;
  }

  /** Returns the peak's time, or what is given without one. */
  public long peakTime(long otherwise) {
    return has ? peakTime : otherwise;
  }

  /** Returns value x seconds beyond the limit, NaN when there is none to measure. */
  public double area() {
    return has && limit.isMeasured() ? area + lost : Double.NaN;
  }
}
