package io.telltale.query.oracle;

import io.telltale.query.EndReason;
import java.util.List;
import java.util.Set;

/**
 * Section 7 of the contract, as a value.
 *
 * @param device device number, -1 for kOfDevices
 * @param devices the devices that it speaks of
 * @param channel channel number
 * @param start first moment
 * @param end end, exclusive, or Long.MAX_VALUE when OPEN
 * @param endReason why it ended
 * @param onset see the contract
 * @param lastTrue see the contract
 * @param heldFor lastTrue - start before pad
 * @param samples evidence readings
 * @param values what is told of the evidence of the first channel
 */
record OracleWindow(
    int device,
    Set<Integer> devices,
    int channel,
    long start,
    long end,
    EndReason endReason,
    long onset,
    long lastTrue,
    long heldFor,
    long samples,
    OracleValues values) {
  OracleWindow {
    devices = Set.copyOf(devices);
  }

  boolean matches(OracleWindow other) {
    return device == other.device
        && devices.equals(other.devices)
        && channel == other.channel
        && start == other.start
        && end == other.end
        && endReason == other.endReason
        && onset == other.onset
        && lastTrue == other.lastTrue
        && heldFor == other.heldFor
        && samples == other.samples
        && values.matches(other.values);
  }

  static boolean allMatch(List<OracleWindow> expected, List<OracleWindow> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).matches(actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The same without the devices that it speaks of. */
  OracleWindow ofNobody() {
    return new OracleWindow(
        device, Set.of(), channel, start, end, endReason, onset, lastTrue, heldFor, samples,
        values);
  }

  OracleWindow cut(long newStart, long newEnd) {
    return new OracleWindow(
        device, devices, channel, newStart, newEnd, endReason, onset, lastTrue, heldFor, samples,
        values);
  }
}
