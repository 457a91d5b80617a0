package io.telltale.query.internal.plot;

/**
 * Largest triangle three buckets: of each bucket of points the one that spans the largest triangle
 * with the point picked before and the mean of the next bucket.
 *
 * <p>Steinarsson: Downsampling Time Series for Visual Representation. Master's thesis, University
 * of Iceland, 2013.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class Lttb {
  private Lttb() {}

  /** Adds at most so many, at least 2, of one line's points from start to end, excluded. */
  static void add(PointList line, int start, int end, int wanted, PointList out) {
    int count = end - start;
    if (count <= wanted) {
      for (int i = start; i < end; i++) {
        out.add(line.timeNs(i), line.value(i));
      }
      return;
    }
    int picked = start;
    out.add(line.timeNs(picked), line.value(picked));
    int inner = wanted - 2;
    for (int bucket = 0; bucket < inner; bucket++) {
      int from = start + 1 + firstOf(bucket, count, inner);
      int to = start + 1 + firstOf(bucket + 1, count, inner);
      boolean isLast = bucket + 1 == inner;
      int nextTo = isLast ? end : start + 1 + firstOf(bucket + 2, count, inner);
      picked = largest(line, picked, from, to, nextTo);
      out.add(line.timeNs(picked), line.value(picked));
    }
    out.add(line.timeNs(end - 1), line.value(end - 1));
  }

  /** The inner points, dealt out as evenly as whole numbers allow. */
  private static int firstOf(int bucket, int count, int inner) {
    return (int) ((long) bucket * (count - 2) / inner);
  }

  private static int largest(PointList line, int picked, int from, int to, int nextTo) {
    long origin = line.timeNs(picked);
    double base = line.value(picked);
    double meanTime = 0;
    double meanRise = 0;
    for (int i = to; i < nextTo; i++) {
      meanTime += line.timeNs(i) - origin;
      meanRise += line.value(i) - base;
    }
    meanTime /= nextTo - to;
    meanRise /= nextTo - to;
    int best = from;
    double largest = -1;
    for (int i = from; i < to; i++) {
      double time = line.timeNs(i) - origin;
      double area = Math.abs(meanTime * (line.value(i) - base) - time * meanRise);
      if (area > largest) {
        largest = area;
        best = i;
      }
    }
    return best;
  }
}
