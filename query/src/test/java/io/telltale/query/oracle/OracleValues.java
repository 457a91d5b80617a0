package io.telltale.query.oracle;

/**
 * The fields of a window that are about values. A mean and an area are compared to 1e-9 of the
 * largest value that went in, all else exactly.
 *
 * @param min smallest evidence value or NaN
 * @param max largest evidence value or NaN
 * @param mean mean of the evidence values or NaN
 * @param peak the value farthest beyond the limit or NaN
 * @param peakTime its time
 * @param peakIsSure false where two values are so nearly as far that either may be called the peak
 * @param excessArea value x seconds or NaN
 * @param areaScale the largest value that went into the area x all its seconds
 */
record OracleValues(
    double min,
    double max,
    double mean,
    double peak,
    long peakTime,
    boolean peakIsSure,
    double excessArea,
    double areaScale) {
  private static final double TOLERANCE = 1e-9;

  static OracleValues none(long start) {
    return new OracleValues(
        Double.NaN, Double.NaN, Double.NaN, Double.NaN, start, true, Double.NaN, 0);
  }

  boolean matches(OracleValues other) {
    boolean samePeak = same(peak, other.peak) && peakTime == other.peakTime;
    return same(min, other.min)
        && same(max, other.max)
        && near(mean, other.mean, Math.max(Math.abs(min), Math.abs(max)))
        && (samePeak || !peakIsSure || !other.peakIsSure)
        && near(excessArea, other.excessArea, Math.max(areaScale, other.areaScale));
  }

  private static boolean near(double a, double b, double largest) {
    // The smallest double of all has no half: a mean of it may go either way.
    return same(a, b) || Math.abs(a - b) <= TOLERANCE * largest + Double.MIN_VALUE;
  }

  private static boolean same(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }
}
