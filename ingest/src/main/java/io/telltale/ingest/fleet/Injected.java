package io.telltale.ingest.fleet;

/**
 * A window that a query must find.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object an anomaly. <b>Lifetime:</b> as
 * long as wanted.
 *
 * @param kind what is wrong
 * @param device number of the device, from 0
 * @param fromNs start of the window, epoch nanoseconds
 * @param toNs its end, exclusive, or {@link #OPEN}
 */
public record Injected(Anomaly kind, int device, long fromNs, long toNs) {
  /** The end of a window that has not ended. */
  public static final long OPEN = Long.MAX_VALUE;
}
