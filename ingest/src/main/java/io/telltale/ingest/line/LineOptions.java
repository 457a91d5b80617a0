package io.telltale.ingest.line;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How to read a file of line protocol.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> each {@code with} method makes a copy.
 * <b>Lifetime:</b> as long as wanted.
 *
 * @param deviceTag the tag whose value is the device's serial number; empty: the whole tag set,
 *     sorted
 * @param precision unit of the times in the text
 * @param defaultTimeNs time of lines that have none, epoch nanoseconds; when empty such lines are
 *     refused
 */
public record LineOptions(String deviceTag, Precision precision, OptionalLong defaultTimeNs) {
  /** Checks its parts. */
  public LineOptions {
    Objects.requireNonNull(deviceTag, "deviceTag");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(defaultTimeNs, "defaultTimeNs");
  }

  /**
   * Whole tag set, nanoseconds, no default time.
   *
   * @return the defaults
   */
  public static LineOptions defaults() {
    return new LineOptions("", Precision.NS, OptionalLong.empty());
  }

  /**
   * Names the tag that identifies the device.
   *
   * @param tag its key
   * @return a copy
   */
  public LineOptions withDeviceTag(String tag) {
    return new LineOptions(tag, precision, defaultTimeNs);
  }

  /**
   * Names the unit of times.
   *
   * @param unit the unit
   * @return a copy
   */
  public LineOptions withPrecision(Precision unit) {
    return new LineOptions(deviceTag, unit, defaultTimeNs);
  }

  /**
   * Gives a time to lines without one.
   *
   * @param timeNs epoch nanoseconds
   * @return a copy
   */
  public LineOptions withDefaultTimeNs(long timeNs) {
    return new LineOptions(deviceTag, precision, OptionalLong.of(timeNs));
  }
}
