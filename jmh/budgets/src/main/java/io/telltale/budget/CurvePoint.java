package io.telltale.budget;

/**
 * A point of a latency curve.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param percentile from 0 to 100
 * @param ns so many nanoseconds or fewer did that part of the operations take
 */
public record CurvePoint(double percentile, double ns) {}
