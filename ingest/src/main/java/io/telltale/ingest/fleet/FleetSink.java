package io.telltale.ingest.fleet;

/**
 * Hears the readings of a fleet, in the order in which they arrive.
 *
 * <p><b>Threading:</b> called by the simulating thread. <b>Allocation:</b> none by the simulator.
 * <b>Lifetime:</b> used during one run.
 */
@FunctionalInterface
public interface FleetSink {
  /**
   * Takes a reading.
   *
   * @param device number of the device, from 0
   * @param channel ordinal of the {@link FleetChannel}
   * @param timeNs event time, epoch nanoseconds
   * @param valueBits the value's 64 bits by the channel's kind
   */
  void reading(int device, int channel, long timeNs, long valueBits);
}
